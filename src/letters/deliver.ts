import type { Context } from '../contracts/context.ts'
import type { Postbox } from '../platform/postbox.ts'
import { endLease, leaseLetters, type LeasedLetter } from './lease.ts'
import { writeLetter } from './write-letter.ts'

const MINUTE = 60_000
const LONGEST_WAIT = 6 * 60 * MINUTE

/** When each letter that was refused may be tried again, in milliseconds; in memory alone, because a stored minute tells of an act. */
const rests = new WeakMap<Context, Map<string, number>>()

/** Sends what waits, up to twenty letters a round; a letter that was taken is forgotten. Without a postbox letters rest. */
export async function deliverLetters(context: Context): Promise<void> {
  if (context.postbox === null) return
  const resting = restingNow(context)
  for (const letter of await leaseLetters(context, [...resting.keys()])) await deliver(context, context.postbox, letter)
}

/** A letter that fails is tried again later, each time twice as late, six hours at most; a program that starts anew tries at once. */
async function deliver(context: Context, postbox: Postbox, letter: LeasedLetter): Promise<void> {
  try {
    await postbox.send(await writeLetter(context, letter))
  } catch {
    const wait = Math.min(LONGEST_WAIT, MINUTE * 2 ** Math.min(letter.attempts, 10))
    restingNow(context).set(letter.id, context.clock.now().getTime() + wait)
    await endLease(context, letter.id)
    return
  }
  await context.db.deleteFrom('letters').where('id', '=', letter.id).execute()
}

function restingNow(context: Context): Map<string, number> {
  const now = context.clock.now().getTime()
  const resting = new Map([...(rests.get(context) ?? [])].filter(([, until]) => until > now))
  rests.set(context, resting)
  return resting
}
