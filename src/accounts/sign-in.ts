import type { Context } from '../contracts/context.ts'
import { startSession } from '../web/sessions.ts'
import { tellAudit } from '../grievances/audit.ts'
import { emailIndex } from './email-index.ts'
import { stretchForNobody } from './passphrases.ts'
import { useDigits } from './six-digits.ts'
import { forgetTries, mayTry } from './tries.ts'
import { openByPassphrase } from './unlocks.ts'

/** What somebody typed to sign in. */
export interface SigningIn {
  readonly email: string
  readonly passphrase: string
  readonly digits: string
}

/**
 * Opens a session and gives its token, or null: for an unknown address, a wrong passphrase, wrong or used digits and a
 * try too soon alike.
 */
export async function signIn(context: Context, typed: SigningIn): Promise<string | null> {
  const id = await accountOfAddress(context, typed.email)
  if (id === null || !(await mayTry(context, id))) {
    await stretchForNobody(context, typed.passphrase)
    return null
  }
  const held = await openByPassphrase(context, id, typed.passphrase)
  if (held === null || !(await useDigits(context, context.db, id, typed.digits))) return null
  return context.db.transaction().execute(async trx => {
    await forgetTries(trx, id)
    const { epoch, steward } = await trx.selectFrom('accounts').select(['epoch', 'steward']).where('id', '=', id).executeTakeFirstOrThrow()
    await tellAudit(trx, context, { kind: 'account', id, memberships: [], steward }, 'account.signed_in', id)
    return startSession(context, trx, 'desk', held, { epoch })
  })
}

async function accountOfAddress(context: Context, email: string): Promise<string | null> {
  const row = await context.db
    .selectFrom('accounts')
    .innerJoin('principals', 'principals.id', 'accounts.id')
    .select('accounts.id')
    .where('accounts.email_index', '=', emailIndex(context, email))
    .where('principals.status', '=', 'active')
    .executeTakeFirst()
  return row?.id ?? null
}
