import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Context } from '../contracts/context.ts'
import { typedOf } from '../contracts/http.ts'
import { SHOWN_IN } from '../platform/forms/index.ts'
import { keepRefused, refusedPage } from '../web/refused-pages.ts'
import { logFailure } from './failures.ts'

/** What an address carries that leads back to the page that answered a form. */
const AGAIN = 'again'

/** The answer to a form with something wrong on it. */
const COMES_BACK = 422

/**
 * A page that answers a form in a session is given an address and led to, so that whoever goes back to it finds it there, with what they
 * typed, and no browser asks whether to send again. One that could not be kept answers at once, as one does on which a passphrase is
 * chosen, which rests nowhere, and every page where nobody has a session yet: there it would rest behind nothing that only they hold.
 */
export async function leadBack(context: Context, request: FastifyRequest, reply: FastifyReply, payload: unknown): Promise<unknown> {
  if (request.method !== 'POST' || typeof payload !== 'string' || reply.statusCode !== COMES_BACK) return payload
  if (typedOf(request)[SHOWN_IN] !== undefined) reply.code(200)
  const session = request.person ?? request.account
  const to = formOf(request)
  if (session === null || to === null || 'passphrase' in typedOf(request)) return payload
  try {
    const id = await keepRefused(context, session, { status: reply.statusCode, html: payload })
    reply.code(303).header('location', `${to}?${AGAIN}=${id}`).removeHeader('content-type').removeHeader('content-length')
    return ''
  } catch (error) {
    logFailure(request, error as Error)
    return payload
  }
}

/**
 * Shows a page that came back in place of its form, to whoever has the session it came back in and may see that form now; anybody else,
 * or later, meets what the form's address answers.
 */
export async function showRefused(context: Context, request: FastifyRequest, reply: FastifyReply, payload: unknown): Promise<unknown> {
  const session = request.person ?? request.account
  const id = (request.query as Readonly<Record<string, unknown>>)[AGAIN]
  if (request.method !== 'GET' || reply.statusCode !== 200 || session === null || id === undefined) return payload
  const page = await refusedPage(context, session, id)
  if (page === null) return payload
  reply.code(page.status).removeHeader('content-length')
  return page.html
}

/** The address that shows the form: the one it was sent to, or the nearest above it that shows a page. */
function formOf({ server, routeOptions, url }: FastifyRequest): string | null {
  const pattern = (routeOptions.url ?? '').split('/')
  const path = (url.split('?')[0] ?? '').split('/')
  while (pattern.length > 1 && !server.hasRoute({ method: 'GET', url: pattern.join('/') })) {
    pattern.pop()
    path.pop()
  }
  return pattern.length > 1 ? path.join('/') : null
}
