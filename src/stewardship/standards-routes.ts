import type { FastifyInstance } from 'fastify'
import { PRIORITY_CODES } from '../domain/severity.ts'
import type { Context } from '../contracts/context.ts'
import { accountOf, typedOf } from '../contracts/http.ts'
import { paths } from '../contracts/paths.ts'
import { NotFound } from '../platform/errors.ts'
import { parse } from '../platform/forms/index.ts'
import { isClock, lengthOf, standardForm, wrongWithStandard } from './forms.ts'
import { setStandard } from './set-standard.ts'
import { standardPage, standardsPage, standardsView, standardView } from './standards-page.ts'

/** The times this mechanism promises. */
export function standardsRoutes(app: FastifyInstance, context: Context): void {
  app.get('/steward/standards', { config: { access: 'steward' } }, async (request, reply) =>
    reply.page(standardsPage, await standardsView(context.db, request.words)),
  )
  app.get<{ Params: { clock: string } }>('/steward/standards/:clock', { config: { access: 'steward' } }, async (request, reply) => {
    const { clock } = request.params
    if (!isClock(clock)) throw new NotFound()
    return reply.page(standardPage, await standardView(context.db, request.words, clock))
  })
  app.post<{ Params: { clock: string } }>('/steward/standards/:clock', { config: { access: 'steward' } }, async (request, reply) => {
    const { clock } = request.params
    if (!isClock(clock)) throw new NotFound()
    const typed = typedOf(request)
    const read = parse(standardForm, typed)
    const errors = read.ok ? wrongWithStandard(clock, read.answers) : read.errors
    if (!read.ok || Object.keys(errors).length > 0)
      return reply.code(422).page(standardPage, await standardView(context.db, request.words, clock, typed, errors))
    const { actor } = accountOf(request)
    await context.db.transaction().execute(async trx => {
      for (const priority of PRIORITY_CODES)
        await setStandard(context, trx, actor, { clock, priority, length: lengthOf(read.answers, priority) })
    })
    return reply.redirect(paths.desk.steward('standards'), 303)
  })
}
