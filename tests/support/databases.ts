import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import pg from 'pg'
import type { Schema } from '../../src/contracts/schema.ts'
import { openInMemory, openPostgres, type OpenDatabase } from '../../src/platform/database/dialect.ts'
import { migrate } from '../../src/platform/database/migrate.ts'
import { ROOT } from '../../src/platform/root.ts'
import { digest } from '../../src/platform/sealing/index.ts'

/** The databases that every journey runs on; PostgreSQL only where one answers. */
export const DATABASES: readonly DatabaseKind[] = process.env.TEST_POSTGRES === undefined ? ['embedded'] : ['embedded', 'postgres']
export type DatabaseKind = 'embedded' | 'postgres'

/** A fresh, migrated database of its own; on PostgreSQL `again` opens the same one a second time, as a second instance does. */
export interface TestDatabase {
  readonly database: OpenDatabase<Schema>
  again(): OpenDatabase<Schema>
  drop(): Promise<void>
}

let snapshot: Promise<Blob> | undefined

export async function freshDatabase(kind: DatabaseKind): Promise<TestDatabase> {
  return kind === 'embedded' ? freshEmbedded() : freshPostgres()
}

async function freshEmbedded(): Promise<TestDatabase> {
  const database = await openInMemory<Schema>(await (snapshot ??= makeSnapshot()))
  return { database, again: () => ({ ...database, close: async () => undefined }), drop: async () => database.close() }
}

async function makeSnapshot(): Promise<Blob> {
  const empty = await openInMemory<Schema>()
  await bring(empty)
  const dumped = await empty.pglite.dumpDataDir('none')
  await empty.close()
  return dumped
}

async function freshPostgres(): Promise<TestDatabase> {
  const server = process.env.TEST_POSTGRES ?? ''
  const name = `recourse_${randomUUID().replaceAll('-', '')}`
  await administer(server, `create database ${name}`)
  const url = new URL(server)
  url.pathname = `/${name}`
  const database = openPostgres<Schema>(url.href)
  await bring(database)
  return {
    database,
    again: () => openPostgres<Schema>(url.href),
    drop: async () => {
      await database.close()
      await administer(server, `drop database ${name} with (force)`)
    },
  }
}

function bring(database: OpenDatabase<Schema>): Promise<string[]> {
  return migrate(database.db as never, join(ROOT, 'migrations'), text => digest('migration/v1', text).toString('hex'))
}

async function administer(server: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: server })
  await client.connect()
  await client.query(statement)
  await client.end()
}
