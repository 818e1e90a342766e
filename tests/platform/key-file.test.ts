import { execFile } from 'node:child_process'
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, describe, expect, test } from 'vitest'
import { applicationKeys, KeyFileError, readOrMakeKeyFile } from '../../src/platform/sealing/index.ts'

const run = promisify(execFile)

const folders: string[] = []

afterAll(() => folders.forEach(folder => rmSync(folder, { recursive: true, force: true })))

function newPath(): string {
  const folder = mkdtempSync(join(tmpdir(), 'key-file-'))
  folders.push(folder)
  return join(folder, 'keys.json')
}

describe('The key file', () => {
  test('is made once, for its owner to read only, and is the same ever after', () => {
    const path = newPath()
    const made = readOrMakeKeyFile(path)
    expect(statSync(path).mode & 0o777).toBe(0o400)
    expect([made.root.length, made.pepper.length]).toEqual([32, 32])
    expect(made.root).not.toEqual(made.pepper)
    expect(readOrMakeKeyFile(path)).toEqual(made)
    expect(readOrMakeKeyFile(newPath()).root).not.toEqual(made.root)
  })

  test('is one and the same for eight processes that start at once, and nothing else is left behind', async () => {
    const folder = join(newPath(), '..')
    const module = new URL('../../src/platform/sealing/key-file.ts', import.meta.url).href
    const program = `
      import { readOrMakeKeyFile } from ${JSON.stringify(module)};
      const [folder, start] = process.argv.slice(1);
      for (let round = 0; round < 50; round += 1) {
        while (Date.now() < Number(start) + 10 * round) {}
        console.log(readOrMakeKeyFile(folder + '/' + round).root.toString('hex'));
      }`
    const start = String(Date.now() + 3000)
    const race = () => run(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program, folder, start])
    const printed = await Promise.all(Array.from({ length: 8 }, race))
    expect(new Set(printed.map(({ stdout }) => stdout)).size).toBe(1)
    expect(readdirSync(folder).length).toBe(50)
  }, 30_000)

  test.each([0o440, 0o404, 0o644, 0o460])('is refused when others may use it, mode %o', mode => {
    const path = newPath()
    readOrMakeKeyFile(path)
    chmodSync(path, mode)
    expect(() => readOrMakeKeyFile(path)).toThrow(/chmod 400/)
  })

  test('is refused when damaged, never replaced, and the refusal quotes nothing of it', () => {
    const whole = JSON.parse(readFileSync(makeAt(newPath()), 'utf8')) as Record<string, string>
    const { kid, root, pepper } = whole
    const incomplete = [
      { kid, root },
      { kid, root, pepper: 'short' },
      { kid: '../x', root, pepper },
    ]
    for (const text of ['', '{', 'null', '[]', '"text"', ...incomplete.map(content => JSON.stringify(content))]) {
      const path = newPath()
      writeFileSync(path, text, { mode: 0o400 })
      expect(() => readOrMakeKeyFile(path)).toThrow(KeyFileError)
      expect(() => readOrMakeKeyFile(path)).not.toThrow(root)
      expect(readFileSync(path, 'utf8')).toBe(text)
    }
  })

  test('says in words when its folder does not exist', () => {
    expect(() => readOrMakeKeyFile(join(newPath(), 'nowhere', 'keys.json'))).toThrow(/cannot be made \(ENOENT\)/)
  })

  test('gives a different key for each purpose, always the same', () => {
    const file = readOrMakeKeyFile(newPath())
    const { kid, ...keys } = applicationKeys(file)
    expect(new Set(Object.values(keys).map(key => key.toString('hex'))).size).toBe(5)
    expect(applicationKeys(file)).toEqual({ kid, ...keys })
    expect(kid).toBe(file.kid)
  })
})

function makeAt(path: string): string {
  readOrMakeKeyFile(path)
  return path
}
