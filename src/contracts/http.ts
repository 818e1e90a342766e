import type { FastifyRequest } from 'fastify'
import type { Actor } from '../domain/actor.ts'
import type { Action } from '../domain/rules.ts'
import type { Page } from '../platform/views/views.ts'
import type { Translate } from '../platform/words.ts'
import type { HeldKey, Keyring } from './keys.ts'
import type { Selectable } from 'kysely'
import type { Schema } from './schema.ts'

/**
 * Who may reach a route: anyone; whoever opened their page with a code; an account; one of the mechanism's own people; one that speaks
 * for people; a steward; or whoever the rule of an action allows.
 */
export type Access = 'anyone' | 'person' | 'account' | 'staff' | 'representative' | 'steward' | Action

/** What the mechanism says of itself. */
export type Mechanism = Selectable<Schema['mechanism']>

/** Somebody whose session is open: who they are and the keys they hold in this request. */
export interface SignedIn<A extends Actor = Actor> {
  readonly actor: A
  readonly own: HeldKey
  readonly keyring: Keyring
  readonly sessionId: Buffer
  readonly token: string
  readonly freshUntil: number
}
export type Person = SignedIn<Extract<Actor, { kind: 'affected' }>> & { readonly language: string }
export type Account = SignedIn<Extract<Actor, { kind: 'account' }>> & { readonly name: string; readonly email: string }

/** A field tool of an organisation, let in by a token of theirs: it acts for whoever made the token, in that organisation alone. */
export interface Partner {
  readonly actor: Extract<Actor, { kind: 'account' }>
  readonly keyring: Keyring
  readonly tokenId: string
  /** What the organisation calls it. */
  readonly name: string
  readonly team: { readonly id: string; readonly name: string }
  /** Seals what was answered to it, so that only a repeated send of its own reads that again. */
  readonly answerKey: Buffer
}

/** A draft as it rests, with the files that wait in it. */
export interface RestingDraft extends Pick<Selectable<Schema['drafts']>, 'state' | 'saved' | 'answers_sealed' | 'result_sealed'> {
  readonly waiting: readonly {
    readonly id: string
    readonly copy_of: string | null
    readonly key_sealed: string
    readonly name_sealed: string
  }[]
}

declare module 'fastify' {
  interface FastifyContextConfig {
    access?: Access
  }
  interface FastifyRequest {
    words: Translate
    mechanism: Mechanism
    person: Person | null
    account: Account | null
    partner: Partner | null
    /** The draft that this browser's cookie names, as it rests. */
    draft: RestingDraft | null
    /** What the anti-forgery token of this request is bound to. */
    binding: string
    /** The principal whose session its page is shown in. */
    whose: string | null
  }
  interface FastifyReply {
    page<View>(page: Page<View>, view: View): FastifyReply
  }
}

/** The person of a route with access `person`. */
export function personOf(request: FastifyRequest): Person {
  if (request.person === null) throw new Error('this route lets in people without a session')
  return request.person
}

/** The account of a route with access `account` or of an action. */
export function accountOf(request: FastifyRequest): Account {
  if (request.account === null) throw new Error('this route lets in people without a session')
  return request.account
}

/** The field tool of a route of the programs' door. */
export function partnerOf(request: FastifyRequest): Partner {
  if (request.partner === null) throw new Error('this route lets in tools without a token')
  return request.partner
}

/** What was typed on a page: a form's body is strings and lists of strings, whatever was sent. */
export function typedOf(request: FastifyRequest): Record<string, string | string[]> {
  const body = (request.body ?? {}) as Record<string, unknown>
  return Object.fromEntries(
    Object.entries(body).filter(
      (entry): entry is [string, string | string[]] =>
        typeof entry[1] === 'string' || (Array.isArray(entry[1]) && entry[1].every(value => typeof value === 'string')),
    ),
  )
}
