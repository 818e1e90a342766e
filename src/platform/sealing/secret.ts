import { createHash } from 'node:crypto'
import { hashRaw } from '@node-rs/argon2'
import type { Pool } from './pool.ts'

/** The price of one guess: memory in KiB, passes, and lanes, always one so that every implementation gives the same bytes. */
export type Cost = { readonly m: number; readonly t: number; readonly p: 1 }

/** For a random code of 73 bits: OWASP's minimum, so that the door stays cheap to serve under attack. */
export const RECEIPT_COST: Cost = { m: 19456, t: 2, p: 1 }

/** For a passphrase a person chose: RFC 9106's second recommendation, on one lane. */
export const PASSPHRASE_COST: Cost = { m: 65536, t: 3, p: 1 }

/** What a stretched secret gives: `proof` is stored and compared, `key` opens and is never stored; 32 bytes each. */
export type Stretched = { readonly proof: Buffer; readonly key: Buffer }

const ARGON2ID = 2
const VERSION_1_3 = 1
const HALF_BYTES = 32

/**
 * Argon2id v1.3 once, 64 bytes out: the first half, hashed, is the proof, the second half is the key.
 * Text is taken as NFKC, so every keyboard gives the same bytes. Throws `SealingError('busy')` when the pool has no room.
 */
export async function stretch(pool: Pool, secret: string | Buffer, salt: Buffer, cost: Cost): Promise<Stretched> {
  const bytes = typeof secret === 'string' ? Buffer.from(secret.normalize('NFKC')) : secret
  const both = await pool.run(() => argon2id(bytes, salt, cost))
  const proof = createHash('sha256').update(both.subarray(0, HALF_BYTES)).digest()
  const key = Buffer.from(both.subarray(HALF_BYTES))
  both.fill(0)
  return { proof, key }
}

function argon2id(secret: Buffer, salt: Buffer, cost: Cost): Promise<Buffer> {
  return hashRaw(secret, {
    algorithm: ARGON2ID,
    version: VERSION_1_3,
    memoryCost: cost.m,
    timeCost: cost.t,
    parallelism: cost.p,
    outputLen: 2 * HALF_BYTES,
    salt,
  })
}
