import type { PGlite } from '@electric-sql/pglite'
import {
  CompiledQuery,
  PGliteAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type DatabaseConnection,
  type Dialect,
  type Driver,
} from 'kysely'
import { preparedOn } from './prepared.ts'

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
  const connection = connectionOn(pglite)
  const tell = (text: string) => async (): Promise<void> => void (await connection.executeQuery(CompiledQuery.raw(text)))
  return {
    init: () => pglite.waitReady,
    acquireConnection: () => Promise.resolve(connection),
    releaseConnection: () => Promise.resolve(),
    beginTransaction: tell('begin'),
    commitTransaction: tell('commit'),
    rollbackTransaction: tell('rollback'),
    destroy: () => (pglite.closed ? Promise.resolve() : pglite.close()),
  }
}

function connectionOn(pglite: PGlite): DatabaseConnection {
  const run = preparedOn(pglite)
  return {
    executeQuery: async <R>({ sql, parameters }: CompiledQuery) => {
      const { rows, affected } = await run(sql, parameters)
      return { rows: rows as R[], ...(affected === undefined ? {} : { numAffectedRows: BigInt(affected) }) }
    },
    streamQuery: () => {
      throw new Error('The embedded database gives its rows at once.')
    },
  }
}
