import type { Context } from '../contracts/context.ts'
import type { Writer } from '../contracts/schema.ts'
import { dayOf } from '../domain/calendar.ts'
import type { Actor } from '../domain/actor.ts'
import { endSessionsOf, startSession } from '../web/sessions.ts'
import { endTokensOf } from '../web/tokens.ts'
import { tellAudit } from '../grievances/audit.ts'
import { enqueueLetters } from '../grievances/notices.ts'
import type { HeldKey } from '../grievances/principals.ts'
import { sealProfile } from './make-account.ts'
import type { StretchedPassphrase } from './passphrases.ts'
import { readProfile, type Profile } from './queries.ts'
import { setPassphrase, setRecoveryCode } from './unlocks.ts'

/** Changes the name or the language of an account. */
export async function changeProfile(context: Context, actor: Actor & { kind: 'account' }, profile: Profile): Promise<void> {
  await context.db.transaction().execute(async trx => {
    await trx
      .updateTable('accounts')
      .set({ profile_sealed: sealProfile(context, actor.id, profile) })
      .where('id', '=', actor.id)
      .execute()
    await tellAudit(trx, context, actor, 'account.profile_changed', actor.id)
  })
}

/** Sets a new passphrase and gives the token of a new session: every session and every token from before ends, on every instance. */
export async function changePassphrase(
  context: Context,
  held: HeldKey,
  passphrase: StretchedPassphrase,
  how: 'account.passphrase_changed' | 'account.recovered',
): Promise<string> {
  const id = held.principalId
  return context.db.transaction().execute(async trx => {
    await setPassphrase(trx, held, passphrase)
    const epoch = await endEverySession(trx, id)
    await endTokensOf(trx, id)
    await tellAudit(trx, context, { kind: 'account', id, memberships: [], steward: false }, how, id)
    await tellOwner(context, trx, id, `${how}:${id}:${epoch}`)
    return startSession(context, trx, 'desk', held, { epoch })
  })
}

/** Lets an account be opened by this recovery code; the one before opens nothing any more. */
export async function renewRecoveryCode(context: Context, trx: Writer, held: HeldKey, code: string): Promise<void> {
  const id = held.principalId
  await setRecoveryCode(trx, held, code)
  await tellAudit(trx, context, { kind: 'account', id, memberships: [], steward: false }, 'account.recovery_code_made', id)
}

/** Ends every session of an account, those that are being opened now included, and gives its new epoch. */
export async function endEverySession(trx: Writer, accountId: string): Promise<number> {
  await endSessionsOf(trx, accountId)
  const { epoch } = await trx
    .updateTable('accounts')
    .set(eb => ({ epoch: eb('epoch', '+', 1) }))
    .where('id', '=', accountId)
    .returning('epoch')
    .executeTakeFirstOrThrow()
  return epoch
}

async function tellOwner(context: Context, trx: Writer, id: string, dedupe: string): Promise<void> {
  const row = await trx.selectFrom('accounts').select('profile_sealed').where('id', '=', id).executeTakeFirstOrThrow()
  const { email, language } = readProfile(context, id, row.profile_sealed)
  const address = { email, language, door: 'desk', words: 'changed' } as const
  await enqueueLetters(context, trx, dayOf(context.clock.now()), [{ dedupe, address }])
}
