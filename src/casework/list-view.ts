import { daysUntil } from '../domain/calendar.ts'
import { paths } from '../contracts/paths.ts'
import type { Translate } from '../platform/words.ts'
import { groupBy } from './group-by.ts'
import { severityView, type SeverityView } from './severity-view.ts'
import { TODAY, type Listed, type Pressed } from './listing.ts'
import type { Pressure } from './queries.ts'

/** One line as Today and the queue show it. */
export interface LineView {
  readonly href: string
  readonly reference: string
  readonly title: string
  readonly days: string
  readonly daysLabel: string
  readonly late: boolean
  readonly under: string
  readonly severity: SeverityView
  readonly chips: readonly Chip[]
}

/** What must be seen of a line at a glance, and how it looks. */
interface Chip {
  readonly label: string
  readonly tone: 'act' | 'bad'
}

/** Today: what needs whom, most pressing first, lateness told apart by whose it is. */
export interface TodayView {
  readonly heading: string
  readonly groups: readonly { readonly name: string; readonly lines: readonly LineView[] }[]
  readonly nothing: boolean
  /** Said where there may be more than what is due first; the queue has the rest. */
  readonly more: string | null
  readonly queue: string
}

/** Who reads, in which panels, and when. */
export interface Reading {
  readonly id: string
  readonly panels: readonly string[]
  readonly now: Date
}

// prettier-ignore
const GROUPS = [
  'safety', 'decide', 'review', 'lateUs', 'call', 'disputed', 'unassigned', 'first', 'wrote', 'due',
  'lateOrganisation', 'person', 'others', 'suspect',
] as const
export type Group = (typeof GROUPS)[number]

/** Where the name of the group says who goes on, or whoever reads has no holder to be: a panel holds nothing. */
const SAYS_WHO: readonly Group[] = ['unassigned', 'review', 'others']

/** Sorts what is pressing into what it asks of this account; each stands once, where it presses most. */
export function todayView(words: Translate, lines: readonly Pressed[], reader: Reading): TodayView {
  const sorted = groupBy(lines, line => groupOf(line, reader))
  const groups = GROUPS.flatMap(group => {
    const found = sorted.get(group)
    return found === undefined
      ? []
      : [
          {
            name: words.t(`casework:groups.${group}`),
            lines: found
              .toSorted((a, b) => dueOf(a) - dueOf(b))
              .map(pressed =>
                lineView(words, pressed.line, reader.now, {
                  pressure: pressed.pressure,
                  unheld: !SAYS_WHO.includes(group),
                  besides: besidesOf(pressed, group),
                }),
              ),
          },
        ]
  })
  const more = lines.length < TODAY ? null : words.t('casework:moreToday', { number: TODAY })
  return {
    heading: words.t('casework:today', { day: words.day(reader.now) }),
    groups,
    nothing: groups.length === 0,
    more,
    queue: paths.desk.queue(),
  }
}

/** Each group begins with what is due first of what it shows. */
function dueOf({ line, pressure }: Pressed): number {
  return (pressure.first?.due ?? line.dueAt)?.getTime() ?? Infinity
}

/** What presses besides that for which a line stands in its group: an organisation that is late, or what did not come, is never hidden by our own lateness. */
const BESIDES = ['disputed', 'lateOrganisation'] as const

function besidesOf({ pressure, disputed }: Pressed, group: Group): readonly (typeof BESIDES)[number][] {
  const stands = { disputed, lateOrganisation: pressure.lateOrganisation }
  return group === 'review' ? [] : BESIDES.filter(one => one !== group && stands[one])
}

/** What a line asks for, by obligation. */
export function groupOf(pressed: Pressed, reader: Reading): Group {
  const { line, pressure, disputed } = pressed
  if (line.panelId !== null && reader.panels.includes(line.panelId)) return pressure.review ? 'review' : 'others'
  if (pressure.safety) return 'safety'
  if (line.pending !== null && line.pendingBy !== reader.id) return 'decide'
  if (line.suspect && line.stage === 'received' && line.handlerId === null) return 'suspect'
  if (pressure.lateUs) return 'lateUs'
  if (pressure.call) return 'call'
  if (disputed) return 'disputed'
  return byTurn(pressed, reader)
}

/** Whose turn it is where nothing presses more. */
function byTurn({ line, pressure }: Pressed, reader: Reading): Group {
  if (pressure.lateOrganisation) return 'lateOrganisation'
  if (isUnheld(line)) return 'unassigned'
  if (line.awaits === 'person') return 'person'
  if (line.handlerId === null) return 'first'
  if (line.handlerId !== reader.id) return 'others'
  if (line.stage === 'received') return 'first'
  return pressure.wrote ? 'wrote' : 'due'
}

/** What a line says besides itself: what presses on it, and, where its group does not say so, that nobody holds it. */
interface Saying {
  readonly pressure: Pressure
  readonly unheld: boolean
  /** Whether it says where it stands in place of what is due. */
  readonly stands?: boolean
  readonly besides?: readonly (typeof BESIDES)[number][]
}

/** A line of the queue: where it stands, and by when something is due. */
export function queueLine(words: Translate, { line, pressure }: Pressed, now: Date): LineView {
  return lineView(words, line, now, { pressure, unheld: true, stands: true })
}

/** One line: what is due where anything is, or where it stands. */
function lineView(words: Translate, line: Listed, now: Date, { pressure, unheld, stands = false, besides = [] }: Saying): LineView {
  const duty = pressure.first
  const due = duty?.due ?? line.dueAt
  const left = due === null ? null : daysUntil(now, due)
  const late = left !== null && left < 0 && (pressure.lateUs || line.awaits !== 'person')
  const days = left !== null && left < 0 && !late ? null : left // a person who takes their time is never late
  return {
    href: paths.desk.grievance(line.reference),
    reference: line.reference,
    title: line.title === '' ? words.t('casework:cannotOpen') : (line.title ?? words.t('casework:notOpened')),
    days: days === null ? '—' : words.number(Math.abs(days)),
    daysLabel: days === null ? '' : words.t(`casework:${late ? 'daysOver' : 'days'}`, { count: Math.abs(days) }),
    late,
    under: [
      words.t(stands || duty === null ? `reference:stages.${line.stage}.label` : `casework:clocks.${duty.clock}`),
      words.languageName(line.language),
      ...(unheld && isUnheld(line) && line.stage !== 'closed' ? [words.t('casework:unheld')] : []),
    ].join(' · '),
    severity: severityView(words, line.severity),
    chips: [...chipOf(words, line, pressure), ...besides.map(one => ({ label: words.t(`casework:besides.${one}`), tone: 'bad' as const }))],
  }
}

/** Whether it was answered and nobody goes on with it. */
function isUnheld({ handlerId, stage }: Listed): boolean {
  return handlerId === null && stage !== 'received'
}

/** Somebody's safety before a decision that waits. */
function chipOf(words: Translate, line: Listed, pressure: Pressure): Chip[] {
  if (pressure.safety) return [{ label: words.t('casework:safety'), tone: 'act' }]
  return line.pending === null ? [] : [{ label: words.t(`casework:pending.${line.pending}`), tone: 'act' }]
}
