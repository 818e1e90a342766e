import { sql } from 'kysely'
import type { Schema } from '../../src/contracts/schema.ts'
import type { OpenDatabase } from '../../src/platform/database/dialect.ts'

type Database = OpenDatabase<Schema>

/** Where the write-ahead log of a server stands now. */
export async function walPlace({ db }: Database): Promise<string> {
  const { rows } = await sql<{ name: string }>`select pg_walfile_name(pg_current_wal_insert_lsn()) as name`.execute(db)
  return rows[0]?.name ?? ''
}

/** The files of this database as they lie on the server's disk, indexes and statistics included, and its write-ahead log since then. */
export async function copyOfPostgres(database: Database, from: string): Promise<Map<string, Buffer>> {
  const { db } = database
  await sql`analyze`.execute(db)
  await sql`checkpoint`.execute(db)
  const { rows: folders } = await sql<{
    path: string
  }>`select 'base/' || oid as path from pg_database where datname = current_database()`.execute(db)
  const folder = folders[0]?.path ?? ''
  const { rows: tables } = await sql<{ name: string }>`select f as name from pg_ls_dir(${folder}) f where f not like 'pg_%'`.execute(db)
  const { rows: logs } = await sql<{ name: string }>`select name from pg_ls_waldir() where name ~ '^[0-9A-F]{24}$'
    and name >= ${from} and name <= pg_walfile_name(pg_current_wal_insert_lsn())`.execute(db)
  return new Map([
    [
      'the files of the database',
      await filesOf(
        database,
        tables.map(table => `${folder}/${table.name}`),
      ),
    ],
    [
      'the write-ahead log',
      await filesOf(
        database,
        logs.map(log => `pg_wal/${log.name}`),
      ),
    ],
  ])
}

async function filesOf({ db }: Database, paths: readonly string[]): Promise<Buffer> {
  const parts: Buffer[] = []
  for (const path of paths) {
    const { rows } = await sql<{ bytes: Buffer | null }>`select pg_read_binary_file(${path}, 0, 33554432, true) as bytes`.execute(db)
    parts.push(rows[0]?.bytes ?? Buffer.alloc(0))
  }
  return Buffer.concat(parts)
}
