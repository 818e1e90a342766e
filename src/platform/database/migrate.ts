import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql, type Kysely, type Transaction } from 'kysely'

/** A migration file differs from what was applied, or one is missing: the start is refused. */
export class MigrationChanged extends Error {}

/** What stands between the folder and the database. */
export interface MigrationState {
  readonly applied: readonly string[]
  readonly missing: readonly string[]
}

/** Applies every file of the folder that is not applied yet, one transaction each, under a lock; gives their names. */
export async function migrate(db: Kysely<never>, folder: string, checksum: (text: string) => string): Promise<string[]> {
  await db.transaction().execute(prepare)
  const done: string[] = []
  for (const file of filesOf(folder)) {
    const fresh = await db.transaction().execute(trx => applyOnce(trx, file, checksum(file.text)))
    if (fresh) done.push(file.name)
  }
  return done
}

/** Which files of the folder the database has; one that was never migrated has none. */
export async function migrationState(db: Kysely<never>, folder: string): Promise<MigrationState> {
  const { rows: tables } = await sql<{ there: boolean }>`select to_regclass('migrations') is not null as there`.execute(db)
  const { rows } =
    tables[0]?.there === true ? await sql<{ name: string }>`select name from migrations order by name`.execute(db) : { rows: [] }
  const applied = rows.map(row => row.name)
  return {
    applied,
    missing: filesOf(folder)
      .map(file => file.name)
      .filter(name => !applied.includes(name)),
  }
}

interface MigrationFile {
  readonly name: string
  readonly text: string
}

function filesOf(folder: string): MigrationFile[] {
  return readdirSync(folder)
    .filter(name => name.endsWith('.sql'))
    .sort()
    .map(name => ({ name, text: readFileSync(join(folder, name), 'utf8') }))
}

async function prepare(trx: Transaction<never>): Promise<void> {
  await sql`select pg_advisory_xact_lock(7312)`.execute(trx)
  await sql`create table if not exists migrations (name text collate "C" primary key, checksum text not null)`.execute(trx)
}

async function applyOnce(trx: Transaction<never>, file: MigrationFile, checksum: string): Promise<boolean> {
  await sql`select pg_advisory_xact_lock(7312)`.execute(trx)
  const { rows } = await sql<{ checksum: string }>`select checksum from migrations where name = ${file.name}`.execute(trx)
  if (rows[0] !== undefined && rows[0].checksum !== checksum) throw new MigrationChanged(`${file.name} differs from what was applied`)
  if (rows[0] !== undefined) return false
  for (const statement of statementsOf(file.text)) await sql.raw(statement).execute(trx)
  await sql`insert into migrations (name, checksum) values (${file.name}, ${checksum})`.execute(trx)
  return true
}

/** Splits at semicolons that end a line outside a `$$` body; one prepared statement each serves both drivers. */
function statementsOf(text: string): string[] {
  const statements: string[] = []
  let current = ''
  for (const line of text.split('\n')) {
    current += `${line}\n`
    const insideBody = (current.match(/\$\$/g)?.length ?? 0) % 2 === 1
    if (!insideBody && /;\s*$/.test(line)) {
      statements.push(current)
      current = ''
    }
  }
  return [...statements, current].filter(statement => statement.replace(/^\s*--.*$/gm, '').trim() !== '')
}
