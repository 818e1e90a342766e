import { execFile } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openPostgres } from '../../src/platform/database/dialect.ts'
import { ROOT } from '../../src/platform/root.ts'
import { makeDatabase, makePlace, type Place } from '../faults/place.ts'
import { DATABASES } from '../support/databases.ts'
import { freePort } from '../support/server-process.ts'

/** What a command printed on both of its streams, and the code that it ended with. */
interface Ended {
  readonly code: number
  readonly said: string
}

describe('The command line of a fresh clone', () => {
  let clone: string
  let place: Place

  beforeAll(async () => {
    clone = mkdtempSync(join(tmpdir(), 'recourse-clone-'))
    for (const name of ['bin', 'src', 'migrations', 'locales', 'package.json'])
      cpSync(join(ROOT, name), join(clone, name), { recursive: true })
    symlinkSync(join(ROOT, 'node_modules'), join(clone, 'node_modules'))
    place = await makePlace('embedded')
  })
  afterAll(async () => {
    await place.leave()
    rmSync(clone, { recursive: true, force: true })
  })

  /** Runs the file that npx runs. */
  function recourse(args: readonly string[], settings: Readonly<Record<string, string>> = {}): Promise<Ended> {
    const { bin } = JSON.parse(readFileSync(join(clone, 'package.json'), 'utf8')) as { bin: { recourse: string } }
    const env = { PATH: process.env.PATH, DATA_DIR: place.folder, ...settings }
    return new Promise(resolve =>
      execFile(join(clone, bin.recourse), args, { env }, (error, out, words) =>
        resolve({ code: typeof error?.code === 'number' ? error.code : error === null ? 0 : -1, said: out + words }),
      ),
    )
  }

  it('builds itself, and says that the record stands', async () => {
    expect(await recourse(['audit', 'verify'])).toEqual({ code: 0, said: expect.stringMatching(/^The record stands: \d+ entries/) })
  })

  it('makes nothing where there is no mechanism, and says so', async () => {
    const mistyped = join(clone, 'mistyped')
    for (const args of [
      ['audit', 'verify'],
      ['recover', '--team', 'River team', '--to', 'ines@example.org'],
    ]) {
      expect(await recourse(args, { DATA_DIR: mistyped })).toEqual({ code: 3, said: `DATA_DIR: there is no mechanism in ${mistyped}.\n` })
      expect(existsSync(mistyped)).toBe(false)
      const elsewhere = { KEY_FILE: join(mistyped, 'keys.json'), RECOVERY_SHEET: 'x' }
      if (args[0] === 'recover')
        expect(await recourse(args, elsewhere)).toMatchObject({ code: 3, said: expect.stringContaining('does not exist') })
      expect(existsSync(mistyped)).toBe(false)
    }
  })

  it('opens a team to nobody whose address is none', async () => {
    const said = '--to: notanemail is not an e-mail address. Nothing was changed.\n'
    expect(await recourse(['recover', '--team', 'River team', '--to', 'notanemail'])).toEqual({ code: 2, said })
  })

  it('says of a database that cannot be reached which setting names it', async () => {
    const port = await freePort()
    const said = `DATABASE_URL: nothing answers at 127.0.0.1:${port}.\n`
    const away = { DATABASE_URL: `postgresql://somebody@127.0.0.1:${port}/x` }
    for (const args of [['migrate'], ['audit', 'verify']]) expect(await recourse(args, away)).toEqual({ code: 3, said })
  })

  it.runIf(DATABASES.includes('postgres'))('makes no tables in a database that holds no mechanism', async () => {
    const { url, drop } = await makeDatabase()
    const said = 'DATABASE_URL: there is no mechanism in this database.\n'
    expect(await recourse(['audit', 'verify'], { DATABASE_URL: url })).toEqual({ code: 3, said })
    const { db, close } = openPostgres(url)
    expect((await sql`select 1 from information_schema.tables where table_schema = 'public'`.execute(db)).rows).toEqual([])
    await close()
    await drop()
  })

  it.runIf(DATABASES.includes('postgres'))('opens no team beside a server that runs', async () => {
    const here = await makePlace('postgres')
    const server = await here.start()
    const settings = { DATABASE_URL: here.databaseUrl ?? '', DATA_DIR: here.folder, RECOVERY_SHEET: 'x' }
    const args = ['recover', '--team', 'River team', '--to', 'ines@example.org']
    const running = 'DATABASE_URL: a server is running on this database. Stop every one of them first.\n'
    expect(await recourse(args, settings)).toEqual({ code: 3, said: running })
    await server.end()
    expect(await recourse(args, settings)).toMatchObject({ code: 1, said: expect.stringContaining('not the code of the recovery sheet') })
    await here.leave()
  })

  it('says how it is used', async () => {
    expect(await recourse([])).toEqual({ code: 2, said: expect.stringContaining('recourse audit verify') })
  })
})
