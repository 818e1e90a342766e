import { readdirSync, readFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cookieHeader } from '../intake/told.ts'
import { DATABASES, type DatabaseKind } from '../support/databases.ts'
import { marksFinder, newMark } from '../support/marks.ts'
import { overHttp, type ServerProcess } from '../support/server-process.ts'
import { Visitor } from '../support/visitor.ts'
import { makePlace, type Place } from './place.ts'
import { chance, PATIENCE, times } from './size.ts'

const ABORTS = times(10, 500)
const KIND: DatabaseKind = DATABASES.includes('postgres') ? 'postgres' : 'embedded'

describe('Uploads that fail', () => {
  let place: Place
  let server: ServerProcess
  const mark = newMark()
  const paper = `@${mark}.txt:${Buffer.from(`${mark} `.repeat(30_000)).toString('base64')}`
  const folder = (): string => join(place.folder, 'files')
  const stored = (): string[] =>
    readdirSync(folder(), { recursive: true, withFileTypes: true }).flatMap(entry =>
      entry.isFile() ? [join(entry.parentPath, entry.name)] : [],
    )

  beforeAll(async () => {
    place = await makePlace(KIND)
    server = await place.start()
  }, PATIENCE)
  afterAll(async () => {
    await server.kill()
    await place.leave()
  })

  async function filesInTheDatabase(): Promise<{ id: string; state: string }[]> {
    const { context, close } = await place.look()
    return context.db.selectFrom('files').select(['id', 'state']).execute().finally(close)
  }

  /** Sends the beginning of a page and goes away. */
  async function sendPart(visitor: Visitor, bytes: (whole: number) => number): Promise<void> {
    const { url, payload, headers } = visitor.prepared({ story: mark, photos: paper })
    const body = Buffer.from(payload)
    const head = { ...headers, host: 'localhost', cookie: cookieHeader(visitor), 'content-length': String(body.length) }
    const lines = Object.entries(head).map(([name, value]) => `${name}: ${value}\r\n`)
    const socket = connect(place.port, '127.0.0.1')
    socket.on('error', () => undefined)
    socket.write(`POST ${url} HTTP/1.1\r\n${lines.join('')}\r\n`)
    await new Promise(resolve => socket.write(body.subarray(0, bytes(body.length)), resolve))
    await wait(5)
    socket.destroy()
  }

  it(
    `leave no half file, no readable byte and no row after ${ABORTS} senders went away at some byte`,
    async () => {
      const random = chance('aborted uploads')
      const amina = await new Visitor(overHttp(place.port)).get('/en/form/1')
      await amina.submit({ story: 'The path is closed.' })
      for (let abort = 0; abort < ABORTS; abort += 1) {
        await amina.get('/en/form/1')
        await sendPart(amina, whole => random.below(whole))
      }
      await expect.poll(stored, { timeout: 5_000 }).toEqual([])
      expect(server.said()).not.toContain('broken')
      await amina.get('/en/form/1')
      await amina.submit({ photos: paper })
      expect(amina.url).toBe('/en/form/2')
      expect(stored()).toHaveLength(1)
      expect(marksFinder([mark]).in(Buffer.concat(stored().map(path => readFileSync(path))))).toEqual([])
      expect(server.said()).not.toContain(mark)
    },
    PATIENCE,
  )

  it(
    'keep every word that was typed when the disk is full, and take files again when it is not',
    async () => {
      await server.end()
      const before = stored()
      const rows = await filesInTheDatabase()
      expect(rows.map(row => row.state)).toEqual(['ready'])
      if (KIND === 'embedded') return
      server = await place.start({ largestFile: 100 })
      const story = `The disk is full. ${newMark()}`
      const amina = await new Visitor(overHttp(place.port)).get('/en/form/1')
      await amina.submit({ story, photos: paper })
      expect([amina.status, amina.url]).toEqual([422, '/en/form/1'])
      expect(amina.text).toContain(story)
      expect(amina.text).toContain('We cannot keep files at this moment')
      expect(stored()).toEqual(before)
      await amina.submit({})
      expect(amina.url).toBe('/en/form/2')
      await server.end()
      server = await place.start()
      expect(await filesInTheDatabase()).toEqual(rows)
    },
    PATIENCE,
  )
})
