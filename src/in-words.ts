import { ConfigError } from './config.ts'
import { FolderInUse } from './platform/database/lock.ts'
import { MigrationChanged } from './platform/database/migrate.ts'
import { Unusable } from './platform/errors.ts'
import { KeyFileError } from './platform/sealing/index.ts'

const IN_WORDS = [ConfigError, FolderInUse, KeyFileError, MigrationChanged, Unusable]
const REFUSED = 3

/** Runs an entry of the program. What an operator can mend is said in words, and ends the process with 3. */
export async function inWords(run: () => Promise<void>): Promise<void> {
  try {
    await run()
  } catch (error) {
    if (!IN_WORDS.some(kind => error instanceof kind)) throw error
    console.error((error as Error).message)
    process.exit(REFUSED)
  }
}
