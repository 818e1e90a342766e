import { sql } from 'kysely'
import type { Context } from '../contracts/context.ts'
import { dayOf, roundedEarlier } from '../domain/calendar.ts'

const AT_ONCE = 20
const MINUTE = 60_000
const LEASE = 10 * MINUTE
const HALF_DAY = 720 * MINUTE

/** A letter that this process alone may send until its lease ends. */
export interface LeasedLetter {
  readonly id: string
  readonly attempts: number
  readonly address_sealed: Uint8Array
}

/**
 * Takes letters that wait, but for those in `resting`; another instance passes over them, and takes them up again if this
 * one dies. A letter follows an act at once, so a lease that told the minute would tell when somebody wrote: it ends at a
 * half day, ten minutes from now or later.
 */
export async function leaseLetters(context: Context, resting: readonly string[]): Promise<LeasedLetter[]> {
  const now = context.clock.now()
  return context.db.transaction().execute(async trx => {
    const rows = await trx
      .selectFrom('letters')
      .select('id')
      .where('sent_on', 'is', null)
      .where('ready_on', '<=', dayOf(now))
      .where(eb => eb.or([eb('leased_until', 'is', null), eb('leased_until', '<=', now)]))
      .$if(resting.length > 0, query => query.where('id', 'not in', resting))
      .orderBy('ready_on')
      .limit(AT_ONCE)
      .forUpdate()
      .skipLocked()
      .execute()
    if (rows.length === 0) return []
    return trx
      .updateTable('letters')
      .set({ leased_until: roundedEarlier(new Date(now.getTime() + LEASE + HALF_DAY)), attempts: sql<number>`attempts + 1` })
      .where(
        'id',
        'in',
        rows.map(row => row.id),
      )
      .returning(['id', 'attempts', 'address_sealed'])
      .execute()
  })
}

/** Lets go of a letter that could not be sent. */
export async function endLease(context: Context, id: string): Promise<void> {
  await context.db.updateTable('letters').set({ leased_until: null }).where('id', '=', id).execute()
}
