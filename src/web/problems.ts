import type { FastifyReply, FastifyRequest } from 'fastify'
import { FILES_IN_ALL } from '../platform/uploads/index.ts'
import type { FormWords } from '../platform/forms/index.ts'

/** Every way in which a program is refused, with its status; the sentences are `partners:problems.<kind>`. */
export const PROBLEMS = {
  notUnderstood: 400,
  keyMissing: 400,
  token: 401,
  notFound: 404,
  wrongMethod: 405,
  notNow: 409,
  noIdentity: 409,
  damaged: 409,
  tooLarge: 413,
  invalid: 422,
  keyOther: 422,
  broken: 500,
  busy: 503,
  closed: 503,
} as const
export type ProblemKind = keyof typeof PROBLEMS

/** One thing that is wrong in a body: where, its code, and the sentence that people read on the page of the form. */
export interface FieldProblem {
  readonly pointer: string
  readonly code: string
  readonly detail: string
}

/** Says a problem as RFC 9457 has it, with its sentence in the language that was asked for. */
export function sendProblem(
  request: FastifyRequest,
  reply: FastifyReply,
  kind: ProblemKind,
  more: { readonly status?: number; readonly errors?: readonly FieldProblem[] } = {},
): FastifyReply {
  const status = more.status ?? PROBLEMS[kind]
  if (status === 401) reply.header('www-authenticate', 'Bearer')
  if (kind === 'busy') reply.header('retry-after', '60')
  return reply
    .code(status)
    .type('application/problem+json; charset=utf-8')
    .header('content-language', request.words.language.tag)
    .send({
      type: `urn:recourse:problem:${kind}`,
      title: request.words.t(`partners:problems.${kind}.title`),
      status,
      detail: request.words.t(`partners:problems.${kind}.text`),
      request: request.id,
      ...(more.errors === undefined ? {} : { errors: more.errors }),
    })
}

/** What is wrong with a field, in the words of the page of the form. */
export function fieldProblem(words: FormWords, pointer: string, code: string, max = FILES_IN_ALL): FieldProblem {
  return { pointer, code, detail: words.t(`forms:errors.${code}`, { max }) }
}
