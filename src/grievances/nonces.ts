import type { Context } from '../contracts/context.ts'
import type { Writer } from '../contracts/schema.ts'
import { addDays, dayOf } from '../domain/calendar.ts'

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

/** Makes a change in one transaction, once for each page; undefined where the same page was sent before. */
export function once<T>(context: Context, nonce: Buffer | undefined, make: (trx: Writer) => Promise<T>): Promise<T | undefined> {
  return context.db
    .transaction()
    .execute(async trx => (nonce === undefined || (await firstUse(trx, nonce, dayOf(context.clock.now()))) ? make(trx) : undefined))
}
