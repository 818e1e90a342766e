import type { FastifyRequest } from 'fastify'
import type { Context } from '../contracts/context.ts'
import { digest, mac, newKey, same } from '../platform/sealing/index.ts'

/** A token that shows a form came from our own page; masked afresh each time, so that compressing a page tells nothing of it. */
export function forgeryToken(context: Context, binding: string): string {
  return masked(mac(context.keys.csrf, FORM, binding))
}

/** Whether a form may have come from somewhere else: a wrong token, or a browser that says so. */
export function forged(context: Context, request: FastifyRequest, typed: unknown): boolean {
  const site = request.headers['sec-fetch-site']
  if (site === 'cross-site') return true
  if (request.headers.origin !== undefined && !ours(context.config.publicUrl, request.headers.origin)) return true
  return !holds(mac(context.keys.csrf, FORM, request.binding), typed)
}

/** What every form of a page sends along: that it is ours, a one-time number for what it creates, and in a session whose page it is. */
export interface FormKeys {
  readonly csrf: string
  readonly nonce: string
  readonly whose: string | null
}

/** The keys of the forms of one page, made when its first form asks for them; `principalId` is whose session it is shown in, if any. */
export function formKeys(context: Context, binding: string, principalId: string | null = null): FormKeys {
  let csrf: string | undefined
  let nonce: string | undefined
  let whose: string | undefined
  return {
    get csrf() {
      return (csrf ??= forgeryToken(context, binding))
    },
    get nonce() {
      return (nonce ??= newKey().toString('base64url'))
    },
    get whose() {
      return principalId === null ? null : (whose ??= masked(mac(context.keys.csrf, WHOSE, principalId)))
    },
  }
}

/** Whether a form was on a page of theirs, once its session has ended; who wrote one of nobody's is not known. */
export function isWhose(context: Context, typed: unknown, principalId: string): boolean {
  return holds(mac(context.keys.csrf, WHOSE, principalId), typed)
}

/** What the one-time number of a page is stored as; undefined where none was sent. */
export function nonceId(typed: unknown): Buffer | undefined {
  return typeof typed === 'string' && /^[A-Za-z0-9_-]{43}$/.test(typed) ? digest('nonce/v1', typed) : undefined
}

/** Our own address; on this machine alone, whichever name of it the browser used. */
function ours(publicUrl: URL, origin: string): boolean {
  return (
    origin === publicUrl.origin || (LOOPBACK.test(publicUrl.hostname) && URL.canParse(origin) && LOOPBACK.test(new URL(origin).hostname))
  )
}

const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/

/** What a sum is made for, so that one never stands for the other. */
const FORM = 'form/v1'
const WHOSE = 'whose/v1'

function masked(sum: Buffer): string {
  const mask = newKey()
  return Buffer.concat([mask, exclusive(mask, sum)]).toString('base64url')
}

function holds(sum: Buffer, typed: unknown): boolean {
  const bytes = Buffer.from(typeof typed === 'string' ? typed : '', 'base64url')
  if (bytes.length !== 64) return false
  return same(exclusive(bytes.subarray(0, 32), bytes.subarray(32)), sum)
}

function exclusive(a: Buffer, b: Buffer): Buffer {
  return Buffer.from(a.map((byte, index) => byte ^ (b[index] ?? 0)))
}
