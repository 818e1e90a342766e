import { dirname } from 'node:path'
import type { Database, Reader } from './contracts/schema.ts'
import { whoseKeysRest } from './grievances/principals.ts'
import { usableFolder } from './platform/folders.ts'
import { applicationKeys, KeyFileError, readKeyFile, readOrMakeKeyFile, same, type ApplicationKeys } from './platform/sealing/index.ts'

/**
 * The keys of the file that the database was set up with; a database that holds nothing takes whichever file there is, or a new one.
 * Throws KeyFileError where the file is missing or another one. A database older than the mark takes the keys that made what it holds.
 */
export async function knownKeys(db: Database, path: string): Promise<ApplicationKeys> {
  const known = await markIn(db)
  const file = readKeyFile(path)
  if (known !== undefined && file === null) throw missing(path, known.kid)
  const keys = file === null ? await firstKeys(db, path) : applicationKeys(file)
  if (known === undefined && (await whoseKeysRest(db, keys)) === 'others') throw another(path, keys.kid)
  const { kid, mark } = known ?? (await leaveMark(db, keys))
  if (!same(mark, keys.mark)) throw another(path, keys.kid, kid)
  return keys
}

/** Whether these are the keys that the database was set up with. */
export async function keysFit(db: Reader, keys: ApplicationKeys): Promise<boolean> {
  const known = await markIn(db)
  return known !== undefined && same(known.mark, keys.mark)
}

async function firstKeys(db: Reader, path: string): Promise<ApplicationKeys> {
  if ((await whoseKeysRest(db, null)) !== 'nobodys') throw missing(path)
  usableFolder('KEY_FILE', dirname(path))
  return applicationKeys(readOrMakeKeyFile(path))
}

/** Of several that start at once, the first leaves its mark; all read which one that is. */
async function leaveMark(db: Database, { kid, mark }: ApplicationKeys): Promise<Mark> {
  await db
    .insertInto('key_file')
    .values({ kid, mark })
    .onConflict(conflict => conflict.doNothing())
    .execute()
  return (await markIn(db)) ?? { kid, mark }
}

interface Mark {
  readonly kid: string
  readonly mark: Buffer
}

function markIn(db: Reader): Promise<Mark | undefined> {
  return db.selectFrom('key_file').select(['kid', 'mark']).executeTakeFirst()
}

const BACKUP = 'A new one opens nothing that exists; only an empty database begins with one.'

function missing(path: string, kid?: string): KeyFileError {
  return new KeyFileError(
    `KEY_FILE: the database was set up with ${named(kid)}, and ${path} does not exist. Put its backup there. ${BACKUP}`,
  )
}

function another(path: string, found: string, kid?: string): KeyFileError {
  return new KeyFileError(
    `KEY_FILE: the database was set up with ${named(kid)}, and ${path} is another one (${found}). Put the right one there. ${BACKUP}`,
  )
}

function named(kid: string | undefined): string {
  return kid === undefined ? 'a key file' : `the key file ${kid}`
}
