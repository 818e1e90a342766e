import { sql } from 'kysely'
import type { FastifyInstance } from 'fastify'
import type { Context } from '../contracts/context.ts'
import { MIGRATIONS } from '../context.ts'
import { keysFit } from '../known-keys.ts'
import { systemClock } from '../platform/clock.ts'
import { migrationState } from '../platform/database/migrate.ts'

const CLOCK_MAY_DIFFER_MS = 60_000

/** `/healthz`: the process answers. `/readyz`: database, migrations, keys and clock are as they must be. */
export function health(context: Context) {
  return async (app: FastifyInstance): Promise<void> => {
    app.get('/healthz', { config: { access: 'anyone' } }, async () => ({ alive: true }))
    app.get('/readyz', { config: { access: 'anyone' } }, async (_request, reply) => {
      const checks = await readiness(context)
      return reply
        .code(Object.values(checks).every(Boolean) ? 200 : 503)
        .header('cache-control', 'no-store')
        .send(checks)
    })
  }
}

/** Each thing that must hold before people are let in; null what a database that does not answer cannot tell. */
export async function readiness(context: Context): Promise<Record<'database' | 'migrations' | 'keys' | 'clock', boolean | null>> {
  try {
    const { rows } = await sql<{ at: Date }>`select clock_timestamp() as at`.execute(context.db)
    const { missing } = await migrationState(context.db as never, MIGRATIONS)
    const apart = Math.abs((rows[0]?.at.getTime() ?? 0) - systemClock.now().getTime())
    return {
      database: true,
      migrations: missing.length === 0,
      keys: await keysFit(context.db, context.keys),
      clock: context.demo || apart < CLOCK_MAY_DIFFER_MS,
    }
  } catch {
    return { database: false, migrations: null, keys: null, clock: null }
  }
}
