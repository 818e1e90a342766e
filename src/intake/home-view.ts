import { paths } from '../contracts/paths.ts'
import type { Length } from '../domain/calendar.ts'
import type { NextReading } from '../domain/next-reading.ts'
import { definePage } from '../platform/views/views.ts'
import type { Translate } from '../platform/words.ts'
import { lengthWords } from './lengths.ts'
import { readingWords } from './reading-words.ts'
import { FIRST } from './steps.ts'

/** The first page: four doors, when a person reads next, and what happens then. */
export interface HomeView {
  readonly form: string
  readonly messages: string
  readonly word: string
  readonly call: string
  readonly young: string
  readonly lost: string
  readonly paper: string
  readonly help: string
  readonly safety: string
  readonly limits: string
  readonly emergency: string | null
  readonly reading: string
  readonly answer: string
  readonly findings: string
}

export const homePage = definePage<HomeView>('intake/home', 'public:titles.home')

/** The times that are published on the first page. */
export const HOME_CLOCKS = ['acknowledgement', 'findings', 'update'] as const

/** The first page of a mechanism that is open. */
export function homeView(
  words: Translate,
  times: Record<(typeof HOME_CLOCKS)[number], Length>,
  { reading, emergency }: { reading: NextReading; emergency: string },
): HomeView {
  const lang = words.language.tag
  return {
    form: paths.form(lang, 1),
    messages: paths.messages(lang),
    word: paths.form(lang, FIRST.word),
    call: paths.form(lang, FIRST.call),
    young: paths.form(lang, FIRST.young),
    lost: paths.message(lang, 'lost'),
    paper: paths.paper(lang),
    help: paths.about(lang, 'help'),
    safety: paths.about(lang, 'safety'),
    limits: paths.about(lang, 'limits'),
    emergency: emergency === '' ? null : emergency,
    reading: readingWords(words, reading),
    answer: words.t('public:next.answer.title', { time: lengthWords(words, times.acknowledgement) }),
    findings: words.t('public:next.findings.text', { time: lengthWords(words, times.findings), update: lengthWords(words, times.update) }),
  }
}
