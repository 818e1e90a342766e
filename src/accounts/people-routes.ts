import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Context } from '../contracts/context.ts'
import { accountOf, typedOf, type Account } from '../contracts/http.ts'
import { paths } from '../contracts/paths.ts'
import { nonceId } from '../web/forgery.ts'
import { languageOptions } from '../web/language-choices.ts'
import { once } from '../grievances/nonces.ts'
import { NotFound } from '../platform/errors.ts'
import { parse, type Option } from '../platform/forms/index.ts'
import { confirmMember } from './confirm-member.ts'
import { invitationBehind, invitationLink, invitationToken, invite, withdrawInvitation } from './invitations.ts'
import { inviteForm, peoplePage, peopleView, type PeopleState } from './people-page.ts'
import { isOnlyLead, leadsTeam, openInvitations, placesSeenBy, seesPeople, wasRemoved, type Place } from './people.ts'
import { confirmPage, placeView, removePage } from './place-page.ts'
import { teamOptions } from './queries.ts'
import { removeMember } from './remove-member.ts'
import { useDigits } from './six-digits.ts'

type PlacePath = { Params: { id: string; team: string } }

/** Who is in which team: inviting (stewards, and leads of an organisation that speaks for people), confirming (leads of the team), removing (both). */
export function peopleRoutes(app: FastifyInstance, context: Context): void {
  app.get('/steward/people', { config: { access: 'account' } }, async (request, reply) => show(context, request, reply))
  app.post('/steward/people', { config: { access: 'account' } }, async (request, reply) => inviteSomebody(context, request, reply))
  app.post<{ Params: { id: string } }>('/steward/people/invited/:id/withdraw', { config: { access: 'account' } }, async (request, reply) =>
    withdraw(context, request, reply),
  )
  app.get<PlacePath>('/steward/people/:id/:team/confirm', { config: { access: 'account' } }, async (request, reply) => {
    const place = await confirmable(context, request)
    if (place === 'done') return toPeople(reply)
    return reply.page(confirmPage, await placeView(context, request.words, place, 'confirm'))
  })
  app.post<PlacePath>('/steward/people/:id/:team/confirm', { config: { access: 'account' } }, async (request, reply) => {
    const place = await confirmable(context, request)
    if (place === 'done') return toPeople(reply)
    if (!(await digitsFit(context, request)))
      return reply.code(422).page(confirmPage, await placeView(context, request.words, place, 'confirm', { digits: 'digits' }))
    await context.db.transaction().execute(trx => confirmMember(context, trx, accountOf(request), place))
    return toPeople(reply)
  })
  app.get<PlacePath>('/steward/people/:id/:team/remove', { config: { access: 'account' } }, async (request, reply) => {
    const place = await removable(context, request)
    if (place === 'done') return toPeople(reply)
    return reply.page(removePage, await placeView(context, request.words, place, 'remove'))
  })
  app.post<PlacePath>('/steward/people/:id/:team/remove', { config: { access: 'account' } }, async (request, reply) => {
    const place = await removable(context, request)
    if (place === 'done') return toPeople(reply)
    if (!(await digitsFit(context, request)))
      return reply.code(422).page(removePage, await placeView(context, request.words, place, 'remove', { digits: 'digits' }))
    await context.db.transaction().execute(trx => removeMember(context, trx, accountOf(request).actor, place))
    return toPeople(reply)
  })
}

async function inviteSomebody(context: Context, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const account = accountOf(request)
  const typed = typedOf(request)
  const teams = await invitingTo(context, account)
  if (teams.length === 0) throw new NotFound()
  const read = parse(inviteForm(account), typed, { team: teams, language: languageOptions(context) })
  if (!read.ok) return show(context, request, reply, { typed, errors: read.errors })
  const { email, language, team, role } = read.answers
  const steward = 'steward' in read.answers && read.answers.steward
  const by = { actor: account.actor, principalId: account.actor.id }
  const asked = { email, language, teamId: team, role, steward }
  const nonce = nonceId(typed.nonce)
  const token = invitationToken(context, by, nonce)
  const invited = await once(context, nonce, trx => invite(context, trx, by, asked, token))
  if (invited === undefined) return showAgain(context, request, reply, token)
  if (invited === 'member') return show(context, request, reply, { typed, errors: { email: 'member' } })
  return show(context, request, reply, invited === 'known' ? { waits: true } : invited)
}

/** The link that this page made before, for as long as it waits: its answer may have been lost. */
async function showAgain(context: Context, request: FastifyRequest, reply: FastifyReply, token: string): Promise<FastifyReply> {
  const waits = (await invitationBehind(context, context.db, token)) !== null
  return waits ? show(context, request, reply, { link: invitationLink(context, token) }) : toPeople(reply)
}

/** Whoever may invite to a team may take an invitation to it back, whoever wrote it. */
async function withdraw(context: Context, request: FastifyRequest<{ Params: { id: string } }>, reply: FastifyReply): Promise<FastifyReply> {
  const account = accountOf(request)
  const teamIds = (await invitingTo(context, account)).map(team => team.value)
  await context.db.transaction().execute(async trx => {
    const open = await openInvitations(context, trx, teamIds)
    const one = open.find(({ id }) => Buffer.from(id).toString('hex') === request.params.id)
    if (one === undefined) throw new NotFound()
    await withdrawInvitation(context, trx, account.actor, one)
  })
  return toPeople(reply)
}

/** The teams to which somebody may invite: a steward to every one, a lead to their own organisation that speaks for people. */
async function invitingTo(context: Context, { actor }: Account): Promise<Option[]> {
  if (actor.steward) return teamOptions(context.db)
  const led = actor.memberships.filter(one => one.role === 'lead' && one.teamKind === 'representative').map(one => one.teamId)
  return (await teamOptions(context.db, 'representative')).filter(team => led.includes(team.value))
}

async function show(context: Context, request: FastifyRequest, reply: FastifyReply, state: PeopleState = {}): Promise<FastifyReply> {
  const account = accountOf(request)
  if (!seesPeople(account.actor)) throw new NotFound()
  const typed = { language: request.mechanism.default_language, ...state.typed }
  const view = await peopleView(context, request.words, account, await invitingTo(context, account), { ...state, typed })
  return reply.code(state.errors === undefined ? 200 : 422).page(peoplePage, view)
}

async function digitsFit(context: Context, request: FastifyRequest): Promise<boolean> {
  const { digits } = typedOf(request)
  return typeof digits === 'string' && useDigits(context, context.db, accountOf(request).actor.id, digits)
}

/** The list of people, where what was done stands. */
function toPeople(reply: FastifyReply): FastifyReply {
  return reply.redirect(paths.desk.steward('people'), 303)
}

/** The place that waits to be confirmed, or that it is confirmed already. */
async function confirmable(context: Context, request: FastifyRequest<PlacePath>): Promise<Place | 'done'> {
  const { actor } = accountOf(request)
  const { id, team } = request.params
  const places = await placesSeenBy(context, context.db, actor)
  const place = places.find(one => one.accountId === id && one.teamId === team)
  if (place === undefined || !leadsTeam(actor, place.teamId)) throw new NotFound()
  return place.state === 'confirmed' ? 'done' : place
}

/** The place that may be taken away, or that it was taken away already. */
async function removable(context: Context, request: FastifyRequest<PlacePath>): Promise<Place | 'done'> {
  const { actor } = accountOf(request)
  const { id, team } = request.params
  const places = await placesSeenBy(context, context.db, actor)
  const place = places.find(one => one.accountId === id && one.teamId === team)
  if (place !== undefined && !isOnlyLead(place, places)) return place
  if (place === undefined && (await wasRemoved(context.db, actor, { accountId: id, teamId: team }))) return 'done'
  throw new NotFound()
}
