import type { Context } from '../contracts/context.ts'
import { openJson, sealJson, SealingError } from '../platform/sealing/index.ts'
import type { StretchedPassphrase } from './passphrases.ts'

const HOUR = 3_600_000

/** What one page hands to the next inside the form: sealed, so that nothing rests on our side, and worth an hour. */
export function sealCarry<T extends object>(context: Context, label: string, carried: T): string {
  const until = context.clock.now().getTime() + HOUR
  return sealJson(context.keys.account, { until, carried }, [label]).toString('base64url')
}

/** What was handed on, or null where it is too old or was tampered with. */
export function openCarry<T>(context: Context, label: string, typed: unknown): T | null {
  if (typeof typed !== 'string' || typed === '') return null
  try {
    const { until, carried } = openJson<{ until: number; carried: T }>(context.keys.account, Buffer.from(typed, 'base64url'), [label])
    return context.clock.now().getTime() > until ? null : carried
  } catch (error) {
    if (error instanceof SealingError) return null
    throw error
  }
}

/** A stretched passphrase as text that can be carried. */
export type PackedPassphrase = Readonly<Record<'salt' | 'proof' | 'key', string>>

/** Packs a stretched passphrase; whoever opens the carry could open the key, so it goes nowhere but into the page. */
export function packPassphrase({ salt, proof, key }: StretchedPassphrase): PackedPassphrase {
  return { salt: salt.toString('base64'), proof: proof.toString('base64'), key: key.toString('base64') }
}

/** Unpacks what `packPassphrase` packed. */
export function unpackPassphrase({ salt, proof, key }: PackedPassphrase): StretchedPassphrase {
  return { salt: Buffer.from(salt, 'base64'), proof: Buffer.from(proof, 'base64'), key: Buffer.from(key, 'base64') }
}
