import { randomInt } from 'node:crypto'

const START = 'zqvx'
const LETTERS = 8

/** A word that nobody writes by chance; all of them begin alike, so that one pass over the bytes looks for every one. */
export function newMark(): string {
  return START + Array.from({ length: LETTERS }, () => String.fromCharCode(97 + randomInt(26))).join('')
}

/** Where a word was found: which form it had there. */
export interface Found {
  readonly word: string
  readonly form: string
}

/** Looks for words that begin with `start`, in every form that bytes are commonly written in. */
export interface Finder {
  in(bytes: Buffer): Found[]
}

/** A finder for marks. */
export function marksFinder(words: Iterable<string>): Finder {
  return finder(START, [...words])
}

/** A finder for secrets that the program itself drew: codes, tokens, passphrases. Each is looked for by its own beginning. */
export function secretsFinder(words: readonly string[]): Finder {
  const finders = words.map(word => finder(word.slice(0, 8), [word]))
  return { in: bytes => finders.flatMap(one => one.in(bytes)) }
}

function finder(start: string, words: readonly string[]): Finder {
  const patterns = formsOf(start).map(({ form, bytes }, index) => ({
    form,
    start: bytes,
    words: words.map(word => ({ word, bytes: formsOf(word)[index]?.bytes ?? Buffer.alloc(0) })),
  }))
  return {
    in: bytes =>
      patterns.flatMap(({ form, start: beginning, words: wanted }) => {
        const places = placesOf(bytes, beginning)
        return wanted.filter(one => places.some(at => startsAt(bytes, at, one.bytes))).map(({ word }) => ({ word, form }))
      }),
  }
}

function placesOf(bytes: Buffer, wanted: Buffer): number[] {
  const places: number[] = []
  for (let at = bytes.indexOf(wanted); at >= 0; at = bytes.indexOf(wanted, at + 1)) places.push(at)
  return places
}

function startsAt(bytes: Buffer, at: number, wanted: Buffer): boolean {
  return bytes.compare(wanted, 0, wanted.length, at, Math.min(at + wanted.length, bytes.length)) === 0
}

/** Plain, capitals, hexadecimal, the three alignments of base64, UTF-16 and the escapes of addresses and of JSON. */
function formsOf(word: string): { readonly form: string; readonly bytes: Buffer }[] {
  const codes = [...Buffer.from(word)].map(byte => byte.toString(16).padStart(2, '0'))
  return [
    { form: 'plain', bytes: Buffer.from(word) },
    { form: 'capitals', bytes: Buffer.from(word.toUpperCase()) },
    { form: 'hex', bytes: Buffer.from(codes.join('')) },
    { form: 'HEX', bytes: Buffer.from(codes.join('').toUpperCase()) },
    ...[0, 1, 2].map(shift => ({ form: `base64+${shift}`, bytes: base64At(word, shift) })),
    { form: 'utf16le', bytes: Buffer.from(word, 'utf16le') },
    { form: 'url', bytes: Buffer.from(codes.map(code => `%${code}`).join('')) },
    { form: 'URL', bytes: Buffer.from(codes.map(code => `%${code.toUpperCase()}`).join('')) },
    { form: 'json', bytes: Buffer.from(codes.map(code => `\\u00${code}`).join('')) },
  ]
}

/** The part of base64 that stays the same whatever stands before and after a word at this distance from a group of three. */
function base64At(word: string, shift: number): Buffer {
  const whole = Buffer.concat([Buffer.alloc(shift), Buffer.from(word)])
  const from = Math.ceil((shift * 8) / 6)
  const to = Math.floor((whole.length * 8) / 6)
  return Buffer.from(whole.toString('base64').slice(from, to))
}
