import { randomBytes } from 'node:crypto'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { describe, expect, test } from 'vitest'
import * as sealing from '../../src/platform/sealing/index.ts'

const damaged = expect.objectContaining({ code: 'damaged' })

function flipped(whole: Buffer, at: number, by: number): Buffer {
  const changed = Buffer.from(whole)
  changed[at] = (changed[at] ?? 0) ^ by
  return changed
}

describe('A file', () => {
  const CHUNK = 64 * 1024
  const STORED = CHUNK + 17
  const key = sealing.newFileKey()

  async function seal(plain: Buffer, blobId = 'blob-1') {
    const { header, transform, size } = sealing.sealStream(key, blobId)
    const stored = await buffer(Readable.from(piecesOf(plain)).pipe(transform))
    return { header, stored, size: size() }
  }

  function open(stored: Buffer, header: Buffer, size: number, blobId = 'blob-1'): Promise<Buffer> {
    return buffer(Readable.from(piecesOf(stored)).pipe(sealing.openStream(key, header, blobId, size)))
  }

  function piecesOf(whole: Buffer): Buffer[] {
    return Array.from({ length: Math.ceil(whole.length / 50_001) }, (_, index) => whole.subarray(index * 50_001, (index + 1) * 50_001))
  }

  test.each([0, 1, 1000, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK, 1_000_003])('of %i bytes comes back whole', async length => {
    const plain = randomBytes(length)
    const { header, stored, size } = await seal(plain)
    const padded = sealing.padmeSize(length)
    expect([header.length, size, stored.length]).toEqual([24, length, padded + 17 * Math.max(1, Math.ceil(padded / CHUNK))])
    expect((await open(stored, header, size)).equals(plain)).toBe(true)
  })

  test('is refused when cut, reordered, repeated, continued, changed, misnamed or given another size', async () => {
    const { header, stored, size } = await seal(randomBytes(3 * CHUNK - 100))
    const [first, second, rest] = [stored.subarray(0, STORED), stored.subarray(STORED, 2 * STORED), stored.subarray(2 * STORED)]
    const wrong = {
      empty: Buffer.alloc(0),
      cutAtChunk: Buffer.concat([first, second]),
      cutWithin: stored.subarray(0, -1),
      withoutFirst: Buffer.concat([second, rest]),
      reordered: Buffer.concat([second, first, rest]),
      repeated: Buffer.concat([first, first, second, rest]),
      continued: Buffer.concat([stored, Buffer.of(0)]),
      doubled: Buffer.concat([stored, stored]),
      changed: flipped(stored, STORED + 5, 1),
    }
    for (const [name, bytesOfIt] of Object.entries(wrong)) await expect(open(bytesOfIt, header, size), name).rejects.toEqual(damaged)
    await expect(open(stored, header, size, 'blob-2')).rejects.toEqual(damaged)
    await expect(open(stored, flipped(header, 3, 1), size)).rejects.toEqual(damaged)
    await expect(open(stored, header, 2 * CHUNK)).rejects.toEqual(damaged)
    await expect(open(first, header, CHUNK), 'cut, and told the size of the cut').rejects.toEqual(damaged)
  })

  test('that ends on a full chunk is refused with anything after its end', async () => {
    const { header, stored, size } = await seal(randomBytes(2 * CHUNK))
    expect(stored.length).toBe(2 * STORED)
    for (const more of [Buffer.of(0), stored.subarray(0, STORED), stored.subarray(STORED)]) {
      await expect(open(Buffer.concat([stored, more]), header, size)).rejects.toEqual(damaged)
    }
  })
})
