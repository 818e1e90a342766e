import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { readConfig } from '../../src/config.ts'
import { buildContext, type BuiltContext } from '../../src/context.ts'
import { movedClock } from '../../src/platform/clock.ts'
import type { DatabaseKind } from '../support/databases.ts'
import { setUpMechanism } from '../support/mechanism.ts'
import { freePort, startServer, type ServerProcess, type Starting } from '../support/server-process.ts'

/** Where servers of one mechanism run: a folder, a database, and ports. */
export interface Place {
  readonly folder: string
  readonly databaseUrl: string | undefined
  readonly port: number
  start(settings?: Partial<Starting>): Promise<ServerProcess>
  /** Looks into the database; on the embedded one only while no server runs. */
  look(): Promise<BuiltContext>
  /** Takes everything away again. */
  leave(): Promise<void>
}

/** Makes a mechanism that is set up and open. */
export async function makePlace(kind: DatabaseKind): Promise<Place> {
  const folder = mkdtempSync(join(tmpdir(), 'recourse-'))
  const database = kind === 'postgres' ? await makeDatabase() : undefined
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const config = readConfig({ DATA_DIR: folder, PUBLIC_URL: url, ...(database === undefined ? {} : { DATABASE_URL: database.url }) })
  const look = (): Promise<BuiltContext> => buildContext(config)
  const built = await look()
  await setUpMechanism({ context: built.context, clock: movedClock(built.context.clock.now()) })
  await built.close()
  return {
    folder,
    port,
    databaseUrl: database?.url,
    look,
    start: settings => startServer({ folder, port, databaseUrl: database?.url, ...settings }),
    leave: async () => {
      await database?.drop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** An empty database of its own on the PostgreSQL of the tests. */
export async function makeDatabase(): Promise<{ url: string; drop: () => Promise<void> }> {
  const server = process.env.TEST_POSTGRES ?? ''
  const name = `recourse_${randomUUID().replaceAll('-', '')}`
  const administer = async (statement: string): Promise<void> => {
    const client = new pg.Client({ connectionString: server })
    await client.connect()
    await client.query(statement).finally(() => client.end())
  }
  await administer(`create database ${name}`)
  const url = new URL(server)
  url.pathname = `/${name}`
  return { url: url.href, drop: () => administer(`drop database ${name} with (force)`) }
}
