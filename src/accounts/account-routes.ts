import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Context } from '../contracts/context.ts'
import { accountOf, typedOf } from '../contracts/http.ts'
import { paths } from '../contracts/paths.ts'
import { setCookie } from '../web/cookies.ts'
import { parse } from '../platform/forms/index.ts'
import { once } from '../grievances/nonces.ts'
import { newRecoveryCode } from '../platform/sealing/index.ts'
import { nonceId } from '../web/forgery.ts'
import { accountPage, accountView, oldForm, type AccountState } from './account-page.ts'
import { openCarry, sealCarry } from './carry.ts'
import { codesPage, codesView } from './codes-page.ts'
import { digitsForm } from './forms.ts'
import { profileForm } from './invitation-page.ts'
import { languageOptions } from '../web/language-choices.ts'
import { choosePassphrase, stretchPassphrase } from './passphrases.ts'
import { changePassphrase, changeProfile, renewRecoveryCode } from './renew.ts'
import { useDigits } from './six-digits.ts'
import { openByPassphrase } from './unlocks.ts'

const DONE = ['profile', 'passphrase', 'code'] as const

/** A recovery code that was drawn for an account, until they say that they have it. */
const CARRIED = 'recovery-code'
interface Renewing {
  readonly id: string
  readonly own: string
}

/** One's own account. */
export function accountRoutes(app: FastifyInstance, context: Context): void {
  app.get<{ Querystring: { done?: string } }>('/account', { config: { access: 'account' } }, async (request, reply) => {
    const done = DONE.find(part => part === request.query.done)
    return show(context, request, reply, { done: done === undefined ? null : request.words.t(`accounts:account.done.${done}`) })
  })
  app.post('/account', { config: { access: 'account' } }, async (request, reply) => {
    const typed = typedOf(request)
    const read = parse(profileForm, typed, { language: languageOptions(context) })
    if (!read.ok) return show(context, request, reply, { part: 'profile', typed, errors: read.errors })
    const { actor, email } = accountOf(request)
    await changeProfile(context, actor, { ...read.answers, email })
    return reply.redirect(`${paths.desk.account()}?done=profile`, 303)
  })
  app.post('/account/passphrase', { config: { access: 'account' } }, async (request, reply) => passphrase(context, request, reply))
  app.post('/account/code', { config: { access: 'account' } }, async (request, reply) => {
    const account = accountOf(request)
    const read = parse(digitsForm, typedOf(request))
    const fits = read.ok && (await useDigits(context, context.db, account.actor.id, read.answers.digits))
    if (!fits) return show(context, request, reply, { part: 'code', errors: { digits: 'digits' } })
    const own = newRecoveryCode()
    const carry = sealCarry<Renewing>(context, CARRIED, { id: account.actor.id, own })
    return reply.page(codesPage, codesView(request.mechanism.name, { own, carry, renews: true }, `${paths.desk.account()}/code/have`))
  })
  app.post('/account/code/have', { config: { access: 'account' } }, async (request, reply) => {
    const { own, actor } = accountOf(request)
    const typed = typedOf(request)
    const carried = openCarry<Renewing>(context, CARRIED, typed.carry)
    if (carried === null || carried.id !== actor.id) return reply.redirect(paths.desk.account(), 303)
    await once(context, nonceId(typed.nonce), trx => renewRecoveryCode(context, trx, own, carried.own))
    return reply.redirect(`${paths.desk.account()}?done=code`, 303)
  })
}

async function passphrase(context: Context, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const account = accountOf(request)
  const typed = typedOf(request)
  const old = parse(oldForm, typed)
  const chosen = await choosePassphrase(typed, [account.name, account.email, request.mechanism.name])
  if (!old.ok || !chosen.ok) {
    const errors = { ...(old.ok ? {} : old.errors), ...(chosen.ok ? {} : chosen.errors) }
    return show(context, request, reply, { part: 'passphrase', typed, errors })
  }
  const held = await openByPassphrase(context, account.actor.id, old.answers.old)
  if (held === null) return show(context, request, reply, { part: 'passphrase', typed, errors: { old: 'wrong_passphrase' } })
  const stretched = await stretchPassphrase(context, chosen.text)
  setCookie(context, reply, 'desk', await changePassphrase(context, held, stretched, 'account.passphrase_changed'))
  return reply.redirect(`${paths.desk.account()}?done=passphrase`, 303)
}

async function show(context: Context, request: FastifyRequest, reply: FastifyReply, state: AccountState): Promise<FastifyReply> {
  const wrong = state.errors !== undefined
  return reply.code(wrong ? 422 : 200).page(accountPage, await accountView(context, request.words, accountOf(request), state))
}
