import { dueAt, lastDay, roundedEarlier, type Length } from '../domain/calendar.ts'
import { CLOCK_OWES, TO_WHO_ASKED, type Clock } from '../domain/process.ts'
import type { Priority } from '../domain/severity.ts'
import { standardLength } from '../domain/standards.ts'
import type { Insertable } from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import { addRows } from '../contracts/add-rows.ts'
import type { Awaits, Database, Schema, Writer } from '../contracts/schema.ts'
import { question } from '../platform/database/question.ts'
import { Broken } from '../platform/errors.ts'
import { newId } from '../platform/ids.ts'
import type { Moment } from './moment.ts'
import { ofGrievances } from './parts.ts'

/** The clocks that run in a grievance, earliest first, as part of a question that starts from grievances. */
export const RUNNING = jsonArrayFrom(
  ofGrievances
    .selectFrom('clocks')
    .select(['clocks.clock', 'clocks.due_at', 'clocks.extended_by', 'clocks.reason_item_id', 'clocks.participant_id'])
    .whereRef('clocks.grievance_id', '=', 'grievances.id')
    .where('clocks.met_at', 'is', null)
    .orderBy('clocks.due_at'),
)

/** A clock that runs; `extendedBy` is in days, with the item that says why, and `memberId` is the one of a group to whom it was promised. */
export interface Running {
  readonly clock: Clock
  readonly dueAt: Date
  readonly extendedBy: number | null
  readonly reasonItemId: string | null
  readonly memberId: string | null
}

/** Running clocks from their rows. */
export function runningFrom(
  rows: readonly {
    clock: Clock
    due_at: string
    extended_by: number | null
    reason_item_id: string | null
    participant_id: string | null
  }[],
): Running[] {
  return rows.map(row => ({
    clock: row.clock,
    dueAt: new Date(row.due_at),
    extendedBy: row.extended_by,
    reasonItemId: row.reason_item_id,
    memberId: row.participant_id,
  }))
}

/** Which clocks a change meets and starts; lengths come from the service standards, or from the change itself. */
export interface ClockMoves {
  readonly meets: readonly Clock[]
  readonly starts: readonly Clock[]
  readonly priority: Priority
  readonly due: Partial<Record<string, Date>>
  /** The one of a group who asked for what starts; left out, it is for all. */
  readonly startsFor?: string | null
  /** Whose clocks are met: of one of a group, of all of it together (null), or, left out, everybody's. */
  readonly meetsOf?: string | null | undefined
}

/** The earliest thing due and who owes it. */
export interface NextDue {
  readonly due_at: Date | null
  readonly awaits: Awaits
}

/** What clocks say after a change: what is due next, and whether one of those that it meets still runs for somebody else. */
export interface Moved {
  readonly next: NextDue
  readonly runsStill: boolean
}

/** Meets and starts clocks, then tells what is due next. A clock that is already running is not started again. */
export async function moveClocks(trx: Writer, grievanceId: string, moment: Moment, moves: ClockMoves): Promise<Moved> {
  const { meets, meetsOf } = moves
  if (meets.length > 0) {
    await trx
      .updateTable('clocks')
      .set({ met_at: moment.rounded })
      .where('grievance_id', '=', grievanceId)
      .where('met_at', 'is', null)
      .where('clock', 'in', meets)
      .$if(meetsOf !== undefined, query => query.where('participant_id', 'is not distinct from', meetsOf ?? null))
      .execute()
  }
  const { rows, running } = await clocksToStart(trx, grievanceId, moment, moves)
  await addRows(trx, 'clocks', rows)
  return { next: nextOf([...running, ...rows]), runsStill: running.some(row => meets.includes(row.clock)) }
}

/** A clock that is to start. */
export type ClockRow = Insertable<Schema['clocks']> & Clocks['running'][number]

/** What is promised to somebody who has just told it: the clocks to start once the grievance is there, and what is due first. */
export async function firstClocks(
  trx: Writer,
  grievanceId: string,
  moment: Moment,
  starting: Pick<ClockMoves, 'starts' | 'priority'>,
): Promise<{ readonly rows: readonly ClockRow[]; readonly next: NextDue }> {
  const { rows } = await clocksToStart(trx, grievanceId, moment, { ...starting, due: {} })
  return { rows, next: nextOf(rows) }
}

/** What starts and does not run yet, each due as the service standards or the change itself say, and what runs. */
async function clocksToStart(
  trx: Writer,
  grievanceId: string,
  moment: Moment,
  { starts, priority, due, startsFor = null }: Omit<ClockMoves, 'meets'>,
): Promise<{ rows: ClockRow[]; running: Clocks['running'] }> {
  const { running, standards } = await clocksAnd(trx, grievanceId, priority)
  const asker = (clock: Clock): string | null => (TO_WHO_ASKED.includes(clock) ? startsFor : null)
  const fresh = [...new Set(starts)].filter(clock => !running.some(row => row.clock === clock && row.participant_id === asker(clock)))
  const rows = fresh.map(clock => ({
    id: newId(),
    grievance_id: grievanceId,
    clock,
    opened_on: moment.day,
    due_at: due[clock] ?? whenDue(moment, standards.get(clock) ?? standardLength(clock, priority)),
    met_at: null,
    extended_by: null,
    reason_item_id: null,
    announced_at: null,
    participant_id: asker(clock),
  }))
  return { rows, running }
}

function whenDue(moment: Moment, length: Length): Date {
  const due = dueAt(moment.rounded, length)
  return moment.at === null ? roundedEarlier(due) : due
}

interface Clocks {
  readonly running: readonly { readonly clock: Clock; readonly due_at: Date; readonly participant_id: string | null }[]
  readonly standards: ReadonlyMap<Clock, Length>
}

/** The clocks that run in a grievance, and how long each one is promised to take at its priority. */
async function clocksAnd(db: Database, grievanceId: string, priority: Priority): Promise<Clocks> {
  const [row] = await runningAndStandards(db, { grievanceId, priority })
  return {
    running: (row?.running ?? []).map(clock => ({ ...clock, due_at: new Date(clock.due_at) })),
    standards: new Map(row?.standards.map(({ clock, unit, count }) => [clock, { unit, count }])),
  }
}

const runningAndStandards = question((db: Database, { grievanceId, priority }: { grievanceId: string; priority: Priority }) =>
  db.selectNoFrom(eb => [
    jsonArrayFrom(
      eb
        .selectFrom('clocks')
        .select(['clock', 'due_at', 'participant_id'])
        .where('grievance_id', '=', grievanceId)
        .where('met_at', 'is', null),
    ).as('running'),
    jsonArrayFrom(eb.selectFrom('service_standards').select(['clock', 'unit', 'count']).where('priority', '=', priority)).as('standards'),
  ]),
)

/** Whose turn it is follows the most particular promise; the regular update alone does not make it ours. */
function nextOf(running: readonly { clock: Clock; due_at: Date }[]): NextDue {
  const sorted = running.toSorted((a, b) => a.due_at.getTime() - b.due_at.getTime())
  const turn = sorted.find(row => row.clock !== 'update') ?? sorted[0]
  return { due_at: sorted[0]?.due_at ?? null, awaits: turn === undefined ? 'us' : CLOCK_OWES[turn.clock] }
}

/** Who is told at once of what cannot wait: whoever is on duty, or the stewards where nobody is. */
export type ToldAtOnce = 'duty' | 'stewards'

/** What whoever told it is promised at once: the last days of an answer and, where they asked for one, of a call, and who was told. */
export interface Promised {
  readonly answerBy: string
  readonly callBy?: string
  readonly told?: ToldAtOnce
}

/** What these first clocks promise. Who was told at once is asked only where somebody is not safe. */
export async function promisesOf(trx: Writer, clocks: readonly ClockRow[]): Promise<Promised> {
  const [answer, call, safety] = ['acknowledgement', 'call', 'safety'].map(clock => clocks.find(row => row.clock === clock))
  if (answer === undefined) throw new Broken('nothing was promised to somebody who told something')
  const called = call === undefined ? {} : { callBy: lastDay(call.due_at) }
  const told =
    safety === undefined ? {} : { told: (await isDutyCalled(trx, safety.grievance_id)) ? ('duty' as const) : ('stewards' as const) }
  return { answerBy: lastDay(answer.due_at), ...called, ...told }
}

async function isDutyCalled(trx: Writer, grievanceId: string): Promise<boolean> {
  return (await trx.selectFrom('duty_calls').select('id').where('grievance_id', '=', grievanceId).executeTakeFirst()) !== undefined
}
