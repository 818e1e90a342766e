import { dayOf, daysUntil, lastDay } from '../domain/calendar.ts'
import { CLOCK_OWES } from '../domain/process.ts'
import { paths } from '../contracts/paths.ts'
import type { Option } from '../platform/forms/index.ts'
import { definePage } from '../platform/views/views.ts'
import type { Translate } from '../platform/words.ts'
import { waitsOf, type Spoken } from './list.ts'

/** The list of an organisation: every case it speaks in, and the way to tell what happened to somebody. */
export interface ListView {
  readonly lines: readonly SpokenLine[]
  readonly tell: readonly { readonly team: string; readonly ticket: string; readonly action: string; readonly csrf: string }[]
  readonly tokens: string | null
  readonly handOver: string | null
  readonly locked: string | null
}

interface SpokenLine {
  readonly href: string
  readonly reference: string
  readonly title: string | null
  readonly stage: string
  readonly told: string
  readonly next: string | null
  readonly late: boolean
  readonly waits: readonly string[]
  readonly follower: string
}

export const listPage = definePage<ListView>('representation/list', 'representation:list.title')

/** What the list needs besides its cases: the time, whether titles may stand there now, and who the colleagues are. */
export interface Listing {
  readonly now: Date
  readonly fresh: boolean
  readonly people: readonly Option[]
}

/** One line: where it stands, the next date, and what waits for whoever speaks. Titles stand there only while the session is fresh. */
export function lineView(words: Translate, spoken: Spoken, { now, fresh, people }: Listing): SpokenLine {
  const [next] = spoken.running
  const late = next !== undefined && lastDay(next.dueAt) < dayOf(now) && CLOCK_OWES[next.clock] !== 'person'
  return {
    href: paths.desk.spoken(spoken.reference),
    reference: spoken.reference,
    title: fresh ? spoken.title : null,
    stage: words.t(`reference:stages.${spoken.stage}.label`),
    told: words.day(spoken.receivedOn),
    next: next === undefined ? null : nextOf(words, next, late ? daysUntil(now, next.dueAt) : 0),
    late,
    waits: waitsOf(words, spoken, dayOf(now)),
    follower: people.find(one => one.value === spoken.followerId)?.label ?? words.t('representation:nobodyFollows'),
  }
}

/** What comes next and by when; whoever cannot see a colour reads how late it is. */
function nextOf(words: Translate, { clock, dueAt }: Spoken['running'][number], days: number): string {
  const next = words.t('representation:next', { what: words.t(`representation:clocks.${clock}`), day: words.day(lastDay(dueAt)) })
  return days < 0 ? `${next} · ${words.t('casework:daysLate', { count: -days })}` : next
}
