import { join } from 'node:path'
import type { Context } from './contracts/context.ts'
import type { Database, Schema } from './contracts/schema.ts'
import type { Config } from './config.ts'
import { knownKeys } from './known-keys.ts'
import { systemClock } from './platform/clock.ts'
import { openEmbedded, openPostgres, type OpenDatabase } from './platform/database/dialect.ts'
import { migrate } from './platform/database/migrate.ts'
import { permitted, reach } from './platform/database/reach.ts'
import { usableFolder } from './platform/folders.ts'
import { smtpPostbox } from './platform/postbox.ts'
import { ROOT } from './platform/root.ts'
import { digest, newPool } from './platform/sealing/index.ts'
import { loadWords } from './platform/words.ts'

export const MIGRATIONS = join(ROOT, 'migrations')
const POOL = { running: 2, waiting: 32, deadlineMs: 8_000 }

/** What two cores carry without anybody waiting; whoever comes above it has a place in a line. */
const PACES = {
  draft: { burst: 5_000, perSecond: 60 },
  send: { burst: 2_000, perSecond: 20 },
  code: { burst: 500, perSecond: 10 },
  tool: { burst: 200, perSecond: 10 },
} as const

/** A context, and the way to let go of what it holds. */
export interface BuiltContext {
  readonly context: Context
  close(): Promise<void>
}

/** Opens everything the program stands on and brings the database up to date. Parts given in `overrides` are used as they are. */
export async function buildContext(
  config: Config,
  overrides: Partial<Context> & { database?: OpenDatabase<Schema> } = {},
): Promise<BuiltContext> {
  const database = overrides.database ?? (await openDatabase(config))
  try {
    return await contextOn(config, database, overrides)
  } catch (error) {
    await database.close()
    throw error
  }
}

async function contextOn(config: Config, database: OpenDatabase<Schema>, overrides: Partial<Context>): Promise<BuiltContext> {
  usableFolder('FILES_DIR', config.filesDir)
  await applyMigrations(config, database)
  const context: Context = {
    config,
    keys: await permitted('DATABASE_URL', () => knownKeys(database.db, config.keyFile)),
    db: database.db,
    clock: systemClock,
    pools: { receipts: newPool(POOL), passphrases: newPool(POOL) },
    words: overrides.words ?? (await loadWords(join(ROOT, 'locales'))),
    postbox: config.smtpUrl === null ? null : smtpPostbox(config.smtpUrl, config.mailFrom),
    paces: PACES,
    demo: false,
    demoSignIns: [],
    ...overrides,
  }
  return {
    context,
    close: async () => {
      context.postbox?.close()
      await database.close()
    },
  }
}

/** PostgreSQL where an address is given, otherwise the embedded database in the data folder. */
export async function openDatabase({ databaseUrl, dataDir }: Config): Promise<OpenDatabase<Schema>> {
  if (databaseUrl === null) return openEmbedded<Schema>('DATA_DIR', dataDir)
  await reach('DATABASE_URL', databaseUrl)
  return openPostgres<Schema>(databaseUrl)
}

/** Applies what is missing, under the migrating role where one is set. */
export async function applyMigrations(config: Config, database: OpenDatabase<Schema>): Promise<string[]> {
  const checksum = (text: string): string => digest('migration/v1', text).toString('hex')
  const bring = (setting: string, db: Database) => permitted(setting, () => migrate(db as never, MIGRATIONS, checksum))
  if (config.migrateDatabaseUrl === null) return bring('DATABASE_URL', database.db)
  await reach('MIGRATE_DATABASE_URL', config.migrateDatabaseUrl)
  const other = openPostgres<Schema>(config.migrateDatabaseUrl)
  try {
    return await bring('MIGRATE_DATABASE_URL', other.db)
  } finally {
    await other.close()
  }
}
