import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { buildApp } from '../../src/app.ts'
import { readConfig } from '../../src/config.ts'
import { buildContext } from '../../src/context.ts'
import type { Context } from '../../src/contracts/context.ts'
import { movedClock } from '../../src/platform/clock.ts'
import { loadWords } from '../../src/platform/words.ts'
import { ROOT } from '../../src/platform/root.ts'
import { freshDatabase, type DatabaseKind } from './databases.ts'

/** One or two instances of the program over one fresh database, with a clock that tests move and letters that they read. */
export interface Instance {
  readonly context: Context
  readonly app: FastifyInstance
  readonly other: FastifyInstance
  readonly clock: ReturnType<typeof movedClock>
  readonly letters: { to: string; subject: string; text: string }[]
  readonly folder: string
  stop(): Promise<void>
}

const words = loadWords(join(ROOT, 'locales'), key => {
  throw new Error(`nothing is said under ${key}`)
})
export const START = new Date('2026-09-02T09:15:27.483Z')

export async function startInstance(kind: DatabaseKind, publicUrl = 'http://localhost', given: Partial<Context> = {}): Promise<Instance> {
  const fresh = await freshDatabase(kind)
  const folder = mkdtempSync(join(tmpdir(), 'recourse-'))
  const config = readConfig({ DATA_DIR: folder, PUBLIC_URL: publicUrl })
  const clock = movedClock(START)
  const letters: Instance['letters'] = []
  const postbox = { send: async (letter: Instance['letters'][number]) => void letters.push(letter), close: () => undefined }
  const parts = { clock, postbox, words: await words, ...given }
  const first = await buildContext(config, { ...parts, database: fresh.database })
  const second = await buildContext(config, { ...parts, database: fresh.again() })
  const app = await buildApp(first.context)
  const other = await buildApp(second.context)
  return {
    context: first.context,
    app,
    other,
    clock,
    letters,
    folder,
    stop: async () => {
      await app.close()
      await other.close()
      await second.close()
      await fresh.drop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
