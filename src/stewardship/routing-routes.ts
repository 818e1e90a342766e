import type { FastifyInstance } from 'fastify'
import type { RoutingRule } from '../domain/routing.ts'
import type { Context } from '../contracts/context.ts'
import { accountOf, typedOf } from '../contracts/http.ts'
import { paths } from '../contracts/paths.ts'
import type { Reader } from '../contracts/schema.ts'
import { nonceId } from '../web/forgery.ts'
import { once } from '../grievances/nonces.ts'
import { NotFound } from '../platform/errors.ts'
import { parse, type Answers } from '../platform/forms/index.ts'
import { routeForm } from './forms.ts'
import { addRoute, removeRoute } from './routing.ts'
import { routeOffers, routingPage, routingView } from './routing-page.ts'

/** Which team gets what. */
export function routingRoutes(app: FastifyInstance, context: Context): void {
  app.get('/steward/routing', { config: { access: 'steward' } }, async (request, reply) =>
    reply.page(routingPage, await routingView(context.db, request.words)),
  )
  app.post('/steward/routing', { config: { access: 'steward' } }, async (request, reply) => {
    const typed = typedOf(request)
    const read = parse(routeForm, typed, await routeOffers(context.db))
    if (!read.ok) return reply.code(422).page(routingPage, await routingView(context.db, request.words, typed, read.errors))
    const rule = await ruleFrom(context.db, read.answers)
    await once(context, nonceId(typed.nonce), trx => addRoute(context, trx, accountOf(request).actor, rule))
    return reply.redirect(paths.desk.steward('routing'), 303)
  })
  app.post<{ Params: { id: string } }>('/steward/routing/:id/remove', { config: { access: 'steward' } }, async (request, reply) => {
    const { id } = request.params
    const lines = await context.db.selectFrom('routing_rules').select('id').execute()
    if (!lines.some(line => line.id === id)) throw new NotFound()
    await context.db.transaction().execute(trx => removeRoute(context, trx, accountOf(request).actor, id))
    return reply.redirect(paths.desk.steward('routing'), 303)
  })
}

/** An operation brings its organisation with it. */
async function ruleFrom(db: Reader, answers: Answers<typeof routeForm>): Promise<RoutingRule> {
  const { operation, organisation, team, rank } = answers
  if (operation === '') return { rank, operationId: null, organisationId: organisation === '' ? null : organisation, teamId: team }
  const row = await db.selectFrom('operations').select('organisation_id').where('id', '=', operation).executeTakeFirst()
  return { rank, operationId: operation, organisationId: row?.organisation_id ?? null, teamId: team }
}
