import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { request } from 'node:http'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { build } from 'esbuild'
import type { FastifyInstance } from 'fastify'
import { ROOT } from '../../src/platform/root.ts'

let built: Promise<string> | undefined

/** The server as it is shipped, bundled once for each test file. */
export function builtServer(): Promise<string> {
  return (built ??= bundle())
}

async function bundle(): Promise<string> {
  const folder = join(ROOT, '.cache', `server-${process.pid}`)
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  await build({
    entryPoints: [join(ROOT, 'src', 'server.ts')],
    bundle: true,
    packages: 'external',
    platform: 'node',
    target: 'node20',
    format: 'esm',
    outdir: folder,
    logLevel: 'warning',
  })
  return join(folder, 'server.js')
}

/** What a server process is started with. */
export interface Starting {
  readonly folder: string
  readonly port: number
  readonly databaseUrl?: string | undefined
  /** What is set besides, or instead. */
  readonly settings?: Readonly<Record<string, string>>
  /** Most kibibytes that one file may have: stands for a disk that is full. */
  readonly largestFile?: number
}

/** A real server in a process of its own, reached over loopback. */
export interface ServerProcess {
  readonly process: ChildProcess
  readonly said: () => string
  /** Stops it at once, as a power cut of the process would. */
  kill(): Promise<void>
  /** Asks it to finish and gives its exit code. */
  end(): Promise<number | null>
  /** The exit code, once it has ended. */
  readonly ended: Promise<number | null>
}

/** Starts the server; `ready` waits until it answers. */
export async function startServer(starting: Starting, { ready = true } = {}): Promise<ServerProcess> {
  const script = await builtServer()
  const environment = {
    PATH: process.env.PATH,
    NODE_ENV: 'production',
    DATA_DIR: starting.folder,
    PORT: String(starting.port),
    PUBLIC_URL: `http://127.0.0.1:${starting.port}`,
    ...(starting.databaseUrl === undefined ? {} : { DATABASE_URL: starting.databaseUrl }),
    ...starting.settings,
  }
  const limited = `trap '' XFSZ; ulimit -f ${starting.largestFile ?? 0}; exec "$0" "$1"`
  const [command, args] =
    starting.largestFile === undefined ? [process.execPath, [script]] : ['bash', ['-c', limited, process.execPath, script]]
  const child = spawn(command, args, { cwd: ROOT, env: environment, stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => (said += text.toString()))
  const ended = once(child, 'exit').then(([code]) => code as number | null)
  if (ready) await answers(starting.port, ended, () => said)
  const finish = async (signal: NodeJS.Signals): Promise<number | null> => {
    child.kill(signal)
    return ended
  }
  return { process: child, said: () => said, ended, kill: async () => void (await finish('SIGKILL')), end: () => finish('SIGTERM') }
}

async function answers(port: number, ended: Promise<unknown>, said: () => string): Promise<void> {
  let over = false
  void ended.then(() => (over = true))
  for (let tries = 0; tries < 1_500 && !over; tries += 1) {
    if (
      await ask(port, { method: 'GET', url: '/healthz' })
        .then(answer => answer.statusCode === 200)
        .catch(() => false)
    )
      return
    await new Promise(resolve => setTimeout(resolve, 20))
  }
  throw new Error(`the server did not start: ${said()}`)
}

/** A port of this machine that is free now. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo // listening on a port, not on a pipe
  server.close()
  await once(server, 'close')
  return port
}

/** What is sent to a server. */
export interface Asking {
  readonly method: 'GET' | 'POST'
  readonly url: string
  readonly payload?: string | Buffer
  readonly headers?: Readonly<Record<string, string>>
}

/** What a server answered. */
export interface Answer {
  readonly statusCode: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: string
  readonly cookies: readonly { readonly name: string; readonly value: string }[]
}

/** Asks over a connection of its own; fails where the connection ends before the answer does. */
export function ask(port: number, { method, url, payload, headers }: Asking): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sending = request({ port, host: '127.0.0.1', method, path: url, headers: { ...headers }, agent: false }, response => {
      const parts: Buffer[] = []
      response.on('data', (part: Buffer) => parts.push(part))
      response.on('error', reject)
      response.on('end', () => {
        const cookies = (response.headers['set-cookie'] ?? []).map(text => /^([^=]+)=([^;]*)/.exec(text))
        resolve({
          statusCode: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(parts).toString(),
          cookies: cookies.map(found => ({ name: found?.[1] ?? '', value: found?.[2] ?? '' })),
        })
      })
    })
    sending.on('error', reject)
    sending.end(payload)
  })
}

/** A server in another process, as a visitor reaches it; `heard` is told every whole answer. */
export function overHttp(port: number, heard: (asking: Asking, answer: Answer) => void = () => undefined): FastifyInstance {
  const inject = async (asking: Asking): Promise<Answer> => {
    const answer = await ask(port, asking)
    heard(asking, answer)
    return answer
  }
  return { inject } as unknown as FastifyInstance // a visitor asks nothing else of an instance
}
