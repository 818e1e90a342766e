import { sql } from 'kysely'
import type { Context } from '../contracts/context.ts'
import { startSession } from '../doors/sessions.ts'
import { tellAudit } from '../grievances/audit.ts'
import { emailIndex } from './email-index.ts'
import { stretchForNobody } from './passphrases.ts'
import { useDigits } from './six-digits.ts'
import { openByPassphrase } from './unlocks.ts'

const TRIES = 10
const WAIT_SECONDS = 30

/** What somebody typed to sign in. */
export interface SigningIn {
  readonly email: string
  readonly passphrase: string
  readonly digits: string
}

/**
 * Opens a session and gives its token, or null: for an unknown address, a wrong passphrase, wrong or used digits and a
 * try too soon alike. After ten failures an account takes one try in 30 seconds, which holds up nobody else.
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
    const { epoch, steward } = await trx
      .updateTable('accounts')
      .set({ fails: 0, held_until: null })
      .where('id', '=', id)
      .returning(['epoch', 'steward'])
      .executeTakeFirstOrThrow()
    await tellAudit(trx, context, { kind: 'account', id, memberships: [], steward }, 'account.signed_in', id)
    return startSession(context, trx, 'desk', held, epoch)
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

/** Counts the try before it is made, in one update, so that tries at the same time count one by one. */
async function mayTry(context: Context, id: string): Promise<boolean> {
  const now = context.clock.now()
  const until = new Date(now.getTime() + WAIT_SECONDS * 1000)
  const counted = await context.db
    .updateTable('accounts')
    .set({
      fails: sql<number>`fails + 1`,
      held_until: sql<Date | null>`case when fails + 1 >= ${TRIES}::int then ${until.toISOString()}::timestamptz else null end`,
    })
    .where('id', '=', id)
    .where(eb => eb.or([eb('held_until', 'is', null), eb('held_until', '<=', now)]))
    .returning('id')
    .executeTakeFirst()
  return counted !== undefined
}
