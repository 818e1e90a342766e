import { createHash } from 'node:crypto'
import { Transform, type TransformCallback } from 'node:stream'
import { cutInto } from './chunks.ts'
import { SealingError } from './errors.ts'
import { padmeSize } from './padding.ts'
import { CHUNK_OVERHEAD, startOpening, startSealing } from './secretstream.ts'
import { newKey } from './symmetric-key.ts'

const CHUNK_BYTES = 64 * 1024

/**
 * A file on its way in: keep `header` (24 bytes) and, once the stream has ended, `size()` (the true bytes) beside the file's key.
 * `mark()` (SHA-256 of its bytes, base64url) tells it apart from another while it is at hand, and rests nowhere by itself.
 */
export type SealingStream = { readonly header: Buffer; readonly transform: Transform; size(): number; mark(): string }

/** A fresh 256-bit key for one file. */
export function newFileKey(): Buffer {
  return newKey()
}

/**
 * Seals a file of any length with crypto_secretstream_xchacha20poly1305 in chunks of 64 KiB, bound to the blob's id,
 * with zeros up to the Padmé size inside, so that the stored length tells little about the file.
 */
export function sealStream(key: Buffer, blobId: string): SealingStream {
  const { header, seal } = startSealing(key, Buffer.from(blobId))
  let size = 0
  const hash = createHash('sha256')
  const chunks = cutInto(CHUNK_BYTES, chunk => transform.push(seal(chunk, false)))
  const transform = new Transform({
    transform(bytes: Buffer, _encoding, done) {
      size += bytes.length
      hash.update(bytes)
      attempt(() => chunks.take(bytes), done)
    },
    flush(done) {
      attempt(() => {
        for (const zeros of zerosInParts(padmeSize(size) - size)) chunks.take(zeros)
        transform.push(seal(chunks.last(), true))
      }, done)
    },
  })
  return { header, transform, size: () => size, mark: () => hash.digest('base64url') }
}

/**
 * Opens what `sealStream` sealed and gives the first `size` bytes, the true size. The stream fails with
 * `SealingError('damaged')` on a wrong chunk, key, id or size, without the final chunk and on anything after it;
 * bytes given before a failure are genuine but may be incomplete, so the reader keeps nothing of a failed stream.
 */
export function openStream(key: Buffer, header: Buffer, blobId: string, size: number): Transform {
  const open = startOpening(key, header, Buffer.from(blobId))
  let opened = 0
  function give(sealed: Buffer, last: boolean): void {
    const plain = open(sealed, last)
    const wanted = plain.subarray(0, Math.max(0, size - opened))
    opened += plain.length
    if (last && opened !== padmeSize(size)) throw new SealingError('damaged')
    if (wanted.length > 0) transform.push(wanted)
  }
  const chunks = cutInto(CHUNK_BYTES + CHUNK_OVERHEAD, sealed => give(sealed, false))
  const transform = new Transform({
    transform: (bytes: Buffer, _encoding, done) => attempt(() => chunks.take(bytes), done),
    flush: done => attempt(() => give(chunks.last(), true), done),
  })
  return transform
}

function* zerosInParts(count: number): Generator<Buffer> {
  for (let left = count; left > 0; left -= CHUNK_BYTES) yield Buffer.alloc(Math.min(left, CHUNK_BYTES))
}

function attempt(work: () => void, done: TransformCallback): void {
  try {
    work()
  } catch (error) {
    done(error as Error) // sealing throws nothing but errors
    return
  }
  done()
}
