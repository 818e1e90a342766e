import { dayOf } from '../domain/calendar.ts'
import { paths } from '../contracts/paths.ts'
import type { NextReading } from '../domain/next-reading.ts'
import { receiptGroups } from '../domain/receipt.ts'
import { definePage } from '../platform/views/views.ts'
import type { Translate } from '../platform/words.ts'
import type { Sent } from './told.ts'
import { readingWords } from './reading-words.ts'

/** The page with the code, shown until the person says that they have it. */
export interface ReceiptView {
  readonly groups: readonly string[]
  readonly action: string
  readonly messages: string
  readonly lost: string
  readonly reading: string
  /** The code as a file of its own, made in the page: its name tells nothing. */
  readonly download: string
  readonly answerBy: string
  /** When a person calls, where a call was asked for. */
  readonly calls: string | null
  readonly emergency: string | null
  /** Whether it is the code of the person somebody speaks for. */
  readonly brought: boolean
}

export const receiptPage = definePage<ReceiptView>('intake/receipt', 'public:titles.form')

/** The code in six groups, what happens next with its dates, and what to do if the code is lost. */
export function receiptView(
  words: Translate,
  sent: Sent,
  { action, reading, emergency, told }: { action: string; reading: NextReading; emergency: string; told: Sent['told'] },
): ReceiptView {
  const lang = words.language.tag
  return {
    groups: receiptGroups(sent.code),
    action,
    messages: paths.messages(lang),
    lost: paths.message(lang, 'lost'),
    reading: readBy(words, sent, reading, told),
    download: `data:text/plain;charset=utf-8,${encodeURIComponent(`${receiptGroups(sent.code).join(' ')}\n`)}`,
    answerBy: words.day(sent.answerBy),
    calls: callsOf(words, sent),
    emergency: emergency === '' ? null : emergency,
    brought: sent.brought === true,
  }
}

/** When it is read: at the usual hours, or before them where whoever is told at once, or the day of the answer, comes first. */
function readBy(words: Translate, { answerBy }: Sent, reading: NextReading, told: Sent['told']): string {
  const day = words.day(answerBy)
  if (told !== undefined) return words.t(`intake:receipt.told.${told}`, { day })
  const tooLate = reading.when === 'later' && dayOf(reading.from) > answerBy
  return tooLate ? words.t('intake:receipt.sooner', { day }) : readingWords(words, reading)
}

/** The hours that were named before the last day in time, which may fall outside of them. */
function callsOf(words: Translate, { callBy, atHours, brought }: Sent): string | null {
  if (callBy === undefined) return null
  if (atHours === true) return words.t(brought === true ? 'intake:brought.atHours' : 'intake:receipt.atHours')
  return words.t('intake:receipt.by', { day: words.day(callBy) })
}
