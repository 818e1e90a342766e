import type { Config } from './config.ts'
import { MIGRATIONS, openDatabase } from './context.ts'
import type { Schema } from './contracts/schema.ts'
import { holdsEmbedded, type OpenDatabase } from './platform/database/dialect.ts'
import { migrationState } from './platform/database/migrate.ts'
import { Unusable } from './platform/errors.ts'

/** Opens the database of a mechanism that was set up, and makes nothing. Throws Unusable where there is none, or one that is not up to date. */
export async function openMechanism(config: Config): Promise<OpenDatabase<Schema>> {
  const setting = config.databaseUrl === null ? 'DATA_DIR' : 'DATABASE_URL'
  if (config.databaseUrl === null && !holdsEmbedded(config.dataDir))
    throw new Unusable(setting, `there is no mechanism in ${config.dataDir}.`)
  const database = await openDatabase(config)
  const lacks = await whatLacks(database)
  if (lacks === null) return database
  await database.close()
  throw new Unusable(setting, lacks)
}

async function whatLacks({ db }: OpenDatabase<Schema>): Promise<string | null> {
  const { applied, missing } = await migrationState(db as never, MIGRATIONS)
  if (applied.length === 0) return 'there is no mechanism in this database.'
  if (missing.length > 0) return 'this database is not up to date. Run first: recourse migrate'
  const mechanism = await db.selectFrom('mechanism').select('recovery_id').executeTakeFirst()
  return mechanism?.recovery_id == null ? 'nobody has set up the mechanism in this database yet.' : null
}
