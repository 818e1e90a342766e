import type { CompiledQuery, Insertable } from 'kysely'
import type { Database, Schema } from './schema.ts'

const statements = new Map<string, CompiledQuery>()

/**
 * Adds a row to a table, or several that name the same columns; no rows are nothing to do. A statement of one shape is put
 * together the first time and sent with other values after.
 */
export async function addRows<Table extends keyof Schema>(
  db: Database,
  table: Table,
  rows: Insertable<Schema[Table]> | readonly Insertable<Schema[Table]>[],
): Promise<void> {
  const all = [rows].flat() as Record<string, unknown>[] // what each column may hold, the type of `rows` has said
  const [first] = all
  if (first === undefined) return
  const columns = Object.keys(first).filter(column => first[column] !== undefined)
  const shape = [table, all.length, ...columns].join(' ')
  const statement =
    statements.get(shape) ??
    db
      .insertInto(table)
      .values(all as never)
      .compile()
  statements.set(shape, statement)
  await db.executeQuery({ ...statement, parameters: all.flatMap(row => columns.map(column => row[column])) })
}
