import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import plugin from 'fastify-plugin'
import type { Context } from '../contracts/context.ts'
import { tellAudit } from '../grievances/audit.ts'
import { grievancesVisibleTo } from '../grievances/visible.ts'
import { bestLanguage } from '../intake/best-language.ts'
import { NotFound, SignInNeeded } from '../platform/errors.ts'
import { isSecure } from '../web/cookies.ts'
import { mechanismOf, unnamed } from '../web/mechanism.ts'
import { comeThrough } from '../web/pace.ts'
import { PROBLEMS, sendProblem, type ProblemKind } from '../web/problems.ts'
import { readStrictJson } from '../web/strict-json.ts'
import { openToken } from '../web/tokens.ts'
import { compress } from './compress.ts'
import { kindOf, logFailure, type Failure, type FailureKind } from './failures.ts'
import { putHeaders } from './headers.ts'
import { mayReach } from './reach.ts'

/**
 * The programs' door: field tools of organisations, each with a token. It reads no cookie and shows no page; what it refuses it says
 * as a problem, in the language that was asked for. Each use of a token that is let in leaves one record in the audit.
 */
export function apiDoor(context: Context) {
  return plugin(async (app: FastifyInstance) => {
    app.removeContentTypeParser('text/plain')
    readStrictJson(app)
    for (const name of ['words', 'mechanism', 'person', 'account', 'partner'] as const) app.decorateRequest(name, null as never)
    app.decorateRequest('binding', 'none')
    app.decorateRequest('whose', null)
    app.addHook('onRoute', route => {
      if (route.config?.access === undefined && route.method !== 'HEAD')
        throw new Error(`${String(route.method)} ${route.url} does not declare its access`)
    })
    app.addHook('onRequest', async request => {
      request.mechanism = unnamed(context)
      request.words = context.words.in(languageAsked(context, request))
      request.mechanism = await mechanismOf(context)
      request.words = context.words.in(languageAsked(context, request))
      await admit(context, request)
    })
    app.addHook('onSend', async (request, reply, payload) => {
      if (!reply.hasHeader('vary')) reply.header('vary', 'Authorization, Accept-Language')
      putHeaders(reply, isSecure(context))
      return compress(request, reply, payload)
    })
    app.setErrorHandler((error: Error, request, reply) => fail(error, request, reply))
    app.setNotFoundHandler((request, reply) => fail(new NotFound(), request, reply))
  })
}

/** Asks for the token before anything of the body is read, and lets its line move on. */
async function admit(context: Context, request: FastifyRequest): Promise<void> {
  const access = request.routeOptions.config.access
  if (access === 'anyone' || access === undefined) return
  const token = /^Bearer ([\w-]+)$/i.exec(request.headers.authorization ?? '')?.[1]
  request.partner = token === undefined ? null : await openToken(context, token)
  if (request.partner === null) throw new SignInNeeded()
  if (!mayReach(access, request.partner.actor)) throw new NotFound()
  await comeThrough(context, 'tool')
  await tellUse(context, request)
}

/** What was asked and, where it is about a case that they may see, which one; never a word of it. */
async function tellUse(context: Context, request: FastifyRequest): Promise<void> {
  const { partner } = request
  if (partner === null) return
  const { reference } = request.params as { reference?: string }
  const seen = reference === undefined ? undefined : await idOf(context, partner.actor, reference)
  const detail = { token: partner.tokenId, asked: `${request.method} ${request.routeOptions.url ?? ''}` }
  await context.db.transaction().execute(trx => tellAudit(trx, context, partner.actor, 'token.used', seen ?? partner.tokenId, detail))
}

async function idOf(context: Context, actor: Parameters<typeof grievancesVisibleTo>[1], reference: string): Promise<string | undefined> {
  if (!/^[0-9A-Z]{3}-[0-9A-Z]{3}$/.test(reference)) throw new NotFound()
  const row = await grievancesVisibleTo(context.db, actor).select('grievances.id').where('reference', '=', reference).executeTakeFirst()
  return row?.id
}

function languageAsked(context: Context, request: FastifyRequest): string {
  const { languages, default_language } = request.mechanism
  const offered = languages.filter(tag => context.words.offers(tag))
  return bestLanguage(request.headers['accept-language'] ?? '', offered, default_language)
}

function fail(error: Failure, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (error instanceof SignInNeeded) return sendProblem(request, reply, 'token')
  const [status, kind] = kindOf(error)
  logFailure(request, error)
  return sendProblem(request, reply, problemOf(status, kind), { status })
}

function problemOf(status: number, kind: FailureKind): ProblemKind {
  if (kind in PROBLEMS) return kind as ProblemKind
  return status >= 500 ? 'broken' : 'notNow'
}
