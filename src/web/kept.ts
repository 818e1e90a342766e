import type { Translate } from '../platform/words.ts'
import type { Context } from '../contracts/context.ts'
import { isWhose } from './forgery.ts'
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
  readonly said: readonly Wrote[]
  /** Whether something was chosen and nothing written. */
  readonly chosen: boolean
  readonly files: boolean
  /** Where somebody goes on who does not send it. */
  readonly back: string
}

/** The view of what was kept; secrets are typed anew. */
export function keptView(words: Translate, { to, typed, files }: Kept, back: string): KeptView {
  const fields = Object.entries(typed)
    .filter(([name]) => !SECRETS.includes(name))
    .flatMap(([name, value]) => [value].flat().map(text => ({ name, value: text })))
  const said = written(words, typed, fields)
  return { to, fields, said, chosen: said.length === 0, files, back }
}

/** What is typed or made anew, and so travels on nowhere. */
const SECRETS = ['passphrase', 'again', 'old', 'digits', 'code', 'offered', 'carry', 'whose']

/** What somebody wrote, and what it answers. */
export interface Wrote {
  readonly label: string
  readonly value: string
}

const LONGEST_LABEL = 300

/**
 * What of these values people wrote, each with its question in the language in which it is read now. The page of the form itself tells
 * in which fields they write and what is asked there; what else it sends are choices and what it carries.
 */
export function written(
  words: Translate,
  { wrote = [] }: Typed,
  values: readonly { readonly name: string; readonly value: string }[],
): Wrote[] {
  const asked = new Map([wrote].flat().map(told => [told.split(' ')[0] ?? '', told.slice(told.indexOf(' ') + 1, LONGEST_LABEL)]))
  return values.flatMap(({ name, value }) => {
    const asks = asked.get(name)
    return asks === undefined || value.trim() === '' ? [] : [{ label: words.orItself(asks), value }]
  })
}

/** Seals what was typed into the page that asks to sign in again; it rests nowhere on our side. */
export function keepTyped(context: Context, { to, typed, files }: Kept): string {
  const { csrf: _csrf, nonce: _nonce, ...rest } = typed
  return sealJson(context.keys.account, { to, typed: rest, files }, ['kept']).toString('base64url')
}

/** What was kept of what this principal typed; null where nothing was, or it is somebody else's, who left their page open on the same machine. */
export function readKept(context: Context, sealed: unknown, principalId: string): Kept | null {
  const kept = openKept(context, sealed)
  return kept !== null && isWhose(context, kept.typed.whose, principalId) ? kept : null
}

/** What was kept, whoever typed it, or null where nothing was or it was tampered with. */
export function openKept(context: Context, sealed: unknown): Kept | null {
  if (typeof sealed !== 'string' || sealed === '') return null
  try {
    return openJson<Kept>(context.keys.account, Buffer.from(sealed, 'base64url'), ['kept'])
  } catch (error) {
    if (error instanceof SealingError) return null
    throw error
  }
}
