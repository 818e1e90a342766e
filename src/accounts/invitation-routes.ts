import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Context } from '../contracts/context.ts'
import { typedOf } from '../contracts/http.ts'
import { paths } from '../contracts/paths.ts'
import { setCookie } from '../web/cookies.ts'
import { NotFound } from '../platform/errors.ts'
import { parse } from '../platform/forms/index.ts'
import { acceptInvitation } from './accept-invitation.ts'
import { openCarry, sealCarry } from './carry.ts'
import { codesPage, codesView } from './codes-page.ts'
import { invitationPage, invitationView, profileForm, type InvitationView } from './invitation-page.ts'
import { invitationBehind } from './invitations.ts'
import { languageOptions } from '../web/language-choices.ts'
import { draw, firstSession, type Newcomer } from './newcomer.ts'
import { choosePassphrase } from './passphrases.ts'
import { teamName } from './queries.ts'
import { secondFactorPage, secondFactorView } from './second-factor-page.ts'
import { stepOf } from './six-digits.ts'

const LABEL = 'invitation'
type Asking = FastifyRequest<{ Params: { token: string } }>

/** Accepting an invitation: a name and a passphrase, then the app, then the recovery code. */
export function invitationRoutes(app: FastifyInstance, context: Context): void {
  app.get<{ Params: { token: string } }>('/invitation/:token', { config: { access: 'anyone' } }, async (request, reply) =>
    reply.page(invitationPage, invitationView(context, request.words, await aboutOf(context, request))),
  )
  app.post<{ Params: { token: string } }>('/invitation/:token', { config: { access: 'anyone' } }, async (request, reply) => {
    const carried = openCarry<Newcomer>(context, LABEL, typedOf(request).carry)
    return carried === null ? firstPage(context, request, reply) : secondPage(context, request, reply, carried)
  })
}

async function firstPage(context: Context, request: Asking, reply: FastifyReply): Promise<FastifyReply> {
  const about = await aboutOf(context, request)
  const typed = typedOf(request)
  const profile = parse(profileForm, typed, { language: languageOptions(context) })
  const passphrase = choosePassphrase(typed)
  if (!profile.ok || !passphrase.ok) {
    const errors = { ...(profile.ok ? {} : profile.errors), ...(passphrase.ok ? {} : passphrase.errors) }
    return reply.code(422).page(invitationPage, invitationView(context, request.words, about, typed, errors))
  }
  const newcomer = await draw(context, { ...profile.answers, email: about.email }, passphrase.text)
  const page = { action: about.action, carry: sealCarry(context, LABEL, newcomer), mechanism: request.mechanism.name }
  return reply.page(secondFactorPage, secondFactorView(request.words, newcomer, page))
}

async function secondPage(context: Context, request: Asking, reply: FastifyReply, newcomer: Newcomer): Promise<FastifyReply> {
  const { token } = request.params
  const { digits, carry } = typedOf(request)
  const step = stepOf(newcomer.totpSecret, String(digits ?? ''), context.clock.now())
  if (step === null) {
    const page = { action: paths.desk.invitation(token), carry: String(carry), mechanism: request.mechanism.name }
    return reply.code(422).page(secondFactorPage, secondFactorView(request.words, newcomer, { ...page, errors: { digits: 'digits' } }))
  }
  await acceptInvitation(context, token, newcomer, step)
  setCookie(context, reply, 'desk', await firstSession(context, newcomer))
  const codes = { own: newcomer.recoveryCode, sheet: null }
  return reply.page(codesPage, codesView(request.mechanism.name, codes, paths.desk.account()))
}

async function aboutOf(context: Context, request: Asking): Promise<Pick<InvitationView, 'action' | 'text'> & { readonly email: string }> {
  const { token } = request.params
  const { mechanism, words } = request
  const invitation = await invitationBehind(context, context.db, token)
  if (invitation === null) throw new NotFound()
  const { email, teamId, by } = invitation
  const key = by === mechanism.recovery_id ? 'accounts:invitation.textRecovery' : 'accounts:invitation.text'
  const values = { team: await teamName(context.db, teamId), mechanism: mechanism.name, email }
  return { action: paths.desk.invitation(token), text: words.t(key, values), email }
}
