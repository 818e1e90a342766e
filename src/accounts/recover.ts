import type { Context } from '../contracts/context.ts'
import type { StretchedPassphrase } from './passphrases.ts'
import { readProfile, type Profile } from './queries.ts'
import { changePassphrase } from './renew.ts'
import { mayTry, forgetTries } from './tries.ts'
import { useDigits } from './six-digits.ts'
import { openByRecoveryCode } from './unlocks.ts'

/** Whose recovery code this is, or null where it is nobody's. */
export async function ownerOf(context: Context, code: string): Promise<Profile | null> {
  const held = await openByRecoveryCode(context.db, code)
  if (held === null) return null
  const row = await context.db.selectFrom('accounts').select('profile_sealed').where('id', '=', held.principalId).executeTakeFirst()
  return row === undefined ? null : readProfile(context, held.principalId, row.profile_sealed)
}

/**
 * Opens an account whose passphrase is lost, by its own recovery code and the digits of its app, sets a new passphrase and
 * gives the token of a session; null for every wrong case alike.
 */
export async function recover(
  context: Context,
  typed: { code: string; digits: string },
  passphrase: StretchedPassphrase,
): Promise<string | null> {
  const held = await openByRecoveryCode(context.db, typed.code)
  if (held === null || !(await mayTry(context, held.principalId))) return null
  if (!(await useDigits(context, context.db, held.principalId, typed.digits))) return null
  await forgetTries(context.db, held.principalId)
  return changePassphrase(context, held, passphrase, 'account.recovered')
}
