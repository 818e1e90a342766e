import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql, type Kysely } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { INVOLVEMENT_MODES, MANDATE_EVIDENCE, REMEDY_STATUSES, REMEDY_TYPES } from '../../src/domain/reference/index.ts'
import { MAIN_STAGES } from '../../src/domain/process.ts'
import type { Schema } from '../../src/contracts/schema.ts'
import { ROOT } from '../../src/platform/root.ts'
import { DATABASES, freshDatabase, type TestDatabase } from '../support/databases.ts'

const DECLARED = columnsIn(readFileSync(join(ROOT, 'src/contracts/schema.ts'), 'utf8'))
const KEPT = ['events', 'audit', 'sealed_items', 'severity_ratings', 'remedy_checks'] as const
const CODES = [
  ['grievances', 'stage', MAIN_STAGES],
  ['remedies', 'status', REMEDY_STATUSES],
  ['remedies', 'type', REMEDY_TYPES],
  ['involvement_ratings', 'mode', INVOLVEMENT_MODES],
  ['mandates', 'evidence', MANDATE_EVIDENCE],
] as const

describe.each(DATABASES)('The schema on %s', kind => {
  let fresh: TestDatabase
  beforeAll(async () => {
    fresh = await freshDatabase(kind)
  })
  afterAll(() => fresh.drop())

  it('has the tables and columns that the code believes in, and no other', async () => {
    expect(await columnsOf(fresh.database.db)).toEqual(DECLARED)
  })

  it.each(CODES)('allows in %s.%s exactly the codes of the reference', async (table, column, codes) => {
    expect(await allowedIn(fresh.database.db, table, column)).toEqual([...codes])
  })

  it.each(KEPT)('lets nobody rewrite %s', async table => {
    expect(await keepersOf(fresh.database.db, table)).toHaveLength(1)
  })
})

describe('A copy of the schema', () => {
  let fresh: TestDatabase
  beforeAll(async () => {
    fresh = await freshDatabase('embedded')
  })
  afterAll(() => fresh.drop())

  it('is found out with a column that the code does not know', async () => {
    await sql`alter table teams add column motto text`.execute(fresh.database.db)
    expect(await columnsOf(fresh.database.db)).not.toEqual(DECLARED)
    await sql`alter table teams drop column motto`.execute(fresh.database.db)
    expect(await columnsOf(fresh.database.db)).toEqual(DECLARED)
  })

  it('is found out when it allows a code that the reference does not have, or any', async () => {
    const { db } = fresh.database
    for (const name of await checksOf(db, 'remedies', 'status')) await sql`alter table remedies drop constraint ${sql.id(name)}`.execute(db)
    expect(await allowedIn(db, 'remedies', 'status')).toEqual([])
    await sql`alter table remedies add check (status in ('requested', 'forgotten'))`.execute(db)
    expect(await allowedIn(db, 'remedies', 'status')).toEqual(['requested', 'forgotten'])
  })

  it('is found out when events can be rewritten', async () => {
    const { db } = fresh.database
    for (const name of await keepersOf(db, 'events')) await sql`drop trigger ${sql.id(name)} on events`.execute(db)
    expect(await keepersOf(db, 'events')).toEqual([])
  })
})

type Columns = Readonly<Record<string, readonly string[]>>

/** The tables that a file of types declares, one a line, with their columns. */
function columnsIn(text: string): Columns {
  const tables = [...text.matchAll(/^ {2}(\w+): \{ (.*) \}$/gm)].map(([, table = '', columns = '']): [string, string[]] => [
    table,
    columns
      .replace(/\{[^}]*\}/g, '')
      .split('; ')
      .flatMap(column => /^(\w+):/.exec(column)?.[1] ?? [])
      .sort(),
  ])
  return Object.fromEntries(tables.sort())
}

async function columnsOf(db: Kysely<Schema>): Promise<Columns> {
  const { rows } = await sql<{
    table_name: string
    column_name: string
  }>`select table_name, column_name from information_schema.columns where table_schema = 'public' and table_name <> 'migrations'`.execute(
    db,
  )
  const real = new Map<string, string[]>()
  for (const row of rows) real.set(row.table_name, [...(real.get(row.table_name) ?? []), row.column_name].sort())
  return Object.fromEntries([...real].sort())
}

async function checksOn(db: Kysely<Schema>, table: string, column: string): Promise<readonly { name: string; text: string }[]> {
  const { rows } = await sql<{
    name: string
    text: string
  }>`select conname as name, pg_get_constraintdef(oid) as text from pg_constraint where contype = 'c' and conrelid = ${table}::regclass and pg_get_constraintdef(oid) like ${`%${column} = ANY%`}`.execute(
    db,
  )
  return rows
}

async function checksOf(db: Kysely<Schema>, table: string, column: string): Promise<string[]> {
  return (await checksOn(db, table, column)).map(({ name }) => name)
}

async function allowedIn(db: Kysely<Schema>, table: string, column: string): Promise<string[]> {
  const [check] = await checksOn(db, table, column)
  return [...(check?.text ?? '').matchAll(/'([a-z_]+)'::text/g)].map(([, code = '']) => code)
}

/** The triggers that keep what a table holds as it was written. */
async function keepersOf(db: Kysely<Schema>, table: string): Promise<string[]> {
  const { rows } = await sql<{
    name: string
  }>`select tgname as name from pg_trigger where tgrelid = ${table}::regclass and tgname like '%_keep'`.execute(db)
  return rows.map(({ name }) => name)
}
