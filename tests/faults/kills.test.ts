import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { verifyChain } from '../../src/stewardship/chain.ts'
import { codeOn, toCheck } from '../intake/told.ts'
import { DATABASES } from '../support/databases.ts'
import { newMark } from '../support/marks.ts'
import { overHttp, type ServerProcess } from '../support/server-process.ts'
import { Visitor } from '../support/visitor.ts'
import { makePlace, type Place } from './place.ts'
import { chance, PATIENCE, times } from './size.ts'

const KILLS = times(20, 200)
const AT_LEAST = times(8, KILLS)
const BUDGET_MS = times(20_000, PATIENCE)
const AT_ONCE = 3

/** Somebody who sends while the server dies, with what they were told so far. */
interface Sender {
  readonly visitor: Visitor
  readonly story: string
  /** The answer to the last step came: from here on the story must never be lost. */
  acknowledged: boolean
  code: string | null
}

describe.each(DATABASES)('A server that dies in the last step, on %s', kind => {
  let place: Place
  let server: ServerProcess
  const senders: Sender[] = []

  beforeAll(async () => {
    place = await makePlace(kind)
    server = await place.start()
  })
  afterAll(async () => {
    await server.kill()
    await place.leave()
  })

  function newSender(): Sender {
    const sender: Sender = {
      story: `The guards closed the path. ${newMark()}`,
      acknowledged: false,
      code: null,
      visitor: new Visitor(
        overHttp(place.port, ({ method, url }, { statusCode }) => {
          if (method === 'POST' && url.endsWith('/7') && statusCode === 303) sender.acknowledged = true
        }),
      ),
    }
    return sender
  }

  /** The time in which the last step of some people at once is over, and a little more. */
  async function howLong(): Promise<number> {
    const first = Array.from({ length: AT_ONCE }, newSender)
    for (const sender of first) await toCheck(sender.visitor, sender.story)
    const begun = Date.now()
    await Promise.all(first.map(send))
    senders.push(...first)
    return Math.ceil((Date.now() - begun) * 1.2)
  }

  /** Presses the last button; what is shown before the server dies counts. */
  async function send(sender: Sender): Promise<void> {
    await sender.visitor.submit({}).catch(() => undefined)
    sender.code = codeOn(sender.visitor)
  }

  /** Comes back with the same cookie, sends again where nothing was sent, and keeps the code. */
  async function comeBack(sender: Sender): Promise<void> {
    const { visitor } = sender
    visitor.html = ''
    await visitor.get('/en/form/8')
    const shown = codeOn(visitor)
    if (sender.acknowledged) expect(shown, `an acknowledged story is gone: ${visitor.text.slice(0, 200)}`).not.toBeNull()
    if (sender.code !== null) expect(shown).toBe(sender.code)
    if (shown === null) {
      expect(visitor.url).toBe('/en/form/7')
      expect(visitor.text).toContain(sender.story)
      await visitor.submit({})
    }
    sender.code = codeOn(visitor)
    expect(sender.code).toHaveLength(24)
  }

  it(
    `loses nothing that it answered for, stores nothing twice, and shows the same code again: up to ${KILLS} kills`,
    async () => {
      const random = chance(`kills on ${kind}`)
      const longest = await howLong()
      const until = Date.now() + BUDGET_MS
      let before = 0
      let kill = 0
      for (; kill < KILLS && (kill < AT_LEAST || Date.now() < until); kill += 1) {
        const now = Array.from({ length: AT_ONCE }, newSender)
        for (const sender of now) await toCheck(sender.visitor, sender.story)
        const sending = Promise.all(now.map(send))
        await wait(random.below(longest))
        await server.kill()
        await sending
        before += now.filter(sender => sender.acknowledged).length
        server = await place.start()
        for (const sender of now) await comeBack(sender)
        senders.push(...now)
      }
      console.log(`${kind}: ${kill} kills, ${before} of ${AT_ONCE * kill} stories were answered before the kill`)
      expect(new Set(senders.map(sender => sender.code)).size).toBe(senders.length)
    },
    PATIENCE,
  )

  it(
    'opens the page of every code, with its story, and the record stands',
    async () => {
      for (const sender of senders.slice(-times(15, 200))) {
        const visitor = await new Visitor(overHttp(place.port)).get('/en/messages')
        await visitor.submit({ code: sender.code ?? '' }, '/1')
        expect(visitor.url).toBe('/en/messages')
        expect(visitor.text).toContain(sender.story)
      }
      expect(await server.end()).toBe(0)
      const { context, close } = await place.look()
      const { count } = await context.db
        .selectFrom('grievances')
        .select(eb => eb.fn.countAll<number>().as('count'))
        .executeTakeFirstOrThrow()
      expect(Number(count)).toBe(senders.length)
      expect(await verifyChain(context.db)).toMatchObject({ ok: true })
      await close()
    },
    PATIENCE,
  )
})
