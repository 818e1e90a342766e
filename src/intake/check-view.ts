import { paths } from '../contracts/paths.ts'
import type { NextReading } from '../domain/next-reading.ts'
import type { ToldAtOnce } from '../grievances/clocks.ts'
import type { Offered } from '../platform/forms/index.ts'
import { definePage } from '../platform/views/views.ts'
import type { Translate } from '../platform/words.ts'
import { progressOf, type Draft } from './drafts.ts'
import { isEmpty } from './leaving.ts'
import { linesOf, type Line } from './lines.ts'
import { readingWords } from './reading-words.ts'
import { speakingOf } from './step-view.ts'
import { CHECK, isDone, routeOf, type Answered } from './steps.ts'

/** Everything that was told, each page with the way to change it, before anything is sent. */
export interface CheckView {
  readonly action: string
  readonly pages: readonly CheckedPage[]
  readonly reading: string
  readonly emergency: string | null
  readonly readerOpen: string | null
  readonly sameTeam: string | null
  readonly speaking: string | null
}

interface CheckedPage {
  readonly title: string
  readonly lines: readonly Line[]
  readonly files: readonly string[]
  /** What is said where nothing of it is sent: it was left out, or skipped with something on it. */
  readonly nothing: string | null
  readonly change: string
  readonly link: string
}

export const checkPage = definePage<CheckView>('intake/check', 'public:titles.form')

/** What the check page asks of the mechanism. */
export interface Checking {
  readonly draft: Draft
  readonly offered: Offered
  readonly next: NextReading
  /** Who is told as soon as it is sent, where it cannot wait. */
  readonly told: ToldAtOnce | 'sooner' | null
  readonly emergency: string
  readonly avoided: boolean
}

/** The check page. It says openly where the question about readers is open, or where no other team could read. */
export function checkView(words: Translate, { draft, offered, next, told, emergency, avoided }: Checking): CheckView {
  const lang = words.language.tag
  const progress = progressOf(draft)
  const route = routeOf(progress)
  const whole = draft.files.filter(file => file.copyOf === null).map(file => file.named.name)
  const files = [...whole, ...draft.damagedFiles.map(() => words.t('intake:files.damaged'))]
  const readers = route.find(step => step.name === 'readers')
  const asked = progress.pages.readers?.skipped === false && (progress.pages.readers.typed.reader ?? '') !== ''
  return {
    action: paths.form(lang, CHECK),
    reading: told === null ? words.t('public:reading.next', { when: readingWords(words, next) }) : words.t(`intake:check.told.${told}`),
    emergency: emergency === '' ? null : emergency,
    speaking: speakingOf(words, draft),
    readerOpen: asked || readers === undefined ? null : paths.form(lang, readers.number),
    sameTeam: avoided ? null : paths.about(lang, 'help'),
    pages: route.map(step => {
      const lines = linesOf(words, step, progress.pages[step.name], offered)
      const shown = step === route.find(one => one.files) ? files : []
      return {
        title: words.t(`intake:${step.name}.title`),
        lines,
        files: shown,
        nothing:
          lines.length > 0 || shown.length > 0
            ? null
            : words.t(`intake:check.${holdsBack(progress.pages[step.name]) ? 'skipped' : 'empty'}`),
        change: paths.form(lang, step.number),
        link: words.t(`intake:check.${isDone(step, progress) ? 'change' : 'answer'}`),
      }
    }),
  }
}

function holdsBack(page: Answered | undefined): boolean {
  return page?.skipped === true && !isEmpty(page.typed)
}
