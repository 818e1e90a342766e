import type { Context } from '../contracts/context.ts'
import { lengthWords, publishedTimes } from '../intake/queries.ts'
import type { Translate } from '../platform/words.ts'

const times = publishedTimes(['eligibility', 'findings', 'update'])

/** How long what a letter promises takes at most in this mechanism, in words of the letter's language. */
export async function lengthsIn(
  { db }: Pick<Context, 'db'>,
  words: Translate,
): Promise<Record<'eligibility' | 'findings' | 'update', string>> {
  const { eligibility, findings, update } = await times(db)
  return { eligibility: lengthWords(words, eligibility), findings: lengthWords(words, findings), update: lengthWords(words, update) }
}
