import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Context } from '../contracts/context.ts'
import { typedOf } from '../contracts/http.ts'
import { paths } from '../contracts/paths.ts'
import { parse } from '../platform/forms/index.ts'
import { acceptInvitation } from './accept-invitation.ts'
import { openCarry, sealCarry } from './carry.ts'
import { codesPage, codesView } from './codes-page.ts'
import { invitationPage, invitationView, overPage, profileForm, type About } from './invitation-page.ts'
import { invitationBehind, type Invitation } from './invitations.ts'
import { languageOptions } from '../web/language-choices.ts'
import { asNobody, draw, isAdmitted, letIn, newcomerOf, type Drawn, type Newcomer } from './newcomer.ts'
import { choosePassphrase } from './passphrases.ts'
import { teamName } from './queries.ts'
import { secondFactorPage, secondFactorView } from './second-factor-page.ts'
import { firstStepOf } from './six-digits.ts'

const LABEL = 'invitation'
type Link = { Params: { token: string } }
type Asking = FastifyRequest<Link>

/** What each page hands to the next: what was drawn, then whose account it is for, then the step of their first digits. */
type Carried =
  | { readonly at: 'profile'; readonly newcomer: Drawn }
  | { readonly at: 'app'; readonly newcomer: Newcomer }
  | { readonly at: 'code'; readonly newcomer: Newcomer; readonly step: number }

/**
 * Accepting an invitation: a name and a passphrase, then the app, then the recovery code. Nothing is made before somebody says that they
 * have it. Each page sent again is answered as before, and once the account is made leads on to it.
 */
export function invitationRoutes(app: FastifyInstance, context: Context): void {
  app.get<Link>('/invitation/:token', { config: { access: 'anyone' }, onRequest: asNobody }, async (request, reply) => {
    const invitation = await arrive(context, request)
    if (invitation === null) return over(reply)
    return reply.page(invitationPage, invitationView(context, request.words, await aboutOf(context, request, invitation)))
  })
  app.post<Link>('/invitation/:token', { config: { access: 'anyone' }, onRequest: asNobody }, async (request, reply) => {
    const typed = typedOf(request)
    const carried = openCarry<Carried>(context, LABEL, typed.carry)
    if (carried?.at === 'code') return haveIt(context, request, reply, carried)
    if (carried !== null && (await isAdmitted(context.db, carried.newcomer))) return reply.redirect(paths.desk.account(), 303)
    const invitation = await arrive(context, request)
    if (invitation === null) return over(reply)
    if (carried?.at === 'app') return code(context, request, reply, carried.newcomer)
    if (carried === null && typed.name === undefined) return beginAnew(context, request, reply, invitation)
    return profile(context, request, reply, { invitation, drawn: carried?.newcomer ?? draw() })
  })
}

/** The invitation behind the link, whose page speaks the language that it was written in. */
async function arrive(context: Context, request: Asking): Promise<Invitation | null> {
  const invitation = await invitationBehind(context, context.db, request.params.token)
  if (invitation !== null) request.words = context.words.in(invitation.language)
  return invitation
}

/** Begins anew with whoever comes after what their page carried has ended: what it showed opens nothing. */
async function beginAnew(context: Context, request: Asking, reply: FastifyReply, invitation: Invitation): Promise<FastifyReply> {
  const about = { ...(await aboutOf(context, request, invitation)), late: true }
  return reply.code(422).page(invitationPage, invitationView(context, request.words, about))
}

async function profile(
  context: Context,
  request: Asking,
  reply: FastifyReply,
  { invitation, drawn }: { invitation: Invitation; drawn: Drawn },
): Promise<FastifyReply> {
  const typed = typedOf(request)
  const read = parse(profileForm, typed, { language: languageOptions(context) })
  const name = read.ok ? read.answers.name : ''
  const passphrase = await choosePassphrase(typed, [name, invitation.email, request.mechanism.name])
  if (!read.ok || !passphrase.ok) {
    const errors = { ...(read.ok ? {} : read.errors), ...(passphrase.ok ? {} : passphrase.errors) }
    const about = await aboutOf(context, request, invitation, drawn)
    return reply.code(422).page(invitationPage, invitationView(context, request.words, about, typed, errors))
  }
  const newcomer = await newcomerOf(context, drawn, { ...read.answers, email: invitation.email }, passphrase.text)
  return reply.page(secondFactorPage, appView(context, request, newcomer))
}

/** Shows the recovery code, as often as the page is asked for again: it is drawn, and opens nothing yet. */
function code(context: Context, request: Asking, reply: FastifyReply, newcomer: Newcomer): FastifyReply {
  const step = firstStepOf(newcomer.totpSecret, typedOf(request).digits, context.clock.now())
  if (step === null) return reply.code(422).page(secondFactorPage, appView(context, request, newcomer, { digits: 'digits' }))
  request.words = context.words.in(newcomer.language)
  const shown = { own: newcomer.recoveryCode, carry: carry(context, { at: 'code', newcomer, step }) }
  return reply.page(codesPage, codesView(request.mechanism.name, shown, paths.desk.invitation(request.params.token)))
}

/** *I have it*: the account is made, and its code is never shown again. */
async function haveIt(context: Context, request: Asking, reply: FastifyReply, carried: Carried & { at: 'code' }): Promise<FastifyReply> {
  const { newcomer, step } = carried
  if (!(await acceptInvitation(context, request.params.token, newcomer, step))) return over(reply)
  await letIn(context, reply, newcomer)
  return reply.redirect(paths.desk.account(), 303)
}

/** Whatever ended an invitation, and whether there ever was one, is answered alike. */
function over(reply: FastifyReply): FastifyReply {
  return reply.code(404).page(overPage, { signIn: paths.desk.signIn() })
}

/** The page for the app, in the language that the newcomer chose. */
function appView(context: Context, request: Asking, newcomer: Newcomer, errors = {}) {
  request.words = context.words.in(newcomer.language)
  const action = paths.desk.invitation(request.params.token)
  const page = { action, carry: carry(context, { at: 'app', newcomer }), mechanism: request.mechanism.name, errors }
  return secondFactorView(request.words, newcomer, page)
}

async function aboutOf(context: Context, request: Asking, { email, teamId, by, steward }: Invitation, drawn = draw()): Promise<About> {
  const { mechanism, words } = request
  const key = by === mechanism.recovery_id ? 'accounts:invitation.textRecovery' : 'accounts:invitation.text'
  const text = words.t(key, { team: await teamName(context.db, teamId), mechanism: mechanism.name, email })
  return {
    action: paths.desk.invitation(request.params.token),
    text: steward ? `${text} ${words.t('accounts:invitation.steward')}` : text,
    carry: carry(context, { at: 'profile', newcomer: drawn }),
    late: false,
  }
}

function carry(context: Context, carried: Carried): string {
  return sealCarry(context, LABEL, carried)
}
