import type { Reader } from '../contracts/schema.ts'

/** Letters that wait, by the day they were ready: counts and days, never an address. */
export async function restingLetters(db: Reader): Promise<{ since: string; count: number; failed: number }[]> {
  const rows = await db.selectFrom('letters').select(['ready_on', 'attempts']).where('sent_on', 'is', null).orderBy('ready_on').execute()
  const days = [...new Set(rows.map(row => row.ready_on))]
  return days.map(day => {
    const those = rows.filter(row => row.ready_on === day)
    return { since: day, count: those.length, failed: those.filter(row => row.attempts > 0).length }
  })
}
