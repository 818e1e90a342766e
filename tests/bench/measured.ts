import { fork } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'esbuild'
import pg from 'pg'
import { ROOT } from '../../src/platform/root.ts'
import type { DatabaseKind } from '../support/databases.ts'
import type { Calls } from './worker.ts'

/** A process of its own that is measured, with its own database. */
export interface Measured extends Calls {
  end(): Promise<void>
}

/** Bundles the program as it is shipped, with the ceiling beside it, and starts it in an empty place. */
export async function startMeasured(kind: DatabaseKind): Promise<Measured> {
  const out = join(ROOT, '.cache', `bench-${process.pid}`)
  process.once('exit', () => rmSync(out, { recursive: true, force: true }))
  const entry = join(ROOT, 'tests', 'bench', 'worker.ts')
  const shape = { bundle: true, packages: 'external', platform: 'node', target: 'node20', format: 'esm', logLevel: 'warning' } as const
  await build({ entryPoints: [entry], outdir: out, ...shape })
  const folder = mkdtempSync(join(tmpdir(), 'recourse-bench-'))
  const database = kind === 'postgres' ? await makeDatabase() : undefined
  const environment = { ...process.env, NODE_ENV: 'production', DATA_DIR: folder, PUBLIC_URL: 'http://127.0.0.1' }
  const child = fork(join(out, 'worker.js'), {
    env: database === undefined ? environment : { ...environment, DATABASE_URL: database.url },
    execArgv: process.env.BENCH_PROFILE === undefined ? [] : ['--cpu-prof', '--cpu-prof-dir', process.env.BENCH_PROFILE],
  })
  const waiting = new Map<number, { resolve: (answer: never) => void; reject: (error: Error) => void }>()
  child.on('message', ({ id, answer, error }: { id: number; answer: never; error?: string }) => {
    if (error === undefined) waiting.get(id)?.resolve(answer)
    else waiting.get(id)?.reject(new Error(error))
    waiting.delete(id)
  })
  child.on('exit', code => waiting.forEach(one => one.reject(new Error(`the measured process ended with ${code}`))))
  let last = 0
  const call = <K extends keyof Calls>(name: K) =>
    ((...args: unknown[]) =>
      new Promise((resolve, reject) => {
        last += 1
        waiting.set(last, { resolve, reject })
        child.send({ id: last, call: name, args })
      })) as Calls[K] // the same call on the other side of the process
  return {
    prepare: call('prepare'),
    cpu: call('cpu'),
    stretch: call('stretch'),
    steps: call('steps'),
    sends: call('sends'),
    grow: call('grow'),
    end: async () => {
      const ended = new Promise(resolve => child.once('exit', resolve))
      child.disconnect()
      await ended
      await database?.drop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

let databases = 0

async function makeDatabase(): Promise<{ url: string; drop: () => Promise<void> }> {
  const server = process.env.TEST_POSTGRES ?? ''
  const name = `recourse_bench_${process.pid}_${(databases += 1)}`
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
