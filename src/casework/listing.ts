import { sql } from 'kysely'
import type { Stage } from '../domain/process.ts'
import type { Account } from '../contracts/http.ts'
import type { Context } from '../contracts/context.ts'
import type { Awaits } from '../contracts/schema.ts'
import { openCompartments } from '../grievances/keys.ts'
import { openItems } from '../grievances/items.ts'
import { grievancesVisibleTo } from '../grievances/visible.ts'

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
  readonly title: string | null
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
] as const
const CLOSED_STAGES = ['closed', 'monitoring', 'learning', 'merged'] as const

/** One page of what this account may see, what is due first on top; the next page starts after the last line of this one. */
export async function queue(context: Context, account: Account, filter: QueueFilter): Promise<{ rows: Listed[]; next: string | null }> {
  const cursor = readCursor(filter.after)
  const rows = await grievancesVisibleTo(context.db, account.actor)
    .select(COLUMNS)
    .$if(filter.stage !== undefined, query => query.where('grievances.stage', '=', filter.stage ?? 'received'))
    .$if(filter.stage === undefined, query => query.where('grievances.stage', 'not in', CLOSED_STAGES))
    .$if(filter.mine === true, query => query.where('grievances.handler_id', '=', account.actor.id))
    .$if(filter.severity !== undefined, query => query.where('grievances.severity', '=', (filter.severity ?? 1) as 1))
    .$if(filter.language !== undefined, query => query.where('grievances.language', '=', filter.language ?? ''))
    .$if(cursor !== null, query =>
      query.where(
        sql<boolean>`(coalesce(grievances.due_at, 'infinity'), grievances.id) > (${cursor?.due ?? 'infinity'}::timestamptz, ${cursor?.id ?? ''}::uuid)`,
      ),
    )
    .orderBy(sql`coalesce(grievances.due_at, 'infinity')`)
    .orderBy('grievances.id')
    .limit(PAGE + 1)
    .execute()
  const shown = rows.slice(0, PAGE)
  const last = shown.at(-1)
  return {
    rows: await withTitles(context, account, shown),
    next: rows.length > PAGE && last !== undefined ? `${last.due_at?.toISOString() ?? 'infinity'}_${last.id}` : null,
  }
}

/** What needs this account: due within a fortnight or late, or theirs to decide. */
export async function pressing(context: Context, account: Account): Promise<Listed[]> {
  const rows = await grievancesVisibleTo(context.db, account.actor)
    .select(COLUMNS)
    .where('grievances.stage', 'not in', CLOSED_STAGES)
    .orderBy(sql`coalesce(grievances.due_at, 'infinity')`)
    .orderBy('grievances.id')
    .limit(100)
    .execute()
  return withTitles(context, account, rows)
}

type Row = {
  id: string
  reference: string
  stage: Stage
  awaits: Awaits
  due_at: Date | null
  severity: 1 | 2 | 3 | 4 | null
  language: string
  handler_id: string | null
  pending: string | null
  pending_by: string | null
}

async function withTitles(context: Context, account: Account, rows: readonly Row[]): Promise<Listed[]> {
  if (rows.length === 0) return []
  const ids = rows.map(row => row.id)
  const declared = await context.db
    .selectFrom('interests')
    .select('grievance_id')
    .where('account_id', '=', account.actor.id)
    .where('grievance_id', 'in', ids)
    .where('conflict', '=', false)
    .execute()
  const compartments = await openCompartments(
    context.db,
    account.keyring,
    declared.map(row => row.grievance_id),
    ['shared'],
  )
  const items = await openItems(context.db, [...compartments.values()].flat(), ['title'])
  const titles = new Map<string, string>()
  for (const item of [...items.values()].toSorted(
    (a, b) => Number(a.authorKind === 'account') - Number(b.authorKind === 'account') || a.madeOn.localeCompare(b.madeOn),
  ))
    titles.set(item.compartment.grievanceId, item.said?.text ?? '')
  return rows.map(row => ({
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
    title: titles.get(row.id) ?? null,
  }))
}

function readCursor(text: string | undefined): { due: string; id: string } | null {
  const read = /^(infinity|\d{4}-\d\d-\d\dT[\d:.]+Z)_([0-9a-f-]{36})$/.exec(text ?? '')
  return read?.[1] === undefined || read[2] === undefined ? null : { due: read[1], id: read[2] }
}
