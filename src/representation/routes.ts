import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Context } from '../contracts/context.ts'
import { accountOf } from '../contracts/http.ts'
import { paths } from '../contracts/paths.ts'
import { openCase } from '../dialogue/queries.ts'
import { tellAudit } from '../grievances/audit.ts'
import { acceptUploads } from '../platform/uploads/index.ts'
import { readCookie } from '../web/cookies.ts'
import { deskActs, type Place } from '../web/desk-act.ts'
import { forgeryToken } from '../web/forgery.ts'
import { freshen, isFresh } from '../web/sessions.ts'
import { sealTicket } from '../web/ticket.ts'
import { spokenPage, spokenView } from './case-page.ts'
import { handOverRoutes } from './hand-over.ts'
import { lineView, listPage } from './list-view.ts'
import { addForPerson, endMandate, recordMandate, renewMandate } from './mandate-acts.ts'
import { colleagues, leadsIn, spokenCases, teamsOf } from './queries.ts'

const OUR_PEOPLE: Place = {
  folder: 'our-people',
  act: paths.desk.spokenAct,
  back: paths.desk.spoken,
  backLabel: 'representation:backToCase',
  before: async () => undefined,
  uploads: true,
}

/** What an organisation does that speaks for people: its list, each case as its person reads it, and its mandates. */
export function representation(context: Context) {
  return async (app: FastifyInstance): Promise<void> => {
    await acceptUploads(app)
    app.get('/our-people', { config: { access: 'representative' } }, (request, reply) => showList(context, request, reply))
    handOverRoutes(app, context)
    app.get('/our-people/:reference', { config: { access: 'representative' } }, (request, reply) => showCase(context, request, reply))
    deskActs(app, context, [addForPerson, recordMandate, renewMandate, endMandate], OUR_PEOPLE)
  }
}

async function showList(context: Context, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const account = accountOf(request)
  const { words } = request
  const teams = await teamsOf(context.db, account)
  const people = await colleagues(
    context,
    teams.map(team => team.id),
  )
  const listing = { now: context.clock.now(), fresh: isFresh(context, account), people }
  const csrf = forgeryToken(context, readCookie(context, request, 'draft') ?? 'none')
  const cases = await spokenCases(context, account)
  return reply.page(listPage, {
    lines: cases.map(spoken => lineView(words, spoken, listing)),
    tell: teams.map(({ id, name }) => ({
      team: name,
      csrf,
      ticket: sealTicket(context, { teamId: id, accountId: account.actor.id, team: name, name: account.name }),
      action: paths.begin(words.language.tag),
    })),
    tokens: leadsIn(account).length > 0 ? paths.desk.spoken('tokens') : null,
    handOver: leadsIn(account).length > 0 ? paths.desk.spoken('hand-over') : null,
    locked: listing.fresh || cases.length === 0 ? null : paths.desk.again(paths.desk.spoken()),
  })
}

/** Opens a case; after a pause only with the passphrase. Each opening leaves a trace in the audit. */
async function showCase(context: Context, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const account = accountOf(request)
  const { words } = request
  const { reference } = request.params as { reference: string }
  const { actor, keyring } = account
  const [opened, own] = await openCase(context, { actor, keyring, words }, reference)
  if (!isFresh(context, account)) return reply.redirect(paths.desk.again(paths.desk.spoken(reference)), 303)
  await freshen(context, account)
  await context.db.transaction().execute(trx => tellAudit(trx, context, actor, 'file_opened', opened.id))
  const teams = actor.memberships.map(membership => membership.teamId)
  return reply.page(spokenPage, spokenView(words, opened, own, teams))
}
