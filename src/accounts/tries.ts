import { sql } from 'kysely'
import type { Context } from '../contracts/context.ts'
import type { Database, Writer } from '../contracts/schema.ts'

const TRIES = 10
const WAIT_SECONDS = 30

/** Whether this account takes a try now: after ten failures one in 30 seconds. Counts it before it is made, in one update, so that tries at the same time count one by one. */
export async function mayTry(context: Context, accountId: string): Promise<boolean> {
  const now = context.clock.now()
  const until = new Date(now.getTime() + WAIT_SECONDS * 1000)
  const counted = await context.db
    .updateTable('accounts')
    .set({
      fails: sql<number>`fails + 1`,
      held_until: sql<Date | null>`case when fails + 1 >= ${TRIES}::int then ${until.toISOString()}::timestamptz else null end`,
    })
    .where('id', '=', accountId)
    .where(eb => eb.or([eb('held_until', 'is', null), eb('held_until', '<=', now)]))
    .returning('id')
    .executeTakeFirst()
  return counted !== undefined
}

/** Forgets the tries of an account that was opened. */
export async function forgetTries(db: Writer | Database, accountId: string): Promise<void> {
  await db.updateTable('accounts').set({ fails: 0, held_until: null }).where('id', '=', accountId).execute()
}
