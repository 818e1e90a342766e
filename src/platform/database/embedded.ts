import type { PGlite } from '@electric-sql/pglite'
import {
  AbortedTransactionError,
  PGliteAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
} from 'kysely'
import { preparedOn, type Answer, type Run } from './prepared.ts'

/** Kysely's dialect for the embedded database: PostgreSQL with one connection, whose statements are prepared once. */
export function embeddedDialect(pglite: PGlite): Dialect {
  return {
    createAdapter: () => new PGliteAdapter(),
    createDriver: () => driverOn(pglite),
    createIntrospector: db => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  }
}

function driverOn(pglite: PGlite): Driver {
  const run = preparedOn(pglite)
  const connection = connectionOn(run)
  return {
    init: () => pglite.waitReady,
    acquireConnection: () => Promise.resolve(connection),
    releaseConnection: () => Promise.resolve(),
    beginTransaction: async () => void (await run('begin', [])),
    commitTransaction: async () => mustCommit(await run('commit', [])),
    rollbackTransaction: async () => void (await run('rollback', [])),
    destroy: () => (pglite.closed ? Promise.resolve() : pglite.close()),
  }
}

/** A transaction in which something failed answers a commit by rolling back; whoever passed over the failure is told. */
function mustCommit({ tag }: Answer): void {
  if (tag === 'ROLLBACK') throw new AbortedTransactionError()
}

function connectionOn(run: Run): DatabaseConnection {
  return {
    executeQuery: async <R>({ sql, parameters }: CompiledQuery) => {
      const { rows, tag } = await run(sql, parameters)
      const written = /^(INSERT|UPDATE|DELETE)/.test(tag) ? { numAffectedRows: BigInt(tag.slice(tag.lastIndexOf(' ') + 1)) } : {}
      return { rows: rows as R[], ...written }
    },
    streamQuery: () => {
      throw new Error('The embedded database gives its rows at once.')
    },
  }
}
