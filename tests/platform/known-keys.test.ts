import { chmodSync, copyFileSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { buildContext, type BuiltContext } from '../../src/context.ts'
import { movedClock } from '../../src/platform/clock.ts'
import { KeyFileError, readOrMakeKeyFile } from '../../src/platform/sealing/index.ts'
import { DATABASES, freshDatabase, type TestDatabase } from '../support/databases.ts'
import { startInstance, type Instance } from '../support/instance.ts'
import { setUpMechanism } from '../support/mechanism.ts'

describe.each(DATABASES)('A database and its key file, on %s', kind => {
  let fresh: TestDatabase
  let folder: string
  let first: BuiltContext
  const start = (keyFile: string): Promise<BuiltContext> =>
    buildContext(readConfig({ DATA_DIR: folder, KEY_FILE: join(folder, keyFile), PUBLIC_URL: 'http://localhost' }), {
      database: fresh.again(),
    })

  beforeEach(async () => {
    fresh = await freshDatabase(kind)
    folder = mkdtempSync(join(tmpdir(), 'recourse-'))
    first = await start('keys.json')
    await setUpMechanism({ context: first.context, clock: movedClock(first.context.clock.now()) })
  })
  afterEach(async () => {
    await first.close()
    await fresh.drop()
    rmSync(folder, { recursive: true, force: true })
  })

  it('belong together: another file is refused by name, and a missing one is never made anew', async () => {
    const { kid } = readOrMakeKeyFile(join(folder, 'other.json'))
    await expect(start('other.json')).rejects.toThrow(KeyFileError)
    await expect(start('other.json')).rejects.toThrow(`set up with the key file ${first.context.keys.kid}, and`)
    await expect(start('other.json')).rejects.toThrow(`other.json is another one (${kid})`)
    await expect(start('mistyped/keys.json')).rejects.toThrow('mistyped/keys.json does not exist. Put its backup there.')
    expect(existsSync(join(folder, 'mistyped'))).toBe(false)
    await (await start('keys.json')).close()
  })

  it('do not belong together because a file has the right name inside', async () => {
    const { kid } = first.context.keys
    const key = Buffer.alloc(32, 7).toString('base64')
    writeFileSync(join(folder, 'named.json'), JSON.stringify({ kid, root: key, pepper: key }), { mode: 0o400 })
    await expect(start('named.json')).rejects.toThrow(KeyFileError)
  })

  it('find each other where the database is older than the mark, by what it holds', async () => {
    readOrMakeKeyFile(join(folder, 'other.json'))
    const forget = () => fresh.database.db.deleteFrom('key_file').execute()
    await forget()
    await expect(start('other.json')).rejects.toThrow('set up with a key file, and')
    await expect(start('nowhere.json')).rejects.toThrow('nowhere.json does not exist')
    copyFileSync(join(folder, 'keys.json'), join(folder, 'backup.json'))
    chmodSync(join(folder, 'backup.json'), 0o400)
    await (await start('backup.json')).close()
    await expect(start('other.json')).rejects.toThrow(`set up with the key file ${first.context.keys.kid}`)
  })
})

describe.each(DATABASES)('An empty database, on %s', kind => {
  it('takes one key file, whoever of several that start at once is first', async () => {
    const fresh = await freshDatabase(kind)
    const folder = mkdtempSync(join(tmpdir(), 'recourse-'))
    const start = (keyFile: string): Promise<BuiltContext> =>
      buildContext(readConfig({ DATA_DIR: folder, KEY_FILE: join(folder, keyFile) }), { database: fresh.again() })
    const started = await Promise.allSettled(['one', 'two', 'one', 'two'].map(start))
    const kids = started.flatMap(one => (one.status === 'fulfilled' ? [one.value.context.keys.kid] : []))
    expect(kids).toHaveLength(2)
    expect(new Set(kids).size).toBe(1)
    for (const one of started) if (one.status === 'fulfilled') await one.value.close()
    await fresh.drop()
    rmSync(folder, { recursive: true, force: true })
  })
})

describe.each(DATABASES)('An instance, on %s', kind => {
  let instance: Instance
  beforeEach(async () => {
    instance = await startInstance(kind)
  })
  afterEach(() => instance.stop())

  it('is ready, and no longer once the database belongs to another key file', async () => {
    const everything = { database: true, migrations: true, keys: true, clock: true }
    expect((await instance.app.inject('/readyz')).json()).toEqual(everything)
    await instance.context.db
      .updateTable('key_file')
      .set({ mark: Buffer.alloc(32) })
      .execute()
    const answer = await instance.app.inject('/readyz')
    expect([answer.statusCode, answer.json()]).toEqual([503, { ...everything, keys: false }])
  })
})
