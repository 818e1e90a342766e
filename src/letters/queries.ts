import type { Reader } from '../contracts/schema.ts'

/** What rests of the letters: how many, how many were refused by the post, and since when. */
export interface Resting {
  readonly count: number
  readonly failed: number
  readonly oldest: string | null
}

/** Letters that wait, in sum: counts and a day, never an address. */
export async function restingLetters(db: Reader): Promise<Resting> {
  const row = await db
    .selectFrom('letters')
    .select(eb => [
      eb.fn.countAll<number>().as('count'),
      eb.fn.countAll<number>().filterWhere('attempts', '>', 0).as('failed'),
      eb.fn.min('ready_on').as('oldest'),
    ])
    .where('sent_on', 'is', null)
    .executeTakeFirstOrThrow()
  return { count: Number(row.count), failed: Number(row.failed), oldest: row.oldest as string | null }
}
