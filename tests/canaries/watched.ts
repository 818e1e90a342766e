import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { buildApp } from '../../src/app.ts'
import { readConfig } from '../../src/config.ts'
import { buildContext } from '../../src/context.ts'
import { movedClock } from '../../src/platform/clock.ts'
import { openEmbedded } from '../../src/platform/database/dialect.ts'
import type { Schema } from '../../src/contracts/schema.ts'
import { freshDatabase, type DatabaseKind, type TestDatabase } from '../support/databases.ts'
import { START, type Instance } from '../support/instance.ts'
import { copyOfPostgres, walPlace } from './postgres-bytes.ts'

/** An instance on a real disk of which everything that it leaves anywhere is kept. */
export interface Watched extends Instance {
  /** All that was written to standard output, standard error and the log. */
  said(): Buffer
  /** Whether the post office takes letters; what was handed over is kept either way. */
  post: 'takes' | 'refuses'
  /** Ends the program; then gives every place where something may rest, by name, with its bytes. */
  places(): Promise<ReadonlyMap<string, Buffer>>
  /** The times of the stored files and of their folders, in the time of this machine. */
  touched(): Date[]
}

/** Starts it with its own folder for temporary files; the embedded database lies in a folder, synced, as it does for people. */
export async function watch(kind: DatabaseKind): Promise<Watched> {
  const whole = mkdtempSync(join(tmpdir(), 'recourse-'))
  const [folder, temporary] = [join(whole, 'data'), join(whole, 'tmp')]
  mkdirSync(folder)
  mkdirSync(temporary)
  const before = process.env.TMPDIR
  process.env.TMPDIR = temporary
  const fresh = kind === 'embedded' ? await onDisk(folder) : await freshDatabase(kind)
  const from = kind === 'embedded' ? '' : await walPlace(fresh.database)
  const clock = movedClock(START)
  const letters: Instance['letters'] = []
  const said: Buffer[] = []
  const listening = listen(said)
  const watched = { post: 'takes' as Watched['post'] }
  const send = async (letter: Instance['letters'][number]): Promise<void> => {
    letters.push(letter)
    if (watched.post === 'refuses') throw new Error('greylisted')
  }
  const config = readConfig({ DATA_DIR: folder, PUBLIC_URL: 'http://localhost' })
  const postbox = { send, close: () => undefined }
  const { context } = await buildContext(config, { clock, postbox, database: fresh.database })
  const second = await buildContext(config, { clock, postbox, words: context.words, database: fresh.again() })
  const [app, other] = [await buildApp(context), await buildApp(second.context)]
  for (const one of [app, other]) logTo(one, said)
  const close = async (): Promise<void> => {
    await app.close()
    await other.close()
    await second.close()
  }
  return Object.assign(watched, {
    context,
    app,
    other,
    clock,
    letters,
    folder,
    said: () => Buffer.concat(said),
    touched: () => everything(config.filesDir).map(path => statSync(path).mtime),
    places: async () => {
      const database = kind === 'embedded' ? new Map<string, Buffer>() : await copyOfPostgres(fresh.database, from)
      await close()
      await fresh.database.close()
      return new Map([...database, ['the data folder', bytesOf(folder)], ['temporary files', bytesOf(temporary)]])
    },
    stop: async () => {
      await close()
      await fresh.drop()
      listening()
      if (before === undefined) delete process.env.TMPDIR
      else process.env.TMPDIR = before
      rmSync(whole, { recursive: true, force: true })
    },
  })
}

async function onDisk(folder: string): Promise<TestDatabase> {
  const database = await openEmbedded<Schema>('DATA_DIR', folder)
  return {
    database,
    again: () => ({ ...database, close: async () => undefined }),
    drop: async () => database.close().catch(() => undefined),
  }
}

/** The program's own log, told from the level of information on. */
function logTo(app: FastifyInstance, said: Buffer[]): void {
  const stream = Object.getOwnPropertySymbols(app.log).find(symbol => symbol.description === 'pino.stream')
  if (stream === undefined) throw new Error('the log has no stream')
  Object.assign(app.log, { [stream]: { write: (line: string) => said.push(Buffer.from(line)) } })
  app.log.level = 'info'
}

/** What the process itself prints; gives the way to stop listening. */
function listen(said: Buffer[]): () => void {
  const streams = [process.stdout, process.stderr]
  const writes = streams.map(stream => stream.write.bind(stream))
  streams.forEach((stream, index) => {
    stream.write = ((...args: Parameters<typeof stream.write>) => {
      said.push(Buffer.from(args[0]))
      return writes[index]?.(...args) ?? true
    }) as typeof stream.write // the overloads of write come to this one
  })
  return () => streams.forEach((stream, index) => Object.assign(stream, { write: writes[index] }))
}

function bytesOf(folder: string): Buffer {
  const files = everything(folder).filter(path => statSync(path).isFile())
  return Buffer.concat(files.flatMap(path => [Buffer.from(`\n${path.slice(folder.length)}\n`), readFileSync(path)]))
}

function everything(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).map(name => join(folder, name))
}
