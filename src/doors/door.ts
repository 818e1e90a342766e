import cookie from '@fastify/cookie'
import formbody from '@fastify/formbody'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import plugin from 'fastify-plugin'
import type { Context } from '../contracts/context.ts'
import { typedOf } from '../contracts/http.ts'
import { Forged, NotFound, SignInNeeded } from '../platform/errors.ts'
import { type Frame, type Page, type Views } from '../platform/views/views.ts'
import { compress } from './compress.ts'
import { kindOf, logFailure, type Failure } from './failures.ts'
import { forged } from '../web/forgery.ts'
import { putHeaders, SCRIPTED } from './headers.ts'
import { wordsAlone } from '../web/receive-parts.ts'
import { isSecure } from '../web/cookies.ts'

/**
 * What differs between the two doors: how a request becomes somebody, who is let in, and what surrounds a page. Whoever
 * must sign in first is turned back only once the body was read, so that what they typed is kept.
 */
export interface Door {
  readonly views: Views
  readonly failurePage: Page<FailureView>
  readonly frame: (request: FastifyRequest, page: Page<unknown>) => Frame
  readonly arrive: (request: FastifyRequest, reply: FastifyReply) => Promise<void>
  readonly admit: (request: FastifyRequest) => void
  /** Where somebody who met a failure goes on, and the words of the link. */
  readonly onward: (request: FastifyRequest) => { readonly href: string; readonly key: string }
  readonly signIn: (request: FastifyRequest, reply: FastifyReply, typed: Record<string, string | string[]>) => FastifyReply
}

/** What a failure page says, and what was typed before it. */
export interface FailureView {
  readonly titleKey: string
  readonly textKey: string
  readonly typed: readonly { readonly name: string; readonly value: string; readonly long: boolean }[]
  readonly to: string
  readonly onward: { readonly href: string; readonly key: string }
  readonly requestId: string
}

const KEPT_BACK = ['csrf', 'nonce', 'extra', 'code', 'passphrase', 'again', 'old', 'offered', 'digits']
const SEALED = ['carry', 'kept']

/** What both doors share: headers, cookies, bodies, forgery, access, pages and failures. */
export function openDoor(context: Context, door: Door) {
  return plugin(async (app: FastifyInstance) => {
    await app.register(cookie)
    await app.register(formbody, { bodyLimit: 262_144 })
    app.removeContentTypeParser(['application/json', 'text/plain'])
    app.decorateReply('page', page(door))
    for (const name of ['words', 'mechanism', 'person', 'account', 'draft'] as const) app.decorateRequest(name, null as never)
    app.decorateRequest('binding', 'none')
    app.addHook('onRoute', route => {
      if (route.config?.access === undefined && route.method !== 'HEAD')
        throw new Error(`${String(route.method)} ${route.url} does not declare its access`)
    })
    app.addHook('onRequest', async (request, reply) => door.arrive(request, reply))
    app.addHook('preValidation', async request => {
      await admit(context, door, request)
      if (request.method === 'POST' && !isMultipart(request) && forged(context, request, typedOf(request).csrf)) throw new Forged()
    })
    app.addHook('onSend', async (request, reply, payload) => {
      putHeaders(reply, isSecure(context))
      return compress(request, reply, payload)
    })
    app.setErrorHandler((error: Error, request, reply) => fail(door, error, request, reply))
    app.setNotFoundHandler((request, reply) => fail(door, new NotFound(), request, reply))
  })
}

/** Lets somebody in, or reads the words of a page with files before they are asked to sign in, so that nothing they typed is lost. */
async function admit(context: Context, door: Door, request: FastifyRequest): Promise<void> {
  try {
    door.admit(request)
  } catch (error) {
    if (error instanceof SignInNeeded && isMultipart(request)) request.body = await wordsAlone(context, request)
    throw error
  }
}

/** Whether a page that takes files was sent. */
export function isMultipart(request: FastifyRequest): boolean {
  return request.headers['content-type']?.startsWith('multipart/form-data') ?? false
}

function page(door: Door) {
  return function (this: FastifyReply, shown: Page<unknown>, view: unknown): FastifyReply {
    const frame = door.frame(this.request, shown)
    if (frame.script != null) this.headers(SCRIPTED)
    return this.type('text/html; charset=utf-8').send(door.views.render(shown, view, frame))
  }
}

function fail(door: Door, error: Failure, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const typed = typedOf(request)
  if (error instanceof SignInNeeded) return door.signIn(request, reply, typed)
  const [status, kind] = kindOf(error)
  reply.removeHeader('content-disposition')
  logFailure(request, error)
  if (request.words === null) return reply.code(status).type('text/plain').send(`${status}`)
  return reply.code(status).page(door.failurePage, {
    titleKey: `failure:${kind}.title`,
    textKey: `failure:${kind}.text`,
    typed: keptFrom(typed),
    to: request.url,
    onward: door.onward(request),
    requestId: request.id,
  })
}

function keptFrom(typed: Record<string, string | string[]>): FailureView['typed'] {
  return Object.entries(typed)
    .filter(([name]) => !KEPT_BACK.includes(name))
    .flatMap(([name, value]) => [value].flat().map(text => ({ name, value: text, long: text.length > 40 && !SEALED.includes(name) })))
}
