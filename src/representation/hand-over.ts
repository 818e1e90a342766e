import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Context } from '../contracts/context.ts'
import { accountOf, typedOf, type Account } from '../contracts/http.ts'
import { paths } from '../contracts/paths.ts'
import type { Writer } from '../contracts/schema.ts'
import { tellAudit } from '../grievances/audit.ts'
import { grievancesVisibleTo } from '../grievances/visible.ts'
import { NotFound } from '../platform/errors.ts'
import { defineForm, given, parse, type Errors, type Option, type Typed } from '../platform/forms/index.ts'
import { definePage } from '../platform/views/views.ts'
import { actView, type ActView } from '../web/act-view.ts'
import { colleagues, leadsIn } from './queries.ts'

const handOverPage = definePage<ActView>('desk/act', 'representation:acts.handOver.title')
const handOverForm = defineForm('representation:forms', { from: given(), to: given() })
const NOBODY = 'nobody'

/** A lead hands every case that one person follows to another in one act; what nobody follows any more as well. */
export function handOverRoutes(app: FastifyInstance, context: Context): void {
  app.get('/our-people/hand-over', { config: { access: 'representative' } }, async (request, reply) => show(context, request, reply))
  app.post('/our-people/hand-over', { config: { access: 'representative' } }, async (request, reply) => {
    const account = accountOf(request)
    const typed = typedOf(request)
    const people = await peopleLedBy(context, account)
    const read = parse(handOverForm, typed, offered(request, people))
    if (!read.ok) return show(context, request, reply.code(422), { typed, errors: read.errors })
    await context.db.transaction().execute(async trx => {
      for (const teamId of leadsIn(account)) await handOver(trx, account, teamId, read.answers)
      await tellAudit(trx, context, account.actor, 'cases.handed_over', read.answers.to, { from: read.answers.from })
    })
    return reply.redirect(paths.desk.spoken(), 303)
  })
}

async function handOver(trx: Writer, account: Account, teamId: string, { from, to }: { from: string; to: string }): Promise<void> {
  const followed = await trx.selectFrom('case_followers').select(['grievance_id', 'account_id']).where('team_id', '=', teamId).execute()
  const confirmed = await trx
    .selectFrom('memberships')
    .select('account_id')
    .where('team_id', '=', teamId)
    .where('state', '=', 'confirmed')
    .execute()
  const present = new Set(confirmed.map(member => member.account_id))
  if (!present.has(to)) return
  const spoken = await grievancesVisibleTo(trx, account.actor).select('grievances.id').execute()
  const moving = spoken.filter(({ id }) => {
    const follower = followed.find(row => row.grievance_id === id)?.account_id
    return from === NOBODY ? follower === undefined || !present.has(follower) : follower === from
  })
  for (const { id } of moving)
    await trx
      .insertInto('case_followers')
      .values({ grievance_id: id, team_id: teamId, account_id: to })
      .onConflict(conflict => conflict.columns(['grievance_id', 'team_id']).doUpdateSet({ account_id: to }))
      .execute()
}

async function show(
  context: Context,
  request: FastifyRequest,
  reply: FastifyReply,
  again: { typed?: Typed; errors?: Errors } = {},
): Promise<FastifyReply> {
  const people = await peopleLedBy(context, accountOf(request))
  const view = actView(request.words, 'representation:acts.handOver', handOverForm, {
    action: paths.desk.spoken('hand-over'),
    back: paths.desk.spoken(),
    backLabel: request.words.t('representation:list.title'),
    prepared: { offered: offered(request, people) },
    ...again,
  })
  return reply.page(handOverPage, view)
}

async function peopleLedBy(context: Context, account: Account): Promise<Option[]> {
  const teams = leadsIn(account)
  if (teams.length === 0) throw new NotFound()
  return colleagues(context, teams)
}

function offered({ words }: FastifyRequest, people: readonly Option[]) {
  return { from: [{ value: NOBODY, label: words.t('representation:nobodyFollows') }, ...people], to: people }
}
