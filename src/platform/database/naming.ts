import type { PostgresPool, PostgresPoolClient } from 'kysely'
import type pg from 'pg'
import { Away } from '../errors.ts'

const NAMED = 500

/** A pool that throws Away where the database cannot be reached, and whose connections each parse and plan a text once: it is sent under a name, and by its name alone after. */
export function naming(pool: pg.Pool): PostgresPool {
  const names = new Map<string, string>()
  const clients = new WeakMap<pg.PoolClient, PostgresPoolClient>()
  const nameOf = (text: string): string | undefined => {
    if (!names.has(text) && names.size < NAMED) names.set(text, `s${names.size + 1}`)
    return names.get(text)
  }
  return {
    options: pool.options,
    end: () => pool.end(),
    connect: async () => {
      const client = await pool.connect().catch(({ code }: Failure) => {
        throw new Away(code)
      })
      const known = clients.get(client) ?? namingClient(client, nameOf)
      clients.set(client, known)
      return known
    },
  }
}

/** A connection that met a plan older than its table is thrown away: another instance has changed the tables. */
function namingClient(client: pg.PoolClient, nameOf: (text: string) => string | undefined): PostgresPoolClient {
  let stale = false
  const query = async (text: string, values: readonly unknown[]) => {
    const name = nameOf(text)
    return client.query({ text, values: [...values], ...(name === undefined ? {} : { name }) }).catch((error: Failure) => {
      stale ||= error.code === OLDER_PLAN
      throw isGone(error) ? new Away(error.code) : error
    })
  }
  // a cursor is the other way to ask, and nothing here asks so
  return { query: query as unknown as PostgresPoolClient['query'], release: destroy => client.release(destroy === true || stale) }
}

const OLDER_PLAN = '0A000'

interface Failure extends Error {
  readonly code?: string
}

/** The connection ended under the question: the server stops, or the way to it is cut. */
function isGone({ code = '', message }: Failure): boolean {
  return /^(57P0\d|08...|ECONNRESET|EPIPE|ETIMEDOUT)$/.test(code) || /^Connection terminated|not queryable/.test(message)
}
