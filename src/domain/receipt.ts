import { digitValue } from './digits.ts'

/** One of the six groups of four digits, counted from one as a person reads them. */
export type ReceiptGroup = 1 | 2 | 3 | 4 | 5 | 6

/** What a typed receipt is: its 24 digits in ASCII, or what is wrong and, where that is known, in which group. */
export type ReceiptReading =
  | { readonly ok: true; readonly digits: string }
  | { readonly ok: false; readonly problem: 'length' | 'letters' | 'check'; readonly group?: ReceiptGroup }

const DRAWN = 22
const LENGTH = 24
const GROUP = 4
const DIGIT = /^\p{Nd}$/u
const LAYOUT = /[\s\p{Pd}\p{Cf}\u2212.\u00b7\u06d4\u3002]/gu // spaces, dashes, invisible marks, minus, dots of several scripts

/** Adds the two check digits of ISO 7064 MOD 97-10 to 22 drawn digits; throws `RangeError` on anything but 22 ASCII digits. */
export function completeReceipt(drawn: string): string {
  if (!/^[0-9]{22}$/.test(drawn)) throw new RangeError('A receipt is completed from 22 digits.')
  return drawn + checkDigits(drawn)
}

/**
 * Reads a receipt as people type it: decimal digits of any script, with spaces, dashes, dots and direction marks anywhere.
 * Every single wrong digit and every swap of neighbours is noticed; of other mistakes, 1 in 97 passes. The check cannot
 * say where: a group is named only if every single digit or swap of neighbours that would mend the receipt lies in that
 * group, which is so for about 1 in 9 wrong digits and 1 in 20 swaps and is then certain, but after two mistakes a named
 * group is mostly the wrong one. Say "look at this group first", never "the mistake is here".
 */
export function readReceipt(typed: string): ReceiptReading {
  const characters = Array.from(typed.replace(LAYOUT, ''))
  const letter = characters.findIndex(character => !DIGIT.test(character))
  if (letter >= 0) return refused('letters', letter < LENGTH ? [groupAt(letter)] : [])
  if (characters.length !== LENGTH) return refused('length', [])
  const digits = characters.map(digitValue).join('')
  return holds(digits) ? { ok: true, digits } : refused('check', groupsThatMend(digits))
}

/** The 24 digits as six groups of four, the way a receipt is shown and read aloud. */
export function receiptGroups(digits: string): string[] {
  return digits.match(/.{4}/g) ?? []
}

/** What was typed as a receipt, whatever is wrong with it, in groups of four; of what is far too long only the beginning. */
export function inGroups(typed: string): string {
  const characters = Array.from(typed.replace(LAYOUT, '')).slice(0, 4 * LENGTH)
  return characters.map((character, index) => (index > 0 && index % GROUP === 0 ? ` ${character}` : character)).join('')
}

function refused(problem: 'length' | 'letters' | 'check', groups: ReceiptGroup[]): ReceiptReading {
  const [group, ...others] = new Set(groups)
  return group === undefined || others.length > 0 ? { ok: false, problem } : { ok: false, problem, group }
}

function groupAt(position: number): ReceiptGroup {
  return (Math.floor(position / GROUP) + 1) as ReceiptGroup // a position is below 24
}

function checkDigits(drawn: string): string {
  const remainder = Array.from(`${drawn}00`).reduce((rest, digit) => (rest * 10 + Number(digit)) % 97, 0)
  return String(98 - remainder).padStart(2, '0')
}

function holds(digits: string): boolean {
  return digits.endsWith(checkDigits(digits.slice(0, DRAWN)))
}

function groupsThatMend(digits: string): ReceiptGroup[] {
  return Array.from(digits).flatMap((_, position) => [
    ...otherDigitsAt(digits, position)
      .filter(holds)
      .map(() => groupAt(position)),
    ...(holds(swappedAt(digits, position)) ? [groupAt(position), groupAt(position + 1)] : []),
  ])
}

function otherDigitsAt(digits: string, position: number): string[] {
  return Array.from('0123456789', digit => digits.slice(0, position) + digit + digits.slice(position + 1))
}

function swappedAt(digits: string, position: number): string {
  const [first = '', second = ''] = digits.slice(position, position + 2)
  return digits.slice(0, position) + second + first + digits.slice(position + 2)
}
