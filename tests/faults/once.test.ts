import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { codeOn, cookieHeader, toCheck } from '../intake/told.ts'
import { DATABASES } from '../support/databases.ts'
import { newMark } from '../support/marks.ts'
import { ask, freePort, overHttp, type ServerProcess } from '../support/server-process.ts'
import { Visitor } from '../support/visitor.ts'
import { makePlace, type Place } from './place.ts'
import { PATIENCE, times } from './size.ts'

const DRAFTS = times(5, 100)
const POSTS = times(20, 50)

describe.runIf(DATABASES.includes('postgres'))('Two servers over one PostgreSQL', () => {
  let place: Place
  let otherPort: number
  const servers: ServerProcess[] = []

  beforeAll(async () => {
    place = await makePlace('postgres')
    otherPort = await freePort()
    servers.push(await place.start(), await place.start({ port: otherPort }))
  })
  afterAll(async () => {
    for (const server of servers) await server.kill()
    await place.leave()
  })

  it(
    `make one grievance and one code of each of ${DRAFTS} drafts that are sent ${POSTS} times at once`,
    async () => {
      const senders = Array.from({ length: DRAFTS }, () => new Visitor(overHttp(place.port), overHttp(otherPort)))
      for (const sender of senders) await toCheck(sender, `The well is dry. ${newMark()}`)
      for (let from = 0; from < DRAFTS; from += 5) {
        const sendings = senders.slice(from, from + 5).flatMap(sender => {
          const { url, payload, headers } = sender.prepared({})
          const asking = { method: 'POST', url, payload, headers: { ...headers, cookie: cookieHeader(sender) } } as const
          return Array.from({ length: POSTS }, (_, post) => ask(post % 2 === 0 ? place.port : otherPort, asking))
        })
        const answers = await Promise.all(sendings)
        expect(new Set(answers.map(answer => `${answer.statusCode} ${String(answer.headers.location)}`))).toEqual(
          new Set(['303 /en/form/8']),
        )
      }
      for (const sender of senders) {
        const first = codeOn(await sender.get('/en/form/8'))
        expect(first).toHaveLength(24)
        expect(codeOn(await sender.get('/en/form/8'))).toBe(first)
      }
      expect(new Set(senders.map(codeOn)).size).toBe(DRAFTS)
      const { context, close } = await place.look()
      for (const table of ['grievances', 'participants', 'drafts'] as const) {
        const { count } = await context.db
          .selectFrom(table)
          .select(eb => eb.fn.countAll<number>().as('count'))
          .executeTakeFirstOrThrow()
        expect([table, Number(count)]).toEqual([table, DRAFTS])
      }
      await close()
    },
    PATIENCE,
  )
})
