import type { Context } from '../contracts/context.ts'
import type { Typed } from '../platform/forms/index.ts'
import { deriveKey, newKey, PASSPHRASE_COST, same, stretch, type Cost, type Stretched } from '../platform/sealing/index.ts'
import { isGuessable } from './guessable.ts'

/** A passphrase after stretching, with the salt it was stretched with; the passphrase itself is kept nowhere. */
export interface StretchedPassphrase extends Stretched {
  readonly salt: Buffer
}

const SALT_BYTES = 16
const SHORTEST = 15
const LONGEST = 128
const GROUPS = 6
const LETTERS = 'bcdfghjkmnpqrstvwxz'
const OFFERED = /^([bcdfghjkmnpqrstvwxz]{4}-){5}[bcdfghjkmnpqrstvwxz]{4}$/

/** Stretches a passphrase for about 50 milliseconds; the stored salt counts only together with the pepper outside the database. */
export async function stretchPassphrase(
  context: Context,
  text: string,
  salt: Buffer = newSalt(),
  cost: Cost = PASSPHRASE_COST,
): Promise<StretchedPassphrase> {
  const peppered = deriveKey(context.keys.pepper, 'passphrase/v1', salt)
  return { salt, ...(await stretch(context.pools.passphrases, text, peppered, cost)) }
}

/** Does the work of a wrong passphrase where there is no account, so that the time tells nothing. */
export async function stretchForNobody(context: Context, text: string): Promise<void> {
  await stretchPassphrase(context, text)
}

/** Whether a stretched passphrase is the one whose proof is stored. */
export function proves(stretched: Stretched, verifier: Uint8Array): boolean {
  return same(stretched.proof, verifier)
}

/** A passphrase to take as it is: six groups of four consonants, about 100 random bits, no word of any language in it. */
export function offerPassphrase(): string {
  const letters: string[] = []
  while (letters.length < GROUPS * 4) {
    for (const byte of newKey()) if (byte < LETTERS.length * 13) letters.push(LETTERS.charAt(byte % LETTERS.length))
  }
  const groups = Array.from({ length: GROUPS }, (_, index) => letters.slice(index * 4, index * 4 + 4).join(''))
  return groups.join('-')
}

/** A passphrase chosen on a page, or the code of what is wrong with it and in which field. */
export type ChosenPassphrase =
  { readonly ok: true; readonly text: string } | { readonly ok: false; readonly errors: Record<string, string> }

/**
 * Reads a choice: the one that was offered, or one's own of 15 to 128 characters, typed twice, that is not soon guessed, not even from
 * what is known about whoever chooses. Where `about` is null nobody is known, and nothing is chosen in the end.
 */
export async function choosePassphrase(typed: Typed, about: readonly string[] | null): Promise<ChosenPassphrase> {
  const { take, offered, passphrase, again } = typed
  const text = typeof passphrase === 'string' ? passphrase.trim() : ''
  if (take === 'yes' && isOffered(offered))
    return text === '' || text === offered ? { ok: true, text: offered } : { ok: false, errors: { take: 'one_passphrase' } }
  const length = Array.from(text.normalize('NFKC')).length
  if (length < SHORTEST) return { ok: false, errors: { passphrase: 'short' } }
  if (length > LONGEST) return { ok: false, errors: { passphrase: 'too_long' } }
  if (typeof again !== 'string' || again.trim() !== text) return { ok: false, errors: { again: 'not_same' } }
  if (about !== null && (await isGuessable(text, about))) return { ok: false, errors: { passphrase: 'guessable' } }
  return { ok: true, text }
}

/** Whether this is a passphrase that a page offered. */
export function isOffered(text: unknown): text is string {
  return typeof text === 'string' && OFFERED.test(text)
}

function newSalt(): Buffer {
  return newKey().subarray(0, SALT_BYTES)
}
