import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { INVOLVEMENT_MODES, REMEDY_STATUSES, REMEDY_TYPES } from '../../src/domain/reference/index.ts'
import { MAIN_STAGES } from '../../src/domain/process.ts'
import { ROOT } from '../../src/platform/root.ts'
import { DATABASES, freshDatabase, type TestDatabase } from '../support/databases.ts'

const declared = new Map(
  [...readFileSync(join(ROOT, 'src/contracts/schema.ts'), 'utf8').matchAll(/^ {2}(\w+): \{ (.*) \}$/gm)].map(
    ([, table = '', columns = '']) => [
      table,
      columns
        .replace(/\{[^}]*\}/g, '')
        .split('; ')
        .map(column => /^(\w+):/.exec(column)?.[1])
        .filter(name => name !== undefined)
        .sort(),
    ],
  ),
)

describe.each(DATABASES)('The schema on %s', kind => {
  let fresh: TestDatabase
  beforeAll(async () => {
    fresh = await freshDatabase(kind)
  })
  afterAll(() => fresh.drop())

  it('has the tables and columns that the code believes in, and no other', async () => {
    const { rows } = await sql<{
      table_name: string
      column_name: string
    }>`select table_name, column_name from information_schema.columns where table_schema = 'public' and table_name <> 'migrations'`.execute(
      fresh.database.db,
    )
    const real = new Map<string, string[]>()
    for (const row of rows) real.set(row.table_name, [...(real.get(row.table_name) ?? []), row.column_name].sort())
    expect(Object.fromEntries([...real].sort())).toEqual(Object.fromEntries([...declared].sort()))
  })

  it.each([
    ['grievances', 'stage', MAIN_STAGES],
    ['remedies', 'status', REMEDY_STATUSES],
    ['remedies', 'type', REMEDY_TYPES],
    ['involvement_ratings', 'mode', INVOLVEMENT_MODES],
  ] as const)('allows in %s.%s exactly the codes of the reference', async (table, column, codes) => {
    const { rows } = await sql<{
      text: string
    }>`select pg_get_constraintdef(oid) as text from pg_constraint where contype = 'c' and conrelid = ${table}::regclass and pg_get_constraintdef(oid) like ${`%${column} = ANY%`}`.execute(
      fresh.database.db,
    )
    const allowed = [...(rows[0]?.text ?? '').matchAll(/'([a-z_]+)'::text/g)].map(([, code]) => code)
    expect(allowed).toEqual([...codes])
  })

  it.each(['events', 'audit', 'sealed_items', 'severity_ratings', 'remedy_checks'])('lets nobody rewrite %s', async table => {
    const { rows } = await sql<{
      name: string
    }>`select tgname as name from pg_trigger where tgrelid = ${table}::regclass and tgname like '%_keep'`.execute(fresh.database.db)
    expect(rows).toHaveLength(1)
  })
})
