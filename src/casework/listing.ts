import { sql } from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import { placeIn } from '../domain/actor.ts'
import type { Stage } from '../domain/process.ts'
import type { Account } from '../contracts/http.ts'
import type { Context } from '../contracts/context.ts'
import type { Awaits, Database, Reader } from '../contracts/schema.ts'
import { openTitles } from '../grievances/titles.ts'
import { grievancesVisibleToStaff, staffFrom, type Staff } from '../grievances/visible.ts'
import { question } from '../platform/database/question.ts'
import { groupBy } from './group-by.ts'
import { pressureOf, type Pressure } from './queries.ts'

/** One line of a list of grievances, its title opened with the reader's keys once they declared no interest. */
export interface Listed {
  readonly id: string
  readonly reference: string
  readonly stage: Stage
  readonly awaits: Awaits
  readonly dueAt: Date | null
  readonly severity: 1 | 2 | 3 | 4 | null
  readonly language: string
  readonly handlerId: string | null
  readonly pending: string | null
  readonly pendingBy: string | null
  readonly panelId: string | null
  readonly suspect: boolean
  readonly title: string | null
}

/** A line with what presses on it now. */
export interface Pressed {
  readonly line: Listed
  readonly pressure: Pressure
  /** Whether the person says of something promised that it did not come. */
  readonly disputed: boolean
}

/** What narrows the queue; all of it rests in the clear. */
export interface QueueFilter {
  readonly stage?: Stage | undefined
  readonly mine?: boolean | undefined
  readonly severity?: number | undefined
  readonly language?: string | undefined
  readonly after?: string | undefined
}

export const PAGE = 50
/** How many lines Today looks at: what is due first. */
export const TODAY = 100
const COLUMNS = [
  'grievances.id',
  'grievances.reference',
  'grievances.stage',
  'grievances.awaits',
  'grievances.due_at',
  'grievances.severity',
  'grievances.language',
  'grievances.handler_id',
  'grievances.pending',
  'grievances.pending_by',
  'grievances.panel_id',
  'grievances.suspect',
] as const
/** The same as constants of the question: only a plan that knows how few lines are wanted is good at any size, and can be kept. */
const PAGE_AND_ONE = sql<number>`51`
const FIRST_LINES = sql<number>`100`
/** What is not over: open, or closed with something promised since. */
const NOT_OVER = sql<boolean>`(grievances.stage not in ('closed', 'monitoring', 'learning', 'merged') or grievances.due_at is not null)`

/** One page of what this account may see, what is due first on top, with the pressure on each now; the next page starts after the last line of this one. */
export async function queue(context: Context, account: Account, filter: QueueFilter): Promise<{ rows: Pressed[]; next: string | null }> {
  const { stage, severity, language } = filter
  const handler = filter.mine === true ? account.actor.id : undefined
  const rows = await pageOf(context.db, { ...staffFrom(account.actor), stage, severity, language, handler, ...readCursor(filter.after) })
  const shown = rows.slice(0, PAGE)
  const last = shown.at(-1)
  return {
    rows: await pressed(context, account, shown),
    next: rows.length > PAGE && last !== undefined ? `${last.due_at?.toISOString() ?? 'infinity'}_${last.id}` : null,
  }
}

/** What the queue is narrowed by, whoever reads it, and the line that the page before ended with. */
interface Narrowed extends Staff {
  readonly stage: Stage | undefined
  readonly severity: number | undefined
  readonly language: string | undefined
  readonly handler: string | undefined
  readonly due?: string
  readonly line?: string
}

const pageOf = question((db: Reader, { id, teams, stage, severity, language, handler, due, line }: Narrowed) =>
  listed(db, { id, teams })
    .where(stage === undefined ? NOT_OVER : sql<boolean>`grievances.stage = ${stage}`)
    .$if(handler !== undefined, query => query.where('grievances.handler_id', '=', handler as string))
    .$if(severity !== undefined, query => query.where('grievances.severity', '=', severity as 1))
    .$if(language !== undefined, query => query.where('grievances.language', '=', language as string))
    .$if(line !== undefined, query =>
      query.where(sql<boolean>`(coalesce(grievances.due_at, 'infinity'), grievances.id) > (${due}::timestamptz, ${line}::uuid)`),
    )
    .limit(PAGE_AND_ONE),
)

/** What needs this account: due within a fortnight or late, or theirs to decide, and of a panel what it is to look at; with the pressure on each now. */
export async function pressing(context: Context, account: Account): Promise<Pressed[]> {
  const lines = await pressed(context, account, await openOnes(context.db, staffFrom(account.actor)))
  return lines.filter(({ line, pressure }) => !isForPanel(line, account) || pressure.review)
}

/** These lines with what presses on each now; of a panel that is only what it is to look at again. */
async function pressed(context: Context, account: Account, rows: readonly Row[]): Promise<Pressed[]> {
  const now = context.clock.now()
  const lines = await linesFrom(context.db, account, rows)
  const [pressing] = await pressingIn(context.db, { ids: rows.map(row => row.id) })
  const running = groupBy(pressing?.running ?? [], clock => clock.grievanceId)
  const disputed = new Set(pressing?.disputed.map(remedy => remedy.grievanceId))
  return lines.map(line => {
    const clocks = (running.get(line.id) ?? []).filter(({ clock }) => !isForPanel(line, account) || clock === 'look_again')
    return { line, pressure: pressureOf(clocks, now), disputed: disputed.has(line.id) }
  })
}

const openOnes = question((db: Reader, { id, teams }: Staff) => listed(db, { id, teams }).where(NOT_OVER).limit(FIRST_LINES))

/** The rows of a list in its order. */
function listed(db: Reader, staff: Staff) {
  return grievancesVisibleToStaff(db, staff)
    .leftJoin('interests as declared', join =>
      join
        .onRef('declared.grievance_id', '=', 'grievances.id')
        .on('declared.account_id', '=', staff.id)
        .on(sql<boolean>`not declared.conflict`),
    )
    .select(COLUMNS)
    .select('declared.account_id as declared_by')
    .orderBy(sql`coalesce(grievances.due_at, 'infinity')`)
    .orderBy('grievances.id')
}

type Row = Awaited<ReturnType<ReturnType<typeof listed>['executeTakeFirstOrThrow']>>

/** The clocks that run in those of a list, earliest first, and what the person says did not come, asked for once for them all. */
const pressingIn = question((db: Database, { ids }: { readonly ids: readonly string[] }) =>
  db.selectNoFrom(eb => [
    jsonArrayFrom(
      eb
        .selectFrom('clocks')
        .select(['clocks.grievance_id as grievanceId', 'clocks.clock', 'clocks.due_at as dueAt'])
        .where('clocks.grievance_id', '=', eb.fn.any(eb.val(ids)))
        .where('clocks.met_at', 'is', null)
        .orderBy('clocks.due_at'),
    ).as('running'),
    jsonArrayFrom(
      eb
        .selectFrom('remedies')
        .select('remedies.grievance_id as grievanceId')
        .where('remedies.grievance_id', '=', eb.fn.any(eb.val(ids)))
        .where('remedies.status', '=', 'disputed'),
    ).as('disputed'),
  ]),
)

/** The lines of these rows, each with its title where this account declared no interest. */
async function linesFrom(db: Database, account: Account, rows: readonly Row[]): Promise<Listed[]> {
  const declared = rows.filter(row => row.declared_by !== null).map(row => row.id)
  const titles = await openTitles(db, account.keyring, declared)
  return rows.map(row => {
    const line = lineFrom(row, titles.get(row.id) ?? null)
    return isForPanel(line, account) ? { ...line, dueAt: null } : line
  })
}

/** A panel looks again and owes nothing else: what the team promised is no lateness of theirs. */
function isForPanel({ panelId }: Listed, { actor }: Account): boolean {
  return panelId !== null && placeIn(actor, panelId) !== undefined
}

function lineFrom(row: Row, title: string | null): Listed {
  return {
    id: row.id,
    reference: row.reference,
    stage: row.stage,
    awaits: row.awaits,
    dueAt: row.due_at,
    severity: row.severity,
    language: row.language,
    handlerId: row.handler_id,
    pending: row.pending,
    pendingBy: row.pending_by,
    panelId: row.panel_id,
    suspect: row.suspect,
    title,
  }
}

function readCursor(text: string | undefined): Pick<Narrowed, 'due' | 'line'> {
  const [, due, line] = /^(infinity|\d{4}-\d\d-\d\dT[\d:.]+Z)_([0-9a-f-]{36})$/.exec(text ?? '') ?? []
  return due === undefined || line === undefined ? {} : { due, line }
}
