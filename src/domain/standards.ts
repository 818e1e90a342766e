import type { Length } from './calendar.ts'
import type { Clock } from './process.ts'
import type { Priority } from './severity.ts'

const hours = (count: number): Length => ({ unit: 'hours', count })
const days = (count: number): Length => ({ unit: 'days', count })
const workingDays = (count: number): Length => ({ unit: 'working_days', count })

/**
 * The times a mechanism starts with: acknowledgement within Directive (EU) 2019/1937 art 9(1)(b), findings within art 9(1)(f).
 * A mechanism may shorten what binds itself and lengthen what a person is given, never the other way round.
 */
const STANDARDS = {
  acknowledgement: { P1: hours(24), P2: hours(72), P3: workingDays(5) },
  eligibility: workingDays(10),
  reply: { P1: hours(24), P2: workingDays(3), P3: workingDays(5) },
  update: days(30),
  findings: days(60),
  your_answer: days(30),
  delivery: days(30),
  verification: days(30),
  look_again: days(45),
  safety: hours(24),
  another_handler: workingDays(3),
  private_check: days(14),
  escalation: workingDays(5),
  call: { P1: hours(24), P2: workingDays(1), P3: workingDays(2) },
} as const satisfies Record<Clock, Length | Record<Priority, Length>>

/** The starting length of a clock for a priority. */
export function standardLength(clock: Clock, priority: Priority): Length {
  const standard: Length | Record<Priority, Length> = STANDARDS[clock]
  return 'unit' in standard ? standard : standard[priority]
}

/** Clocks that give time to the person: a floor, which a mechanism may only lengthen. */
export const PERSONS_TIME = ['your_answer', 'verification'] as const satisfies readonly Clock[]

/** Whether a mechanism may set this length: never slower than the standard for itself, never shorter for the person. */
export function lawfulLength(clock: Clock, priority: Priority, length: Length): boolean {
  const ours = inHours(length)
  const standard = inHours(standardLength(clock, priority))
  return (PERSONS_TIME as readonly Clock[]).includes(clock) ? ours >= standard : ours <= standard
}

function inHours(length: Length): number {
  const each = { hours: 1, days: 24, working_days: 33.6 }[length.unit]
  return each * length.count
}
