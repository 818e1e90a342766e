import type { Selectable } from 'kysely'
import type { Reader, Schema } from '../contracts/schema.ts'
import { digest } from '../platform/sealing/index.ts'

export type ChainKind = 'event' | 'audit'

/** The columns that the chain binds, none of which is anybody's words; a column that comes later is bound by none, or what was sealed before would look changed. */
const BOUND = {
  event: ['id', 'grievance_id', 'version', 'type', 'actor_kind', 'actor_id', 'on_day', 'at', 'facts', 'item_id'],
  audit: ['id', 'at', 'actor_id', 'action', 'object', 'detail'],
} as const

/** A row as the chain binds it. */
export type ChainedRow =
  (Selectable<Schema['events']> & { readonly kind: 'event' }) | (Selectable<Schema['audit']> & { readonly kind: 'audit' })

/** What the first entry follows. */
export const BEGINNING = Buffer.alloc(32)

/** The hash of an entry, over its place, its row and the hash before it. */
export function entryHash(seq: number, row: ChainedRow, prev: Uint8Array): Buffer {
  return digest('chain/v1', canonical({ seq, kind: row.kind, row, prev: Buffer.from(prev).toString('hex') }))
}

/** The rows of these ids, by id. */
export async function rowsOf(
  db: Reader,
  entries: readonly { readonly kind: ChainKind; readonly row_id: string }[],
): Promise<Map<string, ChainedRow>> {
  const ids = (kind: ChainKind): string[] => entries.filter(entry => entry.kind === kind).map(entry => entry.row_id)
  const events =
    ids('event').length === 0 ? [] : await db.selectFrom('events').select(BOUND.event).where('id', 'in', ids('event')).execute()
  const audit = ids('audit').length === 0 ? [] : await db.selectFrom('audit').select(BOUND.audit).where('id', 'in', ids('audit')).execute()
  return new Map<string, ChainedRow>([
    ...events.map(row => [row.id, { ...row, kind: 'event' as const }] as const),
    ...audit.map(row => [row.id, { ...row, kind: 'audit' as const }] as const),
  ])
}

/** JSON with its names in order, so that the same values are always the same text. */
function canonical(value: unknown): string {
  if (value instanceof Date) return JSON.stringify(value.toISOString())
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (value === null || typeof value !== 'object') return JSON.stringify(value ?? null)
  const names = Object.keys(value).sort()
  return `{${names.map(name => `${JSON.stringify(name)}:${canonical((value as Record<string, unknown>)[name])}`).join(',')}}`
}
