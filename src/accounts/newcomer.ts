import type { Context } from '../contracts/context.ts'
import type { Writer } from '../contracts/schema.ts'
import { startSession } from '../web/sessions.ts'
import { newId } from '../platform/ids.ts'
import { newRecoveryCode } from '../platform/sealing/index.ts'
import { packPassphrase, unpackPassphrase, type PackedPassphrase } from './carry.ts'
import { makeAccount, type MadeAccount } from './make-account.ts'
import { stretchPassphrase } from './passphrases.ts'
import type { Profile } from './queries.ts'
import { newTotpSecret } from './six-digits.ts'
import { openByRecoveryCode } from './unlocks.ts'

/** Somebody whose account is about to be made: everything is drawn before, so that sending a page twice makes one account. */
export interface Newcomer extends Profile {
  readonly id: string
  readonly passphrase: PackedPassphrase
  readonly totpSecret: string
  readonly recoveryCode: string
}

/** Draws all that an account needs and stretches its passphrase, before any row is locked. */
export async function draw(context: Context, profile: Profile, passphrase: string): Promise<Newcomer> {
  return {
    ...profile,
    id: newId(),
    passphrase: packPassphrase(await stretchPassphrase(context, passphrase)),
    totpSecret: newTotpSecret(),
    recoveryCode: newRecoveryCode(),
  }
}

/** Makes the account of a newcomer whose first digits belong to `step`, which do not count again. */
export async function admit(
  context: Context,
  trx: Writer,
  newcomer: Newcomer,
  settled: { steward: boolean; step: number },
): Promise<MadeAccount> {
  const made = await makeAccount(context, trx, {
    ...newcomer,
    passphrase: unpackPassphrase(newcomer.passphrase),
    steward: settled.steward,
  })
  await rememberStep(trx, newcomer.id, settled.step)
  return made
}

/** Makes the digits of a step count no more. */
export async function rememberStep(trx: Writer, accountId: string, step: number): Promise<void> {
  await trx.updateTable('accounts').set({ totp_last: step }).where('id', '=', accountId).execute()
}

/** Whether this newcomer's account was made already, as by the first of two sends. */
export async function isAdmitted(trx: Writer, newcomer: Newcomer): Promise<boolean> {
  const found = await trx.selectFrom('accounts').select('id').where('id', '=', newcomer.id).executeTakeFirst()
  return found !== undefined
}

/** Opens the newcomer's first session. */
export async function firstSession(context: Context, newcomer: Newcomer): Promise<string> {
  const held = await openByRecoveryCode(context.db, newcomer.recoveryCode)
  if (held === null) throw new RangeError('the newcomer has no account')
  return startSession(context, context.db, 'desk', held)
}
