import { readdirSync } from 'node:fs'
import { connect } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startInstance, type Instance } from '../support/instance.ts'
import { Visitor } from '../support/visitor.ts'
import { makeReady } from './ready.ts'
import { cookieHeader, countOf, STORY } from './told.ts'

let instance: Instance
beforeAll(async () => {
  instance = await startInstance('embedded')
  await makeReady(instance.context)
})
afterAll(() => instance.stop())

it('leaves no part of a file whose sender went away in the middle, and the draft as it was', async () => {
  const amina = new Visitor(instance.app)
  await amina.get('/en/form/1')
  await amina.submit({ story: STORY })
  await amina.get('/en/form/1')
  const { url, payload, headers } = amina.prepared({ photos: `@list.txt:${Buffer.alloc(400_000, 'a').toString('base64')}` })
  await instance.app.listen({ port: 0, host: '127.0.0.1' })
  const { port } = instance.app.server.address() as { port: number } // listening on a port, not on a pipe
  const head = Object.entries({
    ...headers,
    host: 'localhost',
    cookie: cookieHeader(amina),
    'content-length': String(Buffer.byteLength(payload)),
  })
  const socket = connect(port, '127.0.0.1')
  socket.write(`POST ${url} HTTP/1.1\r\n${head.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`)
  socket.write(Buffer.from(payload).subarray(0, 250_000))
  const parts = (): string[] =>
    readdirSync(instance.context.config.filesDir, { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('.part'))
  await expect.poll(() => parts().length).toBe(1)
  socket.destroy()
  await expect.poll(() => parts().length).toBe(0)
  await wait(50)
  expect(await countOf(instance.context, 'files')).toBe(0)
  await amina.get('/en/form/1')
  expect([amina.status, amina.html.includes(`>${STORY}</textarea>`)]).toEqual([200, true])
})
