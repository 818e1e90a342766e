import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Context } from '../contracts/context.ts'
import { isOwnPhone, readCookie, setCookie } from '../web/cookies.ts'
import { deriveKey, digest, newToken, tokenBytes } from '../platform/sealing/index.ts'

/** The token of the draft that this browser holds, or null where it sent none that could be one. */
export function draftToken(context: Context, request: FastifyRequest): string | null {
  const token = readCookie(context, request, 'draft')
  return token !== undefined && tokenBytes(token) !== null ? token : null
}

/** The id of the draft that a token opens; whoever reads it in the database has no way back to the token. */
export function draftIdOf(token: string): Buffer {
  return digest('draft/v1', token)
}

/** How many days a draft is kept after its last page was stored. */
export const KEPT_DAYS = 3

/**
 * The token of this browser's draft, made and set where there is none; the forms of this answer are bound to it. It ends with the browser;
 * somebody's own phone holds it as long as the draft is kept.
 */
export function giveDraftToken(context: Context, request: FastifyRequest, reply: FastifyReply): string {
  const held = draftToken(context, request)
  const own = isOwnPhone(context, request)
  if (held !== null && !own) return held
  const token = held ?? newToken()
  setCookie(context, reply, 'draft', token, own ? KEPT_DAYS : undefined)
  request.binding = token
  return token
}

/** Forms of these pages are bound to the draft's cookie, so that they outlive a session that a code opened. */
export function bindToDraft(context: Context, request: FastifyRequest): void {
  request.binding = readCookie(context, request, 'draft') ?? 'none'
}

/** Who lost a code writes on a draft of its own, so that a story begun in the same browser stays as it is. */
export function lostTokenOf(token: string): string {
  return deriveKey(Buffer.from(token), 'draft-lost/v1').toString('base64url')
}
