import { askedUntil, isOwed, isReported } from '../domain/delivery.ts'
import type { Grievance } from '../domain/grievance.ts'
import type { Reader } from '../contracts/schema.ts'
import type { ClocksMoved } from './facts.ts'

/** The clocks that run for all remedies of a grievance together, each by the earliest of them. */
const SHARED = ['delivery', 'verification'] as const

/** By which day the first of the remedies that are owed is to come, and until when the first that was reported is for the person to say. */
export type RemedyDays = Readonly<Record<(typeof SHARED)[number], string | undefined>>

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
 * it is another, and not at all where nothing waits. What a person is first asked, and what is owed anew once a case is closed, has the
 * time of the service standards.
 */
export async function remedyClocks(db: Reader, { id, stage }: Grievance, before: RemedyDays): Promise<ClocksMoved> {
  if (stage === 'closed') return {}
  const after = await remedyDays(db, id)
  const waiting = SHARED.filter(clock => after[clock] !== undefined)
  const keeps = waiting.filter(clock => after[clock] === before[clock])
  const dated = waiting.filter(clock => clock === 'delivery' || before[clock] !== undefined)
  return { keeps, starts: waiting, due: Object.fromEntries(dated.map(clock => [clock, new Date(`${after[clock] ?? ''}T12:00:00Z`)])) }
}

function earliest(days: readonly string[]): string | undefined {
  return days.toSorted()[0]
}
