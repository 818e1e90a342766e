import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

const KEY_BYTES = 32
const CHECK_VALUE_BYTES = 8

/** A fresh random 256-bit key. */
export function newKey(): Buffer {
  return randomBytes(KEY_BYTES)
}

/** Eight bytes that tell a wrong key from a damaged ciphertext and tell nothing else about the key. */
export function keyCheckValue(key: Buffer): Buffer {
  return createHmac('sha256', key).update('kcv').digest().subarray(0, CHECK_VALUE_BYTES)
}

/** Proof that whoever made the next generation of a key held the previous one; a writer of the database alone cannot make it. */
export function keyLink(previous: Buffer, next: Buffer): Buffer {
  return createHmac('sha256', previous).update('next').update(next).digest()
}

/** Whether two byte strings are equal, in a time that depends on their length only. */
export function same(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && timingSafeEqual(a, b)
}
