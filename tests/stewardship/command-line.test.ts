import { execFile } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makePlace, type Place } from '../faults/place.ts'
import { ROOT } from '../../src/platform/root.ts'

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

  it('says how it is used', async () => {
    expect(await recourse([])).toEqual({ code: 2, said: expect.stringContaining('recourse audit verify') })
  })
})
