import type { FastifyReply, FastifyRequest } from 'fastify'
import { dayOf } from '../domain/calendar.ts'
import type { Context } from '../contracts/context.ts'
import type { Partner } from '../contracts/http.ts'
import type { Writer } from '../contracts/schema.ts'
import { answerKept, keepAnswer } from '../grievances/nonces.ts'
import { Broken } from '../platform/errors.ts'
import { digest, mac, openJson, sealJson, unlessDamaged } from '../platform/sealing/index.ts'
import { sendProblem } from '../web/problems.ts'
import { isObject } from './body.ts'

/** What a program is answered to something it sent once. */
export type Answer = Readonly<Record<string, string | number>>

/** A send that counts once: its one-time number, and the mark of what was sent, by which the same and another are told apart. */
export interface Sending {
  readonly context: Context
  readonly partner: Partner
  readonly nonce: Buffer
  readonly mark: string
}

/** What became of a send before this one with the same key. */
export type Earlier = { readonly is: 'none' } | { readonly is: 'other' } | { readonly is: 'same'; readonly answer: Answer }

const KEY = /^[\x20-\x7e]{1,200}$/

/** The one-time number of this request, bound to the token and the address; null where the program sent no key or not one. */
export function nonceOf(request: FastifyRequest, partner: Partner): Buffer | null {
  const key = request.headers['idempotency-key']
  if (typeof key !== 'string' || !KEY.test(key)) return null
  return mac(partner.answerKey, request.method, request.url, key)
}

/** The mark of what was sent, in whatever order its names stand. */
export function markOf(sent: unknown): string {
  return digest('sent/v1', JSON.stringify(sent, inOrder) ?? '').toString('base64url')
}

function inOrder(_name: string, value: unknown): unknown {
  return isObject(value) ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) : value
}

/** Looks for what the first send was answered; it rests sealed, so that nobody but the token reads it. */
export async function earlier({ context, partner, nonce, mark }: Sending): Promise<Earlier> {
  const kept = await answerKept(context.db, nonce)
  if (kept === null) return { is: 'none' }
  const first = unlessDamaged(() => openJson<{ mark: string; answer: Answer }>(partner.answerKey, kept, ['kept-answer', nonceName(nonce)]))
  return first?.mark === mark ? { is: 'same', answer: first.answer } : { is: 'other' }
}

/** Keeps the answer in the transaction that earned it. */
export async function keep(trx: Writer, { context, partner, nonce, mark }: Sending, answer: Answer): Promise<void> {
  const sealed = sealJson(partner.answerKey, { mark, answer }, ['kept-answer', nonceName(nonce)])
  await keepAnswer(trx, nonce, sealed, dayOf(context.clock.now()))
}

/** Answers from what an earlier send left. */
export function answerEarlier(request: FastifyRequest, reply: FastifyReply, before: Exclude<Earlier, { is: 'none' }>): FastifyReply {
  return before.is === 'other' ? sendProblem(request, reply, 'keyOther') : reply.code(201).send(before.answer)
}

/** Answers whoever came second in the same moment: what the first one earned is there by now. */
export async function answerSecond(request: FastifyRequest, reply: FastifyReply, sending: Sending): Promise<FastifyReply> {
  const before = await earlier(sending)
  if (before.is === 'none') throw new Broken('a send that counted once left no answer')
  return answerEarlier(request, reply, before)
}

function nonceName(nonce: Buffer): string {
  return nonce.toString('hex')
}
