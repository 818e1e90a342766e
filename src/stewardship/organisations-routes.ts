import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Context } from '../contracts/context.ts'
import { accountOf, typedOf } from '../contracts/http.ts'
import { paths } from '../contracts/paths.ts'
import { nonceId } from '../web/forgery.ts'
import { once } from '../grievances/nonces.ts'
import { NotFound } from '../platform/errors.ts'
import { parse } from '../platform/forms/index.ts'
import { operationForm, organisationForm, renameForm } from './forms.ts'
import { addOperation, addOrganisation, isTaken, rename } from './organisations.ts'
import {
  organisationOptions,
  organisationsPage,
  organisationsView,
  renamePage,
  renameView,
  type OrganisationsState,
} from './organisations-page.ts'
import { organisationsWithOperations } from './queries.ts'

const HERE = paths.desk.steward('organisations')

/** The organisations people may have something to tell about, and their operations. */
export function organisationsRoutes(app: FastifyInstance, context: Context): void {
  app.get('/steward/organisations', { config: { access: 'steward' } }, async (request, reply) => show(context, request, reply))
  app.post('/steward/organisations', { config: { access: 'steward' } }, async (request, reply) => {
    const typed = typedOf(request)
    const read = parse(organisationForm, typed)
    if (!read.ok) return show(context, request, reply, { part: 'organisation', typed, errors: read.errors })
    const { name } = read.answers
    const added = await once(context, nonceId(typed.nonce), async trx =>
      (await isTaken(trx, 'organisations', { name })) ? 'taken' : addOrganisation(context, trx, accountOf(request).actor, name),
    )
    if (added === 'taken') return show(context, request, reply, { part: 'organisation', typed, errors: { name: 'same_name' } })
    return reply.redirect(HERE, 303)
  })
  app.post('/steward/organisations/operations', { config: { access: 'steward' } }, async (request, reply) => {
    const typed = typedOf(request)
    const read = parse(operationForm, typed, { organisation: organisationOptions(await organisationsWithOperations(context.db)) })
    if (!read.ok) return show(context, request, reply, { part: 'operation', typed, errors: read.errors })
    const { organisation: organisationId, operation: name } = read.answers
    const added = await once(context, nonceId(typed.nonce), async trx =>
      (await isTaken(trx, 'operations', { name, organisationId }))
        ? 'taken'
        : addOperation(context, trx, accountOf(request).actor, { organisationId, name }),
    )
    if (added === 'taken') return show(context, request, reply, { part: 'operation', typed, errors: { operation: 'same_name' } })
    return reply.redirect(HERE, 303)
  })
  app.get<{ Params: { id: string } }>('/steward/organisations/:id', { config: { access: 'steward' } }, async (request, reply) =>
    reply.page(renamePage, renameView(request.words, await named(context, request.params.id))),
  )
  app.post<{ Params: { id: string } }>('/steward/organisations/:id', { config: { access: 'steward' } }, async (request, reply) => {
    const subject = await named(context, request.params.id)
    const typed = typedOf(request)
    const read = parse(renameForm, typed)
    if (!read.ok) return reply.code(422).page(renamePage, renameView(request.words, subject, typed, read.errors))
    const { name } = read.answers
    const { kind, id, organisationId } = subject
    const taken = await context.db.transaction().execute(async trx => {
      if (await isTaken(trx, kind, { name, but: id, ...(organisationId === undefined ? {} : { organisationId }) })) return true
      await rename(context, trx, accountOf(request).actor, { kind, id, name })
      return false
    })
    if (taken) return reply.code(422).page(renamePage, renameView(request.words, subject, typed, { name: 'same_name' }))
    return reply.redirect(HERE, 303)
  })
}

async function show(context: Context, request: FastifyRequest, reply: FastifyReply, state: OrganisationsState = {}): Promise<FastifyReply> {
  const organisations = await organisationsWithOperations(context.db)
  return reply.code(state.errors === undefined ? 200 : 422).page(organisationsPage, organisationsView(request.words, organisations, state))
}

interface NamedThing {
  readonly kind: 'organisations' | 'operations'
  readonly id: string
  readonly name: string
  readonly organisationId?: string
}

async function named(context: Context, id: string): Promise<NamedThing> {
  const organisations = await organisationsWithOperations(context.db)
  const organisation = organisations.find(one => one.id === id)
  const owner = organisations.find(one => one.operations.some(operation => operation.id === id))
  const operation = owner?.operations.find(one => one.id === id)
  if (organisation !== undefined) return { kind: 'organisations', id, name: organisation.name }
  if (operation !== undefined)
    return { kind: 'operations', id, name: operation.name, ...(owner === undefined ? {} : { organisationId: owner.id }) }
  throw new NotFound()
}
