import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { addressOf, administer, bring, databaseName } from './databases.ts'
import { openInMemory, openPostgres } from '../../src/platform/database/dialect.ts'

/** Migrates one database of each kind before all tests, of which each test file takes copies: TEST_SNAPSHOT and TEST_TEMPLATE say where they are. */
export default async function migrateOnce(): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'recourse-'))
  const snapshot = join(folder, 'migrated.tar')
  writeFileSync(snapshot, await embeddedDump())
  process.env.TEST_SNAPSHOT = snapshot
  const server = process.env.TEST_POSTGRES
  const template = server === undefined ? undefined : await postgresTemplate(server)
  return async () => {
    rmSync(folder, { recursive: true, force: true })
    if (server !== undefined) await administer(server, `drop database ${template} with (force)`)
  }
}

async function embeddedDump(): Promise<Buffer> {
  const empty = await openInMemory()
  await bring(empty)
  const dump = await empty.pglite.dumpDataDir('none')
  await empty.close()
  return Buffer.from(await dump.arrayBuffer())
}

async function postgresTemplate(server: string): Promise<string> {
  const name = databaseName()
  await administer(server, `create database ${name}`)
  const empty = openPostgres(addressOf(server, name))
  await bring(empty)
  await empty.close()
  process.env.TEST_TEMPLATE = name
  return name
}
