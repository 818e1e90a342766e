import type { Context } from '../contracts/context.ts'
import { openJson, sealJson, SealingError } from '../platform/sealing/index.ts'

/** What was typed on a page, by the names of its fields. */
export type Typed = Readonly<Record<string, string | string[]>>

/** What somebody typed before their session ended, and where it was going. */
export interface Kept {
  readonly to: string
  readonly typed: Typed
  /** Whether files came with it, which are not kept. */
  readonly files: boolean
}

/** What was kept, as a page shows it before it is sent on: what somebody wrote as text, and all else unseen. */
export interface KeptView {
  readonly to: string
  readonly fields: readonly { readonly name: string; readonly value: string }[]
  readonly said: readonly string[]
  /** Whether something was chosen and nothing written. */
  readonly chosen: boolean
  readonly files: boolean
  /** Where somebody goes on who does not send it. */
  readonly back: string
}

/** The view of what was kept; secrets are typed anew. */
export function keptView({ to, typed, files }: Kept, back: string): KeptView {
  const wrote = written(typed)
  const fields = Object.entries(typed)
    .filter(([name]) => !SECRETS.includes(name))
    .flatMap(([name, value]) => [value].flat().map(text => ({ name, value: text })))
  const said = fields.filter(({ name, value }) => wrote.has(name) && value.trim() !== '').map(({ value }) => value)
  return { to, fields, said, chosen: said.length === 0, files, back }
}

const SECRETS = ['passphrase', 'again', 'old', 'digits', 'code', 'offered', 'carry']

/** The fields in which people write, as the page of the form itself tells them; what else it sends are choices and what it carries. */
export function written({ wrote = [] }: Typed): ReadonlySet<string> {
  return new Set([wrote].flat())
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
