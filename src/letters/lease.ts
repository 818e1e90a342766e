import { sql } from 'kysely'
import type { Context } from '../contracts/context.ts'
import { dayOf } from '../domain/calendar.ts'

const AT_ONCE = 20
const LEASE = 10 * 60_000

/** A letter that this process alone may send for ten minutes. */
export interface LeasedLetter {
  readonly id: string
  readonly attempts: number
  readonly address_sealed: Uint8Array
}

/** Takes letters that wait; another instance passes over them, and takes them up again if this one dies. */
export async function leaseLetters(context: Context): Promise<LeasedLetter[]> {
  const now = context.clock.now()
  return context.db.transaction().execute(async trx => {
    const rows = await trx
      .selectFrom('letters')
      .select('id')
      .where('sent_on', 'is', null)
      .where('ready_on', '<=', dayOf(now))
      .where(eb => eb.or([eb('leased_until', 'is', null), eb('leased_until', '<=', now)]))
      .orderBy('ready_on')
      .limit(AT_ONCE)
      .forUpdate()
      .skipLocked()
      .execute()
    if (rows.length === 0) return []
    return trx
      .updateTable('letters')
      .set({ leased_until: new Date(now.getTime() + LEASE), attempts: sql<number>`attempts + 1` })
      .where(
        'id',
        'in',
        rows.map(row => row.id),
      )
      .returning(['id', 'attempts', 'address_sealed'])
      .execute()
  })
}
