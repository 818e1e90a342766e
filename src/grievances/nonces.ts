import type { Context } from '../contracts/context.ts'
import type { Reader, Writer } from '../contracts/schema.ts'
import { addDays, dayOf } from '../domain/calendar.ts'
import type { Sealed } from '../platform/sealing/index.ts'

const KEPT_DAYS = 3
/** How long what was answered to a first send is kept for a repeated one: two whole days after the day of it. */
export const ANSWER_DAYS = 2

/** Whether this one-time number of a page is used for the first time; the answer holds with the transaction. */
export async function firstUse(trx: Writer, nonce: Buffer, day: string): Promise<boolean> {
  const used = await trx
    .insertInto('nonces')
    .values({ id: nonce, ends_on: addDays(day, KEPT_DAYS) })
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

/** Keeps what is answered to the first use of a one-time number, sealed by whoever may read it again. */
export async function keepAnswer(trx: Writer, nonce: Buffer, answer: Sealed, day: string): Promise<void> {
  await trx
    .updateTable('nonces')
    .set({ answer_sealed: answer, ends_on: addDays(day, ANSWER_DAYS) })
    .where('id', '=', nonce)
    .execute()
}

/** What was answered to the first use of a one-time number, or null where it was never used or is forgotten. */
export async function answerKept(db: Reader, nonce: Buffer): Promise<Sealed | null> {
  const row = await db.selectFrom('nonces').select('answer_sealed').where('id', '=', nonce).executeTakeFirst()
  return row?.answer_sealed ?? null
}
