import autocannon from 'autocannon'
import { ask, type Answer } from '../support/server-process.ts'
import type { Sending } from './worker.ts'

/** The times of some requests, in milliseconds, and how long all of them took together. */
export interface Timed {
  readonly times: readonly number[]
  readonly seconds: number
}

/** Gets one page over and over for some seconds. */
export async function getFor(port: number, { path, cookie }: Sending, connections: number, seconds: number): Promise<Timed> {
  const times: number[] = []
  const settings = {
    url: `http://127.0.0.1:${port}${path}`,
    connections,
    duration: seconds,
    sampleInt: 100,
    headers: { cookie, 'accept-encoding': 'gzip, deflate, br' },
  }
  const result = await new Promise<autocannon.Result>((resolve, reject) => {
    const running = autocannon(settings, (error: Error | null, done) => (error === null ? resolve(done) : reject(error)))
    running.on('response', (_client, status, _bytes, time) => {
      if (status === 200) times.push(time)
      else reject(new Error(`${path} answered ${status}`))
    })
  })
  return { times, seconds: result.duration }
}

/** Sends each request once, so many at a time. */
export async function sendAll(port: number, sendings: readonly Sending[], connections: number): Promise<Timed> {
  const times: number[] = []
  const begun = performance.now()
  let next = 0
  const worker = async (): Promise<void> => {
    for (let sending = sendings[next++]; sending !== undefined; sending = sendings[next++]) {
      const sent = performance.now()
      const answer = await send(port, sending)
      if (answer.statusCode !== 303) throw new Error(`${sending.path} answered ${answer.statusCode}: ${answer.body.slice(0, 300)}`)
      times.push(performance.now() - sent)
    }
  }
  await Promise.all(Array.from({ length: connections }, worker))
  return { times, seconds: (performance.now() - begun) / 1_000 }
}

function send(port: number, { path, cookie, body = '' }: Sending): Promise<Answer> {
  const headers = { cookie, 'content-type': 'application/x-www-form-urlencoded', 'content-length': String(Buffer.byteLength(body)) }
  return ask(port, { method: 'POST', url: path, payload: body, headers })
}
