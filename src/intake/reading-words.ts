import type { NextReading } from '../domain/next-reading.ts'
import type { Translate } from '../platform/words.ts'

/** When a person reads next, as people say it, on the clocks of the mechanism's place. */
export function readingWords(words: Translate, reading: NextReading): string {
  if (reading.when === 'later') return words.t('public:reading.later', { time: words.time(reading.from, reading.zone) })
  return words.t('public:reading.today', { time: words.hour(reading.until, reading.zone) })
}
