import { randomBytes, randomInt } from 'node:crypto'

const TOKEN_BYTES = 32
const TOKEN = /^[A-Za-z0-9_-]{43}$/

/** A fresh bearer secret: 256 random bits as 43 characters of base64url. */
export function newToken(): string {
  return randomBytes(TOKEN_BYTES).toString('base64url')
}

/** The 32 bytes of a token, or null for anything `newToken` could not have made, so that each token has one spelling. */
export function tokenBytes(token: string): Buffer | null {
  if (!TOKEN.test(token)) return null
  const bytes = Buffer.from(token, 'base64url')
  return bytes.toString('base64url') === token ? bytes : null
}

/** The given number of decimal digits, each uniform and independent, from the system's randomness. */
export function randomDigits(count: number): string {
  return Array.from({ length: count }, () => randomInt(10)).join('')
}
