import type { Context } from '../contracts/context.ts'
import { openJson, sealJson, SealingError } from '../platform/sealing/index.ts'

/** What was typed on a page, by the names of its fields. */
export type Typed = Readonly<Record<string, string | string[]>>

/** What somebody typed before their session ended, and where it was going. */
export interface Kept {
  readonly to: string
  readonly typed: Typed
}

/** The fields in which people write, as the page of the form itself tells them; what else it sends are choices and what it carries. */
export function written({ wrote = [] }: Typed): ReadonlySet<string> {
  return new Set([wrote].flat())
}

/** Seals what was typed into the page that asks to sign in again; it rests nowhere on our side. */
export function keepTyped(context: Context, typed: Typed, to: string): string {
  const { csrf: _csrf, nonce: _nonce, ...rest } = typed
  return sealJson(context.keys.account, { to, typed: rest }, ['kept']).toString('base64url')
}

/** What was kept, or null where nothing was or it was tampered with. */
export function readKept(context: Context, sealed: unknown): Kept | null {
  if (typeof sealed !== 'string' || sealed === '') return null
  try {
    return openJson<Kept>(context.keys.account, Buffer.from(sealed, 'base64url'), ['kept'])
  } catch (error) {
    if (error instanceof SealingError) return null
    throw error
  }
}
