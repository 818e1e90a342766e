import { PGlite, types } from '@electric-sql/pglite'
import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { Unusable } from '../errors.ts'
import { newId } from '../ids.ts'
import { CALLED } from './alone.ts'
import { usableFolder } from '../folders.ts'
import { embeddedDialect } from './embedded.ts'
import { lockFolder } from './lock.ts'
import { naming } from './naming.ts'
import { SyncNodeFS } from './synced-files.ts'
import { existsSync } from 'node:fs'
import { join } from 'node:path'

/** A database and how to leave it. `kind` is for words to the operator, never for a branch in a query. */
export interface OpenDatabase<Schema> {
  readonly kind: 'embedded' | 'postgres'
  readonly db: Kysely<Schema>
  close(): Promise<void>
}

/** PostgreSQL by its address. Sessions speak UTC; a statement may take five seconds. A connection that ends fails what is asked on it, and nothing else. */
export function openPostgres<Schema>(url: string): OpenDatabase<Schema> {
  const pool = new pg.Pool({
    connectionString: url,
    max: 10,
    application_name: `${CALLED} ${newId()}`,
    options: '-c timezone=UTC',
    statement_timeout: 5_000,
    idle_in_transaction_session_timeout: 10_000,
    types: { getTypeParser: (oid: number) => PARSERS[oid] ?? pg.types.getTypeParser(oid) } as pg.CustomTypesConfig,
  })
  pool.on('error', () => undefined)
  pool.on('connect', client => client.on('error', () => undefined))
  const db = new Kysely<Schema>({ dialect: new PostgresDialect({ pool: naming(pool) }) })
  return { kind: 'postgres', db, close: () => db.destroy() }
}

/** The embedded database in a folder of its own, synced to disk and locked against a second process. Throws Unusable, naming the setting. */
export async function openEmbedded<Schema>(setting: string, folder: string): Promise<OpenDatabase<Schema>> {
  usableFolder(setting, folder)
  const release = await lockFolder(folder)
  try {
    return overPGlite(await openFolder(join(folder, 'database')), release)
  } catch {
    await release()
    throw new Unusable(setting, `the database in ${folder} does not open; it is damaged, or this user may not write it.`)
  }
}

/** Whether a folder holds an embedded database. */
export function holdsEmbedded(folder: string): boolean {
  return existsSync(join(folder, 'database', 'PG_VERSION'))
}

function openFolder(folder: string): Promise<PGlite> {
  return PGlite.create({
    fs: new SyncNodeFS(folder),
    startParams: [...PGlite.defaultStartParams.filter(param => param !== '-F'), '-c', 'fsync=on', '-c', 'wal_sync_method=fsync'],
    ...EMBEDDED_TYPES,
  })
}

/** A database in memory, from a snapshot where one is given. */
export async function openInMemory<Schema>(snapshot?: Blob): Promise<OpenDatabase<Schema> & { pglite: PGlite }> {
  const pglite = await PGlite.create({ ...(snapshot ? { loadDataDir: snapshot } : {}), ...EMBEDDED_TYPES })
  return { ...overPGlite<Schema>(pglite, async () => undefined), pglite }
}

function overPGlite<Schema>(pglite: PGlite, release: () => Promise<void>): OpenDatabase<Schema> {
  const db = new Kysely<Schema>({ dialect: embeddedDialect(pglite) })
  return {
    kind: 'embedded',
    db,
    close: async () => {
      await db.destroy()
      if (!pglite.closed) await pglite.close()
      await release()
    },
  }
}

/** Both drivers speak UTC and give the same values: numbers for int8, `YYYY-MM-DD` for date, Date for timestamptz, Buffer for bytea. */
const PARSERS: Record<number, (text: string) => unknown> = {
  [types.INT8]: Number,
  [types.DATE]: text => text,
  [types.TIMESTAMPTZ]: text => new Date(text.endsWith('+00') ? `${text.slice(0, 10)}T${text.slice(11, -3)}Z` : withZone(text)),
  [types.BYTEA]: text => Buffer.from(text.slice(2), 'hex'),
}

const EMBEDDED_TYPES = { parsers: PARSERS as Record<number, (value: string) => unknown> }

/** A time of a session that something on the way keeps from speaking UTC. */
function withZone(text: string): string {
  return text.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00')
}
