import { randomBytes } from 'node:crypto'

const CODE_BYTES = 20
const SYMBOL_BITS = 5
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ' // Crockford's base32: no I, L, O, U
const SYMBOLS = new RegExp(`^[${ALPHABET}]{33}$`)
const LAYOUT = /[\s\p{Pd}\p{Cf}.]/gu

/** A fresh code for paper: 160 random bits as eight groups of four base32 characters, then one check character. */
export function newRecoveryCode(): string {
  return writeRecoveryCode(randomBytes(CODE_BYTES))
}

/**
 * The 20 bytes of a typed code, or null where it is incomplete or its check fails. Case, spaces, dashes, dots and
 * invisible marks do not matter, O counts as 0, I and L as 1.
 */
export function readRecoveryCode(typed: string): Buffer | null {
  const symbols = typed.normalize('NFKC').toUpperCase().replace(LAYOUT, '').replaceAll('O', '0').replace(/[IL]/g, '1')
  if (!SYMBOLS.test(symbols)) return null
  const body = symbols.slice(0, -1)
  return symbols.endsWith(checkSymbol(body)) ? fromBase32(body) : null
}

/** The printed form of 20 given bytes, for known-answer tests; everyone else takes `newRecoveryCode`. */
export function writeRecoveryCode(bytes: Buffer): string {
  const body = toBase32(bytes)
  return [...(body.match(/.{4}/g) ?? []), checkSymbol(body)].join('-')
}

/**
 * A weighted sum in GF(32), weights the powers of x modulo x⁵+x²+1: every single wrong character and every swap of
 * neighbours changes it.
 */
function checkSymbol(body: string): string {
  const sum = Array.from(body).reduce((total, symbol) => timesX(total ^ ALPHABET.indexOf(symbol)), 0)
  return ALPHABET.charAt(sum)
}

function timesX(element: number): number {
  const shifted = element << 1
  return shifted & 0b100000 ? shifted ^ 0b100101 : shifted
}

function toBase32(bytes: Buffer): string {
  const bits = Array.from(bytes, byte => byte.toString(2).padStart(8, '0')).join('')
  return (bits.match(/.{5}/g) ?? []).map(five => ALPHABET.charAt(parseInt(five, 2))).join('')
}

function fromBase32(symbols: string): Buffer {
  const bits = Array.from(symbols, symbol => ALPHABET.indexOf(symbol).toString(2).padStart(SYMBOL_BITS, '0')).join('')
  return Buffer.from((bits.match(/.{8}/g) ?? []).map(eight => parseInt(eight, 2)))
}
