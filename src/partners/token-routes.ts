import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { addDays, dayOf } from '../domain/calendar.ts'
import type { Context } from '../contracts/context.ts'
import { accountOf, typedOf, type Account } from '../contracts/http.ts'
import { paths } from '../contracts/paths.ts'
import { tellAudit } from '../grievances/audit.ts'
import { once } from '../grievances/nonces.ts'
import { NotFound } from '../platform/errors.ts'
import { parse, type Errors } from '../platform/forms/index.ts'
import { isId } from '../platform/ids.ts'
import { leadsIn } from '../representation/queries.ts'
import { nonceId } from '../web/forgery.ts'
import { isFresh } from '../web/sessions.ts'
import { makeToken } from '../web/make-token.ts'
import { endToken } from '../web/tokens.ts'
import { endTokenPage, endTokenView, newTokenForm, organisationsLedBy, tokensPage, tokensView, type TokensState } from './token-page.ts'

/** The longest that a token may be let in. */
const MOST_DAYS = 365

/** A lead lets field tools of the organisation in, and ends that once they have read what it means. */
export function tokenRoutes(context: Context) {
  return async (app: FastifyInstance): Promise<void> => {
    app.get('/our-people/tokens', { config: { access: 'representative' } }, (request, reply) => show(context, request, reply))
    app.post('/our-people/tokens', { config: { access: 'representative' } }, (request, reply) => make(context, request, reply))
    app.get('/our-people/tokens/:id/end', { config: { access: 'representative' } }, async (request, reply) => {
      const view = await endTokenView(context, leading(request), idIn(request))
      if (view === null) throw new NotFound()
      return reply.page(endTokenPage, view)
    })
    app.post('/our-people/tokens/:id/end', { config: { access: 'representative' } }, async (request, reply) => {
      const account = leading(request)
      const id = idIn(request)
      await context.db.transaction().execute(async trx => {
        if (await endToken(trx, id, leadsIn(account))) await tellAudit(trx, context, account.actor, 'token.ended', id)
      })
      return reply.redirect(paths.desk.spoken('tokens'), 303)
    })
  }
}

function idIn(request: FastifyRequest): string {
  const { id } = request.params as { id: string }
  if (!isId(id)) throw new NotFound()
  return id
}

async function make(context: Context, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const account = leading(request)
  if (!isFresh(context, account)) return askAgain(reply)
  const typed = typedOf(request)
  const read = parse(newTokenForm, typed, { organisation: await organisationsLedBy(context.db, account) })
  const errors = read.ok ? wrongDay(dayOf(context.clock.now()), read.answers.lastDay) : read.errors
  if (!read.ok || Object.keys(errors).length > 0) return show(context, request, reply.code(422), { typed, errors })
  const { toolName: name, organisation: teamId, lastDay: endsOn } = read.answers
  const made = await once(context, nonceId(typed.nonce), async trx => {
    const { id, token } = await makeToken(context, trx, account, { teamId, name, endsOn })
    await tellAudit(trx, context, account.actor, 'token.made', id, { teamId, endsOn })
    return token
  })
  return made === undefined ? reply.redirect(paths.desk.spoken('tokens'), 303) : show(context, request, reply, { made })
}

function wrongDay(today: string, endsOn: string): Errors {
  if (endsOn <= today) return { lastDay: 'past' }
  return endsOn > addDays(today, MOST_DAYS) ? { lastDay: 'within_year' } : {}
}

/** The page; after a pause only with the passphrase. */
async function show(context: Context, request: FastifyRequest, reply: FastifyReply, state: TokensState = {}): Promise<FastifyReply> {
  const account = leading(request)
  if (!isFresh(context, account)) return askAgain(reply)
  return reply.page(tokensPage, await tokensView(context, request.words, account, state))
}

function askAgain(reply: FastifyReply): FastifyReply {
  return reply.redirect(paths.desk.again(paths.desk.spoken('tokens')), 303)
}

/** Whoever leads an organisation; for others the page does not exist. */
function leading(request: FastifyRequest): Account {
  const account = accountOf(request)
  if (leadsIn(account).length === 0) throw new NotFound()
  return account
}
