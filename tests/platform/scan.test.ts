import { createServer, type Server } from 'node:net'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { takeIn } from '../../src/platform/uploads/upload.ts'

/** Speaks clamd's INSTREAM: lengths and chunks until an empty one, then a verdict. */
function scanner(): Server {
  return createServer(socket => {
    let read = Buffer.alloc(0)
    socket.on('error', () => undefined)
    socket.on('data', data => {
      read = Buffer.concat([read, data])
      const ended = read.subarray(-4).equals(Buffer.alloc(4)) && read.length > 14
      if (ended) socket.end(read.includes('HARMFUL') ? 'stream: Test.Signature FOUND\0' : 'stream: OK\0')
    })
  })
}

describe('A scanner that reads along', () => {
  const folder = mkdtempSync(join(tmpdir(), 'recourse-scan-'))
  const server = scanner()
  let address: string
  beforeAll(async () => {
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
    address = `127.0.0.1:${(server.address() as AddressInfo).port}`
  })
  afterAll(() => {
    server.close()
    rmSync(folder, { recursive: true, force: true })
  })

  const take = (text: string, at: string) =>
    takeIn({ folder, day: '2026-09-01', scanner: at }, { field: 'files', name: 'paper.txt', bytes: Readable.from([Buffer.from(text)]) })
  const kept = (): number => readdirSync(folder, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile()).length

  it('lets in what it finds nothing in, and keeps nothing of what is harmful', async () => {
    expect(await take('A plain paper.', address)).toHaveLength(1)
    expect(await take('Something HARMFUL in a paper.', address)).toBe('file_harmful')
    expect(kept()).toBe(1)
  })

  it('stops nobody while it does not answer', async () => {
    expect(await take('A plain paper.', '127.0.0.1:1')).toHaveLength(1)
  })
})
