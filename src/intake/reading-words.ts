import type { NextReading } from '../domain/next-reading.ts'
import type { Translate } from '../platform/words.ts'

/** When a person reads next, as people say it. */
export function readingWords(words: Translate, reading: NextReading): string {
  if (reading.when === 'later') return words.t('public:reading.later', { time: words.time(reading.from) })
  const hour = new Intl.DateTimeFormat(words.language.tag, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: 'UTC' })
  return words.t('public:reading.today', { time: hour.format(reading.until) })
}
