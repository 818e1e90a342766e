import { inAscii } from './digits.ts'

const SPACES = /[\s'’]/g
/** Whole units, in groups of three or not, and at most two decimals behind a comma or a point of any script. */
const AMOUNT = /^(\d{1,12}|\d{1,3}(?:([.,٬])\d{3})(?:\2\d{3}){0,2})(?:([.,٫])(\d{1,2}))?$/

/**
 * An amount of money in minor units, as people type it: digits of any script, with or without groups of three, at most two decimals.
 * Nothing typed is null; what cannot be read is undefined.
 */
export function readAmount(typed: string): number | null | undefined {
  const text = inAscii(typed.replace(SPACES, ''))
  if (text === '') return null
  const [, whole = '', grouped, point, decimals = ''] = AMOUNT.exec(text) ?? []
  if (whole === '' || (grouped !== undefined && grouped === point)) return undefined
  return Number(whole.replace(/\D/g, '')) * 100 + Number(decimals.padEnd(2, '0'))
}
