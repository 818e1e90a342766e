import pg from 'pg'
import { Unusable } from '../errors.ts'

const PATIENCE_MS = 10_000
const OLDEST = 15

/** Asks the PostgreSQL at an address once. Throws Unusable, naming the setting and what is wrong, and never a password. */
export async function reach(setting: string, url: string): Promise<void> {
  const client = clientOf(setting, url)
  try {
    await client.connect()
    const { rows } = await client.query<{ version: number }>("select current_setting('server_version_num')::int / 10000 as version")
    const version = rows[0]?.version ?? 0
    if (version < OLDEST) throw new Unusable(setting, `PostgreSQL ${OLDEST} or later is needed, and this is ${version}.`)
  } catch (error) {
    throw error instanceof Unusable ? error : new Unusable(setting, whyNot(error as Failure, client))
  } finally {
    await client.end().catch(() => undefined)
  }
}

/** Works with tables; where the role of the setting may not, throws Unusable. */
export async function permitted<T>(setting: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const { code, message } = error as Failure
    throw code === NOT_PERMITTED ? new Unusable(setting, `this role may not do what is needed (${message}).`) : error
  }
}

interface Failure extends Error {
  readonly code?: string
}

const NOT_PERMITTED = '42501'

function clientOf(setting: string, url: string): pg.Client {
  try {
    return new pg.Client({ connectionString: url, connectionTimeoutMillis: PATIENCE_MS })
  } catch {
    throw new Unusable(setting, 'this is not the address of a database.')
  }
}

function whyNot({ code, message }: Failure, { host, port, user = '', database = '' }: pg.Client): string {
  const place = `${host}:${port}`
  if (code === 'ECONNREFUSED' || code === 'ENOENT') return `nothing answers at ${place}.`
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return `there is no machine named ${host}.`
  if (code === '28P01' || code === '28000') return `the server at ${place} does not let in the role ${user}.`
  if (code === '3D000') return `the server at ${place} has no database named ${database}.`
  return `the database at ${place} cannot be used (${code ?? message}).`
}
