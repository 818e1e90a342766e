import { sql } from 'kysely'
import type { Reader } from '../../src/contracts/schema.ts'
import type { Database } from '../../src/contracts/schema.ts'

interface Column {
  readonly table: string
  readonly column: string
  readonly type: string
}

/** Every column of every table. */
export async function columnsOf(db: Database): Promise<readonly Column[]> {
  const { rows } = await sql<Column>`select c.table_name as table, c.column_name as column, c.data_type as type
    from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
    where table_schema = 'public' and table_type = 'BASE TABLE' order by 1, 2`.execute(db)
  return rows
}

/** Every value of every column, bytes as they are and all else as text. */
export async function dumpOf(db: Database): Promise<Buffer> {
  const tables = [...new Set((await columnsOf(db)).map(column => column.table))]
  const parts: Buffer[] = []
  for (const table of tables) {
    const rows = await rowsOf(db, table)
    for (const row of rows) for (const [column, value] of Object.entries(row)) parts.push(Buffer.from(`\n${table}.${column} `), raw(value))
  }
  return Buffer.concat(parts)
}

/** Every time in the database that is told finer than the day, with the column it stands in. */
export async function timesOf(db: Database): Promise<{ readonly column: string; readonly type: string; readonly time: number }[]> {
  const found = []
  for (const { table, column, type } of await columnsOf(db)) {
    if (!FINE.includes(type)) continue
    for (const row of await rowsOf(db, table))
      for (const time of readTimes(row[column])) found.push({ column: `${table}.${column}`, type, time })
  }
  return found
}

const FINE = [
  'timestamp with time zone',
  'timestamp without time zone',
  'bigint',
  'integer',
  'numeric',
  'double precision',
  'text',
  'jsonb',
]
const UNITS = [1, 1_000, 30_000]

/** A time as a date, as an epoch in milliseconds, seconds or half minutes, or as ISO 8601 anywhere in a text. */
function readTimes(value: unknown): number[] {
  if (value instanceof Date) return [value.getTime()]
  if (typeof value === 'number') return UNITS.map(unit => value * unit)
  if (value === null || value === undefined) return []
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  const stamps = text.matchAll(/\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?/g)
  const epochs = text.matchAll(/\b1[789]\d{8}(\d{3})?\b/g)
  return [
    ...[...stamps].map(([stamp]) => Date.parse(`${stamp.replace(' ', 'T')}Z`)),
    ...[...epochs].map(([digits, milliseconds]) => Number(digits) * (milliseconds === undefined ? 1_000 : 1)),
  ]
}

async function rowsOf(db: Reader, table: string): Promise<Record<string, unknown>[]> {
  const { rows } = await sql<Record<string, unknown>>`select * from ${sql.table(table)}`.execute(db as Database)
  return rows
}

function raw(value: unknown): Buffer {
  if (Buffer.isBuffer(value) || value instanceof Uint8Array) return Buffer.from(value)
  return Buffer.from(typeof value === 'string' ? value : JSON.stringify(value ?? null))
}
