import type { FastifyRequest } from 'fastify'
import { TOLD, type FailureKind } from './failures.ts'
import { written, type Typed, type Wrote } from '../web/kept.ts'

/** What a failure page says, what was written before it, and the ways on. */
export interface FailureView {
  readonly titleKey: string
  readonly textKey: string
  readonly said: readonly Wrote[]
  readonly filesLost: boolean
  readonly again: { readonly to: string; readonly typed: readonly { readonly name: string; readonly value: string }[] } | null
  readonly onward: Onward
  /** Whether something was sent, of which nothing was stored; whoever only opened a page reads nothing of that. */
  readonly nothingStored: boolean
  /** Whom to call in danger, where the page cannot be reached that says so. */
  readonly emergency: string | null
  /** What to name when telling us about it; null where there is nothing to tell. */
  readonly requestId: string | null
}

/** Where somebody who met a failure goes on, and the words of the link. */
export interface Onward {
  readonly href: string
  readonly key: string
}

/** What is typed anew or made anew, and so travels on nowhere. */
const KEPT_BACK = ['csrf', 'nonce', 'extra', 'code', 'passphrase', 'again', 'old', 'offered', 'digits']
/** Failures that pass: the same, sent again, may go through. A refusal stays one. */
const PASSES: readonly FailureKind[] = ['again', 'turned', 'busy', 'away', 'broken']

/** Failures of the whole place, which whoever only opened a page may meet again on every other one. */
const FAR: readonly FailureKind[] = ['busy', 'away', 'broken']
/** Failures that say of themselves what became of what was sent. */
const SAYS_SO: readonly Told[] = ['notFound', 'again', 'unsent', 'tooLarge', 'tooLong', 'damaged', 'turned']

type Told = FailureKind | 'unsent' | 'tooLong'

/** Shows all that a person wrote as text, whatever its length; what they chose, and what a page carries for itself, travels on unseen. */
export function failureView(request: FastifyRequest, kind: FailureKind, typed: Typed, onward: Onward): FailureView {
  const kept = Object.entries(typed)
    .filter(([name]) => !KEPT_BACK.includes(name) && (name !== 'whose' || request.whose === null))
    .flatMap(([name, value]) => [value].flat().map(text => ({ name, value: text })))
  const said = written(request.words, typed, kept)
  const filesLost = request.filesBrought > 0
  const told = toldAs(kind, said.length > 0, filesLost)
  const passes = FAR.includes(kind)
  const number = (request.mechanism as typeof request.mechanism | undefined)?.emergency // unknown while the database is away
  return {
    titleKey: `failure:${told}.title`,
    textKey: `failure:${told}.text`,
    said,
    filesLost,
    again: request.method === 'POST' && PASSES.includes(kind) ? { to: request.url, typed: kept } : null,
    onward: passes && request.method === 'GET' ? { href: request.url.replace(/^[/\\]+/, '/'), key: 'failure:tryAgain' } : onward, // one slash: two would lead to another place
    nothingStored: request.method === 'POST' && !SAYS_SO.includes(told),
    emergency: passes && number !== undefined && number !== '' ? number : null,
    requestId: TOLD.includes(kind) ? request.id : null,
  }
}

/** The words of a failure, where they depend on what came with it. */
function toldAs(kind: FailureKind, said: boolean, files: boolean): Told {
  if (kind === 'away' && said) return 'unsent'
  return kind === 'tooLarge' && !files ? 'tooLong' : kind
}
