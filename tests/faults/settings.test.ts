import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readConfig } from '../../src/config.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DATABASES } from '../support/databases.ts'
import { freePort, startServer } from '../support/server-process.ts'
import { PATIENCE } from './size.ts'

type Settings = Readonly<Record<string, string>>

describe('What an operator sets wrongly', () => {
  let folder: string
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'recourse-'))
    writeFileSync(join(folder, 'a-file'), '')
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  /** What the server says of these settings as it refuses to start. */
  async function refusal(settings: Settings): Promise<string> {
    const server = await startServer({ folder: join(folder, 'data'), port: await freePort(), settings }, { ready: false })
    expect(await server.ended).toBe(3)
    return server.said().trim()
  }
  const listed = (problem: string): string => `Cannot start:\n  - ${problem}`

  it.each([
    [
      { TRUSTED_PROXY: 'garbage' },
      'TRUSTED_PROXY must be an address, or several with commas between them, like 10.0.0.7 or 10.0.0.0/8 (it is garbage)',
    ],
    [
      { TRUSTED_PROXY: '10.0.0.0/33' },
      'TRUSTED_PROXY must be an address, or several with commas between them, like 10.0.0.7 or 10.0.0.0/8 (it is 10.0.0.0/33)',
    ],
    [
      { PUBLIC_URL: 'http://example.org' },
      'PUBLIC_URL must begin with https:// unless it is this machine or an onion address (it is http://example.org/)',
    ],
  ])('is told by its name: %o', async (settings: Settings, problem) => expect(await refusal(settings)).toBe(listed(problem)), PATIENCE)

  it('is told alone: a port that is none says nothing of an address that nobody set', () => {
    expect(() => readConfig({ PORT: 'abc' })).toThrow(listed('PORT must be a number from 0 to 65535 (it is abc)'))
    expect(() => readConfig({ PORT: 'abc' })).not.toThrow('PUBLIC_URL')
    expect(() => readConfig({ HOST: '192.0.2.1' })).toThrow(
      listed('PUBLIC_URL must be set where HOST is not this machine alone (it is 192.0.2.1)'),
    )
    expect(() => readConfig({ PUBLIC_URL: 'https://example.org/voice' })).toThrow(
      listed('PUBLIC_URL must be a host alone, with no path behind it (it is https://example.org/voice)'),
    )
    expect(readConfig({ HOST: '::1', PORT: '3001' }).publicUrl.href).toBe('http://[::1]:3001/')
  })

  it(
    'is told of a folder that is a file, and of one that cannot be made',
    async () => {
      const file = join(folder, 'a-file')
      const sentence = (setting: string, path: string): string => `${setting}: ${path} is not a folder and cannot be made one.`
      expect(await refusal({ DATA_DIR: file })).toBe(sentence('DATA_DIR', file))
      expect(await refusal({ FILES_DIR: join(file, 'in-it') })).toBe(sentence('FILES_DIR', join(file, 'in-it')))
      expect(await refusal({ KEY_FILE: join(folder, 'data') })).toBe(`The key file ${join(folder, 'data')} is not a file.`)
      expect(readdirSync(folder).toSorted()).toEqual(['a-file', 'data'])
    },
    PATIENCE,
  )

  it(
    'is told of a port that is taken',
    async () => {
      const taken = createServer().listen(0, '127.0.0.1')
      await new Promise(resolve => taken.once('listening', resolve))
      const { port } = taken.address() as AddressInfo // listening on a port, not on a pipe
      expect(await refusal({ PORT: String(port) })).toBe(`PORT: another program already answers at 127.0.0.1:${port}.`)
      expect(await refusal({ HOST: '192.0.2.1' })).toBe('HOST: this machine has no address 192.0.2.1.')
      taken.close()
    },
    PATIENCE,
  )

  it(
    'is told of a database server that is not there',
    async () => {
      const port = await freePort()
      const url = `postgresql://somebody:hidden@127.0.0.1:${port}/mechanism`
      expect(await refusal({ DATABASE_URL: url })).toBe(`DATABASE_URL: nothing answers at 127.0.0.1:${port}.`)
      expect(await refusal({ DATABASE_URL: 'postgresql://nowhere.invalid/x' })).toMatch(/^DATABASE_URL: .*nowhere\.invalid.*\.$/)
    },
    PATIENCE,
  )

  it.runIf(DATABASES.includes('postgres'))(
    'is told of a database and of a role that are not there',
    async () => {
      const there = new URL(process.env.TEST_POSTGRES ?? '')
      const place = `the server at ${there.hostname}:${there.port}`
      const other = new URL(there)
      other.pathname = '/no_such_database'
      expect(await refusal({ DATABASE_URL: other.href })).toBe(`DATABASE_URL: ${place} has no database named no_such_database.`)
      expect(await refusal({ DATABASE_URL: there.href, MIGRATE_DATABASE_URL: other.href })).toContain('MIGRATE_DATABASE_URL: ')
      other.username = 'no_such_role'
      other.password = 'hidden'
      const said = await refusal({ DATABASE_URL: other.href })
      expect(said).toBe(`DATABASE_URL: ${place} does not let in the role no_such_role.`)
    },
    PATIENCE,
  )
})
