import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
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

/** A fresh, migrated database of its own, a copy of the one that was migrated before all tests; on PostgreSQL `again` opens the same one a second time, as a second instance does. */
export interface TestDatabase {
  readonly database: OpenDatabase<Schema>
  again(): OpenDatabase<Schema>
  drop(): Promise<void>
}

export async function freshDatabase(kind: DatabaseKind): Promise<TestDatabase> {
  return kind === 'embedded' ? freshEmbedded() : freshPostgres()
}

async function freshEmbedded(): Promise<TestDatabase> {
  const database = await openInMemory<Schema>(new Blob([readFileSync(process.env.TEST_SNAPSHOT ?? '')]))
  return { database, again: () => ({ ...database, close: async () => undefined }), drop: async () => database.close() }
}

async function freshPostgres(): Promise<TestDatabase> {
  const server = process.env.TEST_POSTGRES ?? ''
  const name = databaseName()
  await administer(server, `create database ${name} template ${process.env.TEST_TEMPLATE}`)
  const url = addressOf(server, name)
  const database = openPostgres<Schema>(url)
  return {
    database,
    again: () => openPostgres<Schema>(url),
    drop: async () => {
      await database.close()
      await administer(server, `drop database ${name} with (force)`)
    },
  }
}

/** A name that no database of any run has. */
export function databaseName(): string {
  return `recourse_${randomUUID().replaceAll('-', '')}`
}

/** The address of one database of a server. */
export function addressOf(server: string, name: string): string {
  const url = new URL(server)
  url.pathname = `/${name}`
  return url.href
}

/** Migrates an empty database. */
export function bring(database: OpenDatabase<Schema>): Promise<string[]> {
  return migrate(database.db as never, join(ROOT, 'migrations'), text => digest('migration/v1', text).toString('hex'))
}

/** Says something to a server, apart from any database of a test. */
export async function administer(server: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: server })
  await client.connect()
  await client.query(statement)
  await client.end()
}
