import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Context } from '../contracts/context.ts'
import type { Reader, Writer } from '../contracts/schema.ts'
import { setCookie } from '../web/cookies.ts'
import { startSession } from '../web/sessions.ts'
import { newId } from '../platform/ids.ts'
import { newRecoveryCode } from '../platform/sealing/index.ts'
import { packPassphrase, unpackPassphrase, type PackedPassphrase } from './carry.ts'
import { makeAccount, type MadeAccount } from './make-account.ts'
import { stretchPassphrase } from './passphrases.ts'
import type { Profile } from './queries.ts'
import { newTotpSecret } from './six-digits.ts'
import { openByRecoveryCode } from './unlocks.ts'

/** What an account needs that nobody types: drawn before anything else, so that sending a page twice makes one account. */
export interface Drawn {
  readonly id: string
  readonly totpSecret: string
  readonly recoveryCode: string
}

/** Somebody whose account is about to be made. */
export interface Newcomer extends Profile, Drawn {
  readonly passphrase: PackedPassphrase
}

/** Draws the secrets of an account; they open nothing until it is made. */
export function draw(): Drawn {
  return { id: newId(), totpSecret: newTotpSecret(), recoveryCode: newRecoveryCode() }
}

/** Joins what was drawn and what was typed, and stretches the passphrase, before any row is locked. */
export async function newcomerOf(context: Context, drawn: Drawn, profile: Profile, passphrase: string): Promise<Newcomer> {
  return { ...drawn, ...profile, passphrase: packPassphrase(await stretchPassphrase(context, passphrase)) }
}

/** Makes the account of a newcomer whose first digits belong to `step`, which do not count again. */
export async function admit(context: Context, trx: Writer, newcomer: Newcomer, step: number): Promise<MadeAccount> {
  const made = await makeAccount(context, trx, { ...newcomer, passphrase: unpackPassphrase(newcomer.passphrase), steward: false })
  await rememberStep(trx, newcomer.id, step)
  return made
}

/** Makes the digits of a step count no more. */
export async function rememberStep(trx: Writer, accountId: string, step: number): Promise<void> {
  await trx.updateTable('accounts').set({ totp_last: step }).where('id', '=', accountId).execute()
}

/** Whether this newcomer's account was made already, as by the first of two sends. */
export async function isAdmitted(db: Reader, { id }: Pick<Newcomer, 'id'>): Promise<boolean> {
  const found = await db.selectFrom('accounts').select('id').where('id', '=', id).executeTakeFirst()
  return found !== undefined
}

/** Lets the newcomer in, however often their last page is sent; once they have another code, that page opens nothing. */
export async function letIn(context: Context, reply: FastifyReply, newcomer: Newcomer): Promise<void> {
  const held = await openByRecoveryCode(context.db, newcomer.recoveryCode)
  if (held !== null) setCookie(context, reply, 'desk', await startSession(context, context.db, 'desk', held))
}

/** Answers as if nobody had signed in: the session that the last page opens changes nothing about the pages before it, sent again. */
export async function asNobody(request: FastifyRequest): Promise<void> {
  Object.assign(request, { account: null, whose: null, binding: 'none' })
}
