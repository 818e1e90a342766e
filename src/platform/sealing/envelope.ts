import { randomBytes } from 'node:crypto'
import sodium from 'sodium-native'
import { type Aad, boundBytes } from './aad.ts'
import { SealingError } from './errors.ts'
import { pad, unpad } from './padding.ts'
import type { Sealed } from './sealed.ts'

const VERSION = 0x01
const PADDED = 0x01
const RAW = 0x02
const HEADER_BYTES = 2
const NONCE_BYTES = sodium.crypto_aead_xchacha20poly1305_ietf_NPUBBYTES
const TAG_BYTES = sodium.crypto_aead_xchacha20poly1305_ietf_ABYTES
const OVERHEAD = HEADER_BYTES + NONCE_BYTES + TAG_BYTES

/** `raw` leaves the padding out; it is for keys, whose length is no secret. */
export type SealOptions = { readonly raw?: boolean }

/**
 * Seals bytes under a 32-byte key into `01 | flags | nonce[24] | ciphertext‖tag`, XChaCha20-Poly1305-IETF with a random
 * nonce, bound to the header and the associated data. Throws `SealingError('aad')` on an unlawful field.
 */
export function sealBytes(key: Buffer, plain: Buffer, aad: Aad, options: SealOptions = {}): Sealed {
  return sealBytesWithNonce({ key, nonce: randomBytes(NONCE_BYTES), ...options }, plain, aad)
}

/** Opens an envelope; throws `SealingError('damaged')` on any wrong byte, key or associated data. */
export function openBytes(key: Buffer, sealed: Uint8Array, aad: Aad): Buffer {
  const envelope = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength)
  const flags = flagsOf(envelope)
  const plain = Buffer.alloc(envelope.length - OVERHEAD)
  decrypt(key, envelope, boundBytes(envelope.subarray(0, HEADER_BYTES), aad), plain)
  return flags === PADDED ? unpad(plain) : plain
}

/** `sealBytes` with the nonce given, for known-answer tests only: a nonce used twice under one key gives both texts away. */
export function sealBytesWithNonce(
  { key, nonce, raw = false }: SealOptions & { readonly key: Buffer; readonly nonce: Buffer },
  plain: Buffer,
  aad: Aad,
): Sealed {
  const header = Buffer.of(VERSION, raw ? RAW : PADDED)
  const content = raw ? plain : pad(plain)
  const ciphertext = Buffer.alloc(content.length + TAG_BYTES)
  sodium.crypto_aead_xchacha20poly1305_ietf_encrypt(ciphertext, content, boundBytes(header, aad), null, nonce, key)
  return Buffer.concat([header, nonce, ciphertext]) as Sealed // the only place an envelope is born
}

function flagsOf(envelope: Buffer): number {
  const [version, flags] = envelope
  const lawful = envelope.length >= OVERHEAD && version === VERSION && (flags === PADDED || flags === RAW)
  if (!lawful) throw new SealingError('damaged')
  return flags
}

function decrypt(key: Buffer, envelope: Buffer, bound: Buffer, plain: Buffer): void {
  const nonce = envelope.subarray(HEADER_BYTES, HEADER_BYTES + NONCE_BYTES)
  const ciphertext = envelope.subarray(HEADER_BYTES + NONCE_BYTES)
  try {
    sodium.crypto_aead_xchacha20poly1305_ietf_decrypt(plain, null, ciphertext, bound, nonce, key)
  } catch {
    throw new SealingError('damaged')
  }
}
