import { connect } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { codeOn, cookieHeader, openedBy } from '../intake/told.ts'
import { DATABASES } from '../support/databases.ts'
import { newMark } from '../support/marks.ts'
import { overHttp, type ServerProcess } from '../support/server-process.ts'
import { Visitor } from '../support/visitor.ts'
import { makePlace, type Place } from './place.ts'
import { chance, PATIENCE, times, type Chance } from './size.ts'

const WALKS = times(6, 200)
const MOVES = 12
const CUTS = times(8, 200)

/** The pages on which somebody writes, and what they may write there. */
const WRITES: Readonly<Record<number, readonly string[]>> = { 1: ['story'], 2: ['need', 'wish'], 3: ['since', 'where'], 5: ['deadline'] }
const PAGES = Object.keys(WRITES).map(Number)

type Prepared = ReturnType<Visitor['prepared']>

/** Somebody on their way through the form, and what they know to be kept: the last words of each field that were taken in. */
class Walker {
  readonly kept = new Map<string, string>()
  readonly visitor: Visitor
  readonly random: Chance

  constructor(visitor: Visitor, random: Chance) {
    this.visitor = visitor
    this.random = random
  }

  /** Opens a page, finds on it all that was kept, and writes something new there. */
  async write(page: number): Promise<Prepared> {
    await this.visitor.get(`/en/form/${page}`)
    expect(this.visitor.status).toBe(200)
    if (this.visitor.url.endsWith(`/${page}`)) this.sees(WRITES[page] ?? [])
    const at = Number(this.visitor.url.split('/').at(-1))
    const said = Object.fromEntries((WRITES[at] ?? []).map(name => [name, `${name} ${newMark()}`]))
    return this.visitor.prepared({ ...said, ...(WRITES[at] === undefined ? { go: 'skip' } : {}) })
  }

  /** Sends a page. What is taken in is kept; what is not is on the page that comes instead, so that it can be sent again. */
  async send(prepared: Prepared): Promise<void> {
    await this.visitor.repeat(prepared)
    const words = wordsOf(prepared)
    if (this.visitor.status === 200) for (const [name, text] of words) this.kept.set(name, text)
    else for (const [, text] of words) expect(this.visitor.html, `${this.visitor.status} ${this.visitor.url}`).toContain(text)
  }

  sees(names: Iterable<string>): void {
    for (const name of names) if (this.kept.has(name)) expect(this.visitor.html).toContain(this.kept.get(name) ?? '')
  }

  /** Sends everything, once or twice, and gives the code. */
  async finish(): Promise<string> {
    if (!this.kept.has('story')) await this.send(await this.write(1))
    await this.visitor.get('/en/form/2')
    await this.visitor.submit({ go: 'send' })
    expect(this.visitor.url).toBe('/en/form/7')
    this.sees(this.kept.keys())
    const sending = this.visitor.prepared({})
    await this.visitor.repeat(sending)
    const code = codeOn(this.visitor) ?? ''
    if (this.random.below(2) === 0) await this.visitor.repeat(sending)
    expect(codeOn(this.visitor)).toBe(code)
    return code
  }
}

function wordsOf({ payload }: Prepared): [string, string][] {
  const text = String(payload)
  return Object.values(WRITES)
    .flat()
    .flatMap(name => {
      const found = new RegExp(`${name} [a-z0-9]{8,}`).exec(decodeURIComponent(text.replaceAll('+', ' ')))
      return found === null ? [] : [[name, found[0]] as [string, string]]
    })
}

describe.each(DATABASES)('Whoever walks through the form as people do, on %s', kind => {
  let place: Place
  let server: ServerProcess
  beforeAll(async () => {
    place = await makePlace(kind)
    server = await place.start()
  }, PATIENCE)
  afterAll(async () => {
    await server.kill()
    await place.leave()
  })

  async function restart(): Promise<void> {
    await server.end()
    server = await place.start()
  }

  /** Sends a page whole and hangs up before the answer. */
  async function cut(visitor: Visitor, { url, payload, headers }: Prepared, afterMs: number): Promise<void> {
    const body = Buffer.from(payload)
    const head = { ...headers, host: 'localhost', cookie: cookieHeader(visitor), 'content-length': String(body.length) }
    const lines = Object.entries(head).map(([name, value]) => `${name}: ${value}\r\n`)
    const socket = connect(place.port, '127.0.0.1')
    socket.on('error', () => undefined)
    await new Promise(resolve => socket.write(Buffer.concat([Buffer.from(`POST ${url} HTTP/1.1\r\n${lines.join('')}\r\n`), body]), resolve))
    await wait(afterMs)
    socket.destroy()
  }

  /** Finds everything that each of them knows to be kept behind their own code, and nothing besides theirs. */
  async function areWhole(finished: readonly (readonly [Walker, string])[], inAll: number): Promise<void> {
    if (kind === 'embedded') await server.end()
    const { context, close } = await place.look()
    for (const [walker, code] of finished) {
      const { items } = await openedBy(context, code)
      const said = JSON.stringify(items.map(item => item.said))
      expect([...walker.kept.keys()]).toContain('story')
      for (const [, text] of walker.kept) expect(said).toContain(text)
    }
    expect(new Set(finished.map(([, code]) => code)).size).toBe(finished.length)
    expect(await context.db.selectFrom('participants').select('id').execute().finally(close)).toHaveLength(inAll)
    if (kind === 'embedded') server = await place.start()
  }

  it(
    `loses nothing in ${WALKS} walks of next, back, two tabs, a restart and a page that is too old, and makes one grievance of each`,
    async () => {
      const random = chance('walks')
      const finished: [Walker, string][] = []
      for (let walk = 0; walk < WALKS; walk += 1) {
        const walker = new Walker(new Visitor(overHttp(place.port)), random)
        let otherTab: Prepared | null = null
        await walker.send(await walker.write(1))
        for (let move = 0; move < MOVES; move += 1) {
          const does = random.pick(['next', 'next', 'back', 'tab', 'late', 'old', ...(move === 6 && walk % 3 === 0 ? ['restart'] : [])])
          if (does === 'restart') await restart()
          else if (does === 'tab') otherTab = await walker.write(random.pick(PAGES))
          else if (does === 'late') {
            if (otherTab !== null) await walker.send(otherTab)
            otherTab = null
          } else if (does === 'old') {
            const prepared = await walker.write(random.pick(PAGES))
            await walker.send({ ...prepared, payload: outdated(prepared.payload) })
          } else if (does === 'back') {
            await walker.visitor.get(`/en/form/${random.pick(PAGES)}`)
            await walker.visitor.submit({ go: 'back' })
            expect(walker.visitor.status).toBe(200)
          } else await walker.send(await walker.write(random.pick(PAGES)))
        }
        finished.push([walker, await walker.finish()])
      }
      await areWhole(finished, WALKS)
    },
    PATIENCE,
  )

  it(
    `keeps what was sent, once, when ${CUTS} connections end between the page and its answer`,
    async () => {
      const random = chance('cuts')
      const finished: [Walker, string][] = []
      for (let index = 0; index < CUTS; index += 1) {
        const walker = new Walker(new Visitor(overHttp(place.port)), random)
        await walker.send(await walker.write(1))
        const prepared = await walker.write(2)
        await cut(walker.visitor, prepared, random.below(25))
        await walker.send(prepared)
        await walker.visitor.get('/en/form/2')
        await walker.visitor.submit({ go: 'send' })
        const sending = walker.visitor.prepared({})
        await cut(walker.visitor, sending, random.below(60))
        await walker.visitor.repeat(sending)
        finished.push([walker, codeOn(walker.visitor) ?? ''])
      }
      await areWhole(finished, WALKS + CUTS)
    },
    PATIENCE,
  )
})

/** The same page with a token that is no longer ours. */
function outdated(payload: string | Buffer): string | Buffer {
  const text = String(payload)
  return text.includes('form-data') ? text.replace(/(name="csrf"\r\n\r\n)[^\r]+/, '$1too-old') : text.replace(/csrf=[^&]+/, 'csrf=too-old')
}
