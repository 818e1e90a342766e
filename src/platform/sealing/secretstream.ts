import sodium from 'sodium-native'
import { SealingError } from './errors.ts'

type Secretstream = {
  crypto_secretstream_xchacha20poly1305_STATEBYTES: number
  crypto_secretstream_xchacha20poly1305_TAG_MESSAGE: number
  crypto_secretstream_xchacha20poly1305_TAG_FINAL: number
  crypto_secretstream_xchacha20poly1305_init_push(state: Buffer, header: Buffer, key: Buffer): void
  crypto_secretstream_xchacha20poly1305_push(state: Buffer, sealed: Buffer, plain: Buffer, bound: Buffer, tag: number): void
  crypto_secretstream_xchacha20poly1305_init_pull(state: Buffer, header: Buffer, key: Buffer): void
  crypto_secretstream_xchacha20poly1305_pull(state: Buffer, plain: Buffer, tag: Buffer, sealed: Buffer, bound: Buffer): void
}

// The published types are older than the library: in it a state is a plain buffer and a tag to write is a number.
const library = sodium as unknown as Secretstream
const FINAL = library.crypto_secretstream_xchacha20poly1305_TAG_FINAL
const MESSAGE = library.crypto_secretstream_xchacha20poly1305_TAG_MESSAGE

/** How much longer, in bytes, a sealed chunk is than its plaintext. */
export const CHUNK_OVERHEAD = sodium.crypto_secretstream_xchacha20poly1305_ABYTES

/** Seals chunks that open only in their order, under the same key and bound bytes, and only as a whole. */
export function startSealing(key: Buffer, bound: Buffer): { header: Buffer; seal(chunk: Buffer, last: boolean): Buffer } {
  const state = newState()
  const header = Buffer.alloc(sodium.crypto_secretstream_xchacha20poly1305_HEADERBYTES)
  library.crypto_secretstream_xchacha20poly1305_init_push(state, header, key)
  function seal(chunk: Buffer, last: boolean): Buffer {
    const sealed = Buffer.alloc(chunk.length + CHUNK_OVERHEAD)
    library.crypto_secretstream_xchacha20poly1305_push(state, sealed, chunk, bound, last ? FINAL : MESSAGE)
    return sealed
  }
  return { header, seal }
}

/** Opens one chunk after the other; `SealingError('damaged')` on a wrong one, and on a last one that is not where it is told to be. */
export function startOpening(key: Buffer, header: Buffer, bound: Buffer): (sealed: Buffer, last: boolean) => Buffer {
  const state = newState()
  library.crypto_secretstream_xchacha20poly1305_init_pull(state, header, key)
  return (sealed, last) => {
    if (sealed.length < CHUNK_OVERHEAD) throw new SealingError('damaged')
    const plain = Buffer.alloc(sealed.length - CHUNK_OVERHEAD)
    const tag = pull(state, plain, sealed, bound)
    if (tag !== (last ? FINAL : MESSAGE)) throw new SealingError('damaged')
    return plain
  }
}

function newState(): Buffer {
  return Buffer.alloc(library.crypto_secretstream_xchacha20poly1305_STATEBYTES)
}

function pull(state: Buffer, plain: Buffer, sealed: Buffer, bound: Buffer): number | undefined {
  const tag = Buffer.alloc(sodium.crypto_secretstream_xchacha20poly1305_TAGBYTES)
  try {
    library.crypto_secretstream_xchacha20poly1305_pull(state, plain, tag, sealed, bound)
  } catch {
    throw new SealingError('damaged')
  }
  return tag[0]
}
