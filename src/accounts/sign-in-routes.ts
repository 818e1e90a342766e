import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Context } from '../contracts/context.ts'
import { typedOf } from '../contracts/http.ts'
import { paths } from '../contracts/paths.ts'
import { overwriteCookie, setCookie } from '../web/cookies.ts'
import { keptView, openKept, readKept } from '../web/kept.ts'
import { endSession } from '../web/sessions.ts'
import { parse } from '../platform/forms/index.ts'
import { arriveAtDesk, type Arrived } from './account-behind.ts'
import { signInForm } from './forms.ts'
import { keptPage } from './kept-page.ts'
import { rekeyInSession } from './rekey.ts'
import { signInPage, signInView, type SignInState } from './sign-in-page.ts'
import { signIn } from './sign-in.ts'

/** Signing in and out. */
export function signInRoutes(app: FastifyInstance, context: Context): void {
  app.get('/sign-in', { config: { access: 'anyone' } }, async (request, reply) => {
    if (request.account !== null) return reply.redirect(paths.desk.today(), 303)
    return reply.page(signInPage, signInView(context, request.words, { to: '', kept: null }))
  })
  app.post('/sign-in', { config: { access: 'anyone' } }, async (request, reply) => {
    const typed = typedOf(request)
    const read = parse(signInForm, typed)
    const token = read.ok ? await signIn(context, read.answers) : null
    if (token === null) return again(context, request, reply, read.ok ? { wrong: true } : { errors: read.errors })
    setCookie(context, reply, 'desk', token)
    const account = await rekeyAfter(context, token)
    const kept = account === null ? null : readKept(context, typed.kept, account.own.principalId)
    if (account === null || kept === null || !isDeskPath(kept.to))
      return reply.redirect(isDeskPath(typed.to) ? typed.to : paths.desk.today(), 303)
    Object.assign(request, { binding: token, whose: account.own.principalId, words: context.words.in(account.language) })
    return reply.page(keptPage, keptView(request.words, kept, paths.desk.today()))
  })
  app.post('/sign-out', { config: { access: 'account' } }, async (request, reply) => {
    if (request.account !== null) await endSession(context, request.account.sessionId)
    overwriteCookie(context, reply, 'desk')
    return reply.redirect(paths.desk.signedOut(), 303)
  })
  app.get('/signed-out', { config: { access: 'anyone' } }, async (_request, reply) =>
    reply.header('clear-site-data', '"cache", "storage"').redirect(paths.desk.signIn(), 303),
  )
}

/** Somebody who has just signed in holds old and new keys of their teams, so what waits for a new key gets it now. */
async function rekeyAfter(context: Context, token: string): Promise<Arrived['account']> {
  const { account } = await arriveAtDesk(context, token)
  if (account !== null) await rekeyInSession(context, account)
  return account
}

/** The page again: the address, the way on and what was kept all stay. */
function again(
  context: Context,
  request: FastifyRequest,
  reply: FastifyReply,
  problem: Pick<SignInState, 'wrong' | 'errors'>,
): FastifyReply {
  const { email, to, kept } = typedOf(request)
  const text = (value: unknown): string => (typeof value === 'string' ? value : '')
  const state = { ...problem, email: text(email), to: text(to), kept: openKept(context, kept) === null ? null : text(kept) }
  return reply.code(422).page(signInPage, signInView(context, request.words, state))
}

/** Whether a page of the desk may be led on to: our own, and none that signs in or out. */
export function isDeskPath(to: unknown): to is string {
  return typeof to === 'string' && /^\/desk\/(?!sign)[^\\\s]*$/.test(to)
}
