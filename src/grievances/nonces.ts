import type { Writer } from '../contracts/schema.ts'
import { addDays } from '../domain/calendar.ts'

const KEPT_DAYS = 3

/** Whether this one-time number of a page is used for the first time; the answer holds with the transaction. */
export async function firstUse(trx: Writer, nonce: Buffer, day: string): Promise<boolean> {
  const used = await trx
    .insertInto('nonces')
    .values({ id: nonce, result: null, ends_on: addDays(day, KEPT_DAYS) })
    .onConflict(conflict => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  return used !== undefined
}
