import type { Context } from '../contracts/context.ts'
import { openJson, sealJson, SealingError } from '../platform/sealing/index.ts'

/** What somebody typed before their session ended, and where it was going. */
export interface Kept {
  readonly to: string
  readonly typed: Readonly<Record<string, string | string[]>>
  /** Whether files may have come with it, which are not kept. */
  readonly files: boolean
}

/** Seals what was typed into the page that asks to sign in again; it rests nowhere on our side. */
export function keepTyped(context: Context, { to, typed, files }: Kept): string {
  const { csrf: _csrf, nonce: _nonce, ...rest } = typed
  return sealJson(context.keys.account, { to, typed: rest, files }, ['kept']).toString('base64url')
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
