import { addDays, dayOf, daysBetween } from '../domain/calendar.ts'
import { askedUntil, isOwed, isReported } from '../domain/delivery.ts'
import type { Grievance } from '../domain/grievance.ts'
import type { Reader } from '../contracts/schema.ts'
import type { ClocksMoved } from './facts.ts'
import type { Moment } from './moment.ts'

/** The clocks that run for all remedies of a grievance together, each by the earliest of them. */
const SHARED = ['delivery', 'verification'] as const
type Shared = (typeof SHARED)[number]

/** By which day the first of the remedies that are owed is to come, and until when the first that was reported is for the person to say. */
export type RemedyDays = Readonly<Record<Shared, string | undefined>>

/** How the remedies of a grievance stand; asked before one of them changes. */
export async function remedyDays(db: Reader, grievanceId: string): Promise<RemedyDays> {
  const rows = await db
    .selectFrom('remedies')
    .select(['status', 'deadline', 'reported_on'])
    .where('grievance_id', '=', grievanceId)
    .execute()
  return {
    delivery: earliest(rows.filter(isOwed).map(row => row.deadline)),
    verification: earliest(rows.filter(isReported).flatMap(row => (row.reported_on === null ? [] : askedUntil(row.reported_on)))),
  }
}

/**
 * How their clocks go on once one of them has changed: as they were where the earliest of them is the same, by the next one's day where
 * it is another, and not at all where nothing waits. Where a clock was moved, by a pause, by more time for the person or because something
 * is owed anew after closing, the next one's day is moved as far, and an earlier one that has passed gets no day in the past. What a person
 * is first asked has the time of the service standards, and so has what is owed anew once a case is closed and its day has passed.
 */
export async function remedyClocks(db: Reader, { id, stage }: Grievance, before: RemedyDays, { day: today }: Moment): Promise<ClocksMoved> {
  const after = await remedyDays(db, id)
  const { delivery: owed } = after
  if (stage === 'closed') return owed !== undefined && owed > today ? { due: { delivery: noonOf(owed) } } : {}
  const moved = await movedBy(db, id, before)
  const keeps: Shared[] = []
  const due: Partial<Record<Shared, Date>> = {}
  for (const clock of SHARED) {
    const day = after[clock]
    if (day === undefined) continue
    const then = addDays(day, moved[clock])
    const anew = moved[clock] > 0 && day < today && day < (before[clock] ?? '')
    if (day === before[clock] || anew) keeps.push(clock)
    if (clock === 'delivery' || before[clock] !== undefined) due[clock] = noonOf(then)
  }
  return { keeps, starts: SHARED.filter(clock => after[clock] !== undefined), due }
}

/** By how many days each clock that runs was moved since, but for a delay that was announced: that one is the earliest remedy's own. */
async function movedBy(db: Reader, id: string, before: RemedyDays): Promise<Record<Shared, number>> {
  const running = await db
    .selectFrom('clocks')
    .select(['clock', 'due_at', 'extended_by'])
    .where('grievance_id', '=', id)
    .where('met_at', 'is', null)
    .where('clock', 'in', SHARED)
    .execute()
  const of = (clock: Shared): number => {
    const row = running.find(one => one.clock === clock)
    const day = before[clock]
    return row === undefined || day === undefined ? 0 : Math.max(0, daysBetween(day, dayOf(row.due_at)) - (row.extended_by ?? 0))
  }
  return { delivery: of('delivery'), verification: of('verification') }
}

function noonOf(day: string): Date {
  return new Date(`${day}T12:00:00Z`)
}

function earliest(days: readonly string[]): string | undefined {
  return days.toSorted()[0]
}
