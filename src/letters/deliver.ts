import type { Context } from '../contracts/context.ts'
import type { Postbox } from '../platform/postbox.ts'
import { leaseLetters, type LeasedLetter } from './lease.ts'
import { writeLetter } from './write-letter.ts'

const MINUTE = 60_000
const LONGEST_WAIT = 6 * 60 * MINUTE

/** Sends what waits, up to twenty letters a round; a letter that was taken is forgotten. Without a postbox letters rest. */
export async function deliverLetters(context: Context): Promise<void> {
  if (context.postbox === null) return
  for (const letter of await leaseLetters(context)) await deliver(context, context.postbox, letter)
}

/** A letter that fails is tried again later, each time twice as late, six hours at most. */
async function deliver(context: Context, postbox: Postbox, letter: LeasedLetter): Promise<void> {
  try {
    await postbox.send(await writeLetter(context, letter))
  } catch {
    const wait = Math.min(LONGEST_WAIT, MINUTE * 2 ** Math.min(letter.attempts, 10))
    const until = new Date(context.clock.now().getTime() + wait)
    await context.db.updateTable('letters').set({ leased_until: until }).where('id', '=', letter.id).execute()
    return
  }
  await context.db.deleteFrom('letters').where('id', '=', letter.id).execute()
}
