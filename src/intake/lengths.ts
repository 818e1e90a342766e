import type { Length } from '../domain/calendar.ts'
import type { Translate } from '../platform/words.ts'

/** A published time as people say it; whole days are days. */
export function lengthWords(words: Translate, { unit, count }: Length): string {
  if (unit === 'hours' && count % 24 === 0) return words.t('public:length.days', { count: count / 24 })
  return words.t(`public:length.${unit}`, { count })
}
