import cookie from '@fastify/cookie'
import formbody from '@fastify/formbody'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import plugin from 'fastify-plugin'
import type { Context } from '../contracts/context.ts'
import { typedOf } from '../contracts/http.ts'
import { Forged, NotFound, SignInNeeded } from '../platform/errors.ts'
import { FORM_BYTES } from '../platform/forms/index.ts'
import { readTypedAlone } from '../platform/uploads/index.ts'
import { type Frame, type Page, type Views } from '../platform/views/views.ts'
import { compress } from './compress.ts'
import { failureView, type FailureView, type Onward } from './failure-page.ts'
import { kindOf, logFailure, type Failure } from './failures.ts'
import { forged } from '../web/forgery.ts'
import { putHeaders, SCRIPTED } from './headers.ts'
import { leadBack, showRefused } from './refused.ts'
import { isSecure } from '../web/cookies.ts'
import type { Typed } from '../web/kept.ts'
import { unnamed } from '../web/mechanism.ts'

/**
 * What differs between the two doors: how a request becomes somebody, who is let in, and what surrounds a page. Whoever
 * must sign in first is turned back only once the body was read, so that what they typed is kept.
 */
export interface Door {
  readonly views: Views
  readonly failurePage: Page<FailureView>
  readonly frame: (request: FastifyRequest, page: Page<unknown>) => Frame
  /** In which words a request is answered that nobody could be asked about yet, and what its form is bound to. */
  readonly before: (request: FastifyRequest) => Pick<FastifyRequest, 'words' | 'binding'>
  readonly arrive: (request: FastifyRequest, reply: FastifyReply) => Promise<void>
  readonly admit: (request: FastifyRequest) => void
  /** Where somebody who met a failure goes on; after a refusal, to what refused. */
  readonly onward: (request: FastifyRequest, refused: boolean) => Onward
  readonly signIn: (request: FastifyRequest, reply: FastifyReply, typed: Typed) => FastifyReply
}

/**
 * What both doors share: headers, cookies, bodies, forgery, access, pages and failures. A request about which the database could not be
 * asked fails once its body was read, so that what was typed is kept, and in the words of what was last known of the mechanism.
 */
export function openDoor(context: Context, door: Door) {
  return plugin(async (app: FastifyInstance) => {
    await app.register(cookie)
    await app.register(formbody, { bodyLimit: FORM_BYTES })
    app.removeContentTypeParser(['application/json', 'text/plain'])
    app.decorateReply('page', page(door))
    for (const name of ['words', 'mechanism', 'person', 'account', 'draft'] as const) app.decorateRequest(name, null as never)
    app.decorateRequest('binding', 'none')
    app.decorateRequest('whose', null)
    app.addHook('onRoute', route => {
      if (route.config?.access === undefined && route.method !== 'HEAD')
        throw new Error(`${String(route.method)} ${route.url} does not declare its access`)
    })
    let known = unnamed(context)
    const missed = new WeakMap<FastifyRequest, unknown>()
    app.addHook('onRequest', async (request, reply) => {
      Object.assign(request, { mechanism: known, ...door.before(request) })
      try {
        await door.arrive(request, reply)
        known = request.mechanism
      } catch (error) {
        missed.set(request, error)
      }
    })
    app.addHook('preValidation', async request => {
      if (missed.has(request)) throw missed.get(request)
      door.admit(request)
      if (request.method === 'POST' && !isMultipart(request) && forged(context, request, typedOf(request).csrf)) throw new Forged()
    })
    app.addHook('onSend', async (request, reply, payload) => {
      const body = await showRefused(context, request, reply, await leadBack(context, request, reply, payload))
      putHeaders(reply, isSecure(context))
      return compress(request, reply, body)
    })
    app.setErrorHandler((error: Error, request, reply) => fail(door, error, request, reply))
    app.setNotFoundHandler((request, reply) => fail(door, new NotFound(), request, reply))
  })
}

function isMultipart(request: FastifyRequest): boolean {
  return request.headers['content-type']?.startsWith('multipart/form-data') ?? false
}

function page(door: Door) {
  return function (this: FastifyReply, shown: Page<unknown>, view: unknown): FastifyReply {
    const frame = door.frame(this.request, shown)
    if (frame.script != null) this.headers(SCRIPTED)
    return this.type('text/html; charset=utf-8').send(door.views.render(shown, view, frame))
  }
}

async function fail(door: Door, error: Failure, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  if (isMultipart(request) && request.body === undefined && request.routeOptions.config.uploads === true) await readTypedAlone(request)
  const typed = typedOf(request)
  if (error instanceof SignInNeeded) return door.signIn(request, reply, typed)
  const [status, kind] = kindOf(error)
  reply.removeHeader('content-disposition')
  logFailure(request, error)
  const view = failureView(request, kind, typed, door.onward(request, status === 409))
  return reply.code(status).page(view.said.length === 0 ? door.failurePage : { ...door.failurePage, carries: 'held' }, view)
}
