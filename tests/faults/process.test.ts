import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { codeOn, toCheck } from '../intake/told.ts'
import { freePort, overHttp, startServer, type ServerProcess } from '../support/server-process.ts'
import { Visitor } from '../support/visitor.ts'
import { makePlace, type Place } from './place.ts'
import { PATIENCE, times } from './size.ts'

describe('The process of an embedded mechanism', () => {
  let place: Place
  let server: ServerProcess

  beforeAll(async () => {
    place = await makePlace('embedded')
    server = await place.start()
  }, PATIENCE)
  afterAll(async () => {
    await server.kill()
    await place.leave()
  })

  it(
    'refuses to start beside another one on the same folder, in words, and leaves that one at work',
    async () => {
      const second = await startServer({ folder: place.folder, port: await freePort() }, { ready: false })
      expect(await second.ended).toBe(3)
      expect(second.said()).toContain(`Another process is using ${place.folder}. Stop it first`)
      expect(second.said()).not.toMatch(/\n\s+at /)
      expect((await new Visitor(overHttp(place.port)).get('/en/')).status).toBe(200)
    },
    PATIENCE,
  )

  it(
    'ends when it is asked to, with what was begun finished, and begins again where it was',
    async () => {
      for (let round = 0; round < times(2, 20); round += 1) {
        const amina = await toCheck(new Visitor(overHttp(place.port)))
        const sending = amina.submit({}).catch(() => amina)
        await new Promise(resolve => setTimeout(resolve, 5))
        expect(await server.end()).toBe(0)
        await sending
        expect(server.said()).toContain('SIGTERM: finishing what was begun')
        expect(server.said()).not.toMatch(/error|broken/i)
        server = await place.start()
        await amina.get('/en/form/8')
        if (codeOn(amina) === null) await amina.submit({})
        expect(codeOn(amina)).toHaveLength(24)
      }
    },
    PATIENCE,
  )

  it(
    'does not wait for a browser that keeps its connection open',
    async () => {
      const socket = connect(place.port, '127.0.0.1')
      const came = new Promise<string>(resolve => socket.once('data', bytes => resolve(bytes.toString())))
      socket.on('error', () => undefined)
      const body = 'go=next&story=x'
      socket.write(`POST /en/form/1 HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\n`)
      socket.write(`Content-Length: ${body.length}\r\nConnection: keep-alive\r\n\r\n`)
      await new Promise(resolve => setTimeout(resolve, 100))
      const ending = server.end()
      const began = performance.now()
      await new Promise(resolve => setTimeout(resolve, 500))
      socket.write(body)
      expect(await came).toMatch(/^HTTP\/1\.1 [^]*\r\nconnection: close\r\n/i)
      expect(await ending).toBe(0)
      expect(performance.now() - began, 'far below what keeps a connection open').toBeLessThan(10_000)
      server = await place.start()
    },
    PATIENCE,
  )

  it('says in words what is wrong with its settings', async () => {
    const wrong = await startServer({ folder: place.folder, port: 99_999 }, { ready: false })
    expect(await wrong.ended).toBe(3)
    expect(wrong.said()).toContain('PORT must be a number')
  })
})
