import type { Context } from '../contracts/context.ts'
import type { StretchedPassphrase } from './passphrases.ts'
import { changePassphrase } from './renew.ts'
import { mayTry, forgetTries } from './tries.ts'
import { useDigits } from './six-digits.ts'
import { openByRecoveryCode } from './unlocks.ts'

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
