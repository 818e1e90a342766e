import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { dayOf } from '../domain/calendar.ts'
import { readProfile } from '../accounts/queries.ts'
import type { Context } from '../contracts/context.ts'
import { accountOf, typedOf } from '../contracts/http.ts'
import { paths } from '../contracts/paths.ts'
import { once } from '../grievances/nonces.ts'
import { NotFound } from '../platform/errors.ts'
import { formView, parse, type Errors, type FormView, type Option, type Typed } from '../platform/forms/index.ts'
import { unlessDamaged } from '../platform/sealing/index.ts'
import { definePage } from '../platform/views/views.ts'
import { nonceId } from '../web/forgery.ts'
import { readingHours } from '../web/mechanism.ts'
import { addTurn, removeTurn, setHours, teamsWithoutDuty, turnsFrom } from './duty.ts'
import { hoursForm, turnForm, wrongWithHours } from './forms.ts'

/** When people read, who is on duty, and where nobody is. */
interface DutyView {
  readonly nobody: string | null
  readonly rows: readonly {
    readonly name: string
    readonly team: string
    readonly rank: string
    readonly days: string
    readonly remove: string
  }[]
  readonly hours: FormView
  readonly turn: FormView
  readonly setHours: string
  readonly addTurn: string
}

const dutyPage = definePage<DutyView>('stewardship/duty', 'stewardship:pages.duty.title')
const HERE = paths.desk.steward('duty')

/** Reading hours and the duty roster. */
export function dutyRoutes(app: FastifyInstance, context: Context): void {
  const STEWARD = { config: { access: 'steward' } } as const
  app.get('/steward/duty', STEWARD, async (request, reply) => show(context, request, reply))
  app.post('/steward/duty/hours', STEWARD, async (request, reply) => {
    const typed = typedOf(request)
    const read = parse(hoursForm, typed)
    const errors = read.ok ? wrongWithHours(read.answers) : read.errors
    if (!read.ok || Object.keys(errors).length > 0) return show(context, request, reply.code(422), { hours: typed, errors })
    const hours = { ...read.answers, days: read.answers.days.map(Number) }
    await context.db.transaction().execute(trx => setHours(context, trx, accountOf(request).actor, hours))
    return reply.redirect(HERE, 303)
  })
  app.post('/steward/duty', STEWARD, async (request, reply) => {
    const typed = typedOf(request)
    const read = parse(turnForm, typed, { member: await memberOptions(context) })
    const errors = read.ok ? (read.answers.untilOn < read.answers.fromOn ? { untilOn: 'date' } : {}) : read.errors
    if (!read.ok || Object.keys(errors).length > 0) return show(context, request, reply.code(422), { turn: typed, errors })
    const { member, rank, fromOn, untilOn } = read.answers
    const [teamId = '', accountId = ''] = member.split(' ')
    const turn = { teamId, accountId, rank: Number(rank), fromOn, untilOn }
    await once(context, nonceId(typed.nonce), trx => addTurn(context, trx, accountOf(request).actor, turn))
    return reply.redirect(HERE, 303)
  })
  app.post<{ Params: { id: string } }>('/steward/duty/:id/remove', STEWARD, async (request, reply) => {
    const { id } = request.params
    if (!(await turnsFrom(context.db, today(context))).some(turn => turn.id === id)) throw new NotFound()
    await context.db.transaction().execute(trx => removeTurn(context, trx, accountOf(request).actor, id))
    return reply.redirect(HERE, 303)
  })
}

interface Again {
  readonly hours?: Typed
  readonly turn?: Typed
  readonly errors?: Errors
}

async function show(context: Context, request: FastifyRequest, reply: FastifyReply, again: Again = {}): Promise<FastifyReply> {
  const { words } = request
  const day = today(context)
  const nobody = await teamsWithoutDuty(context.db, day)
  const { zone, days, from, until } = readingHours(request.mechanism)
  const stands = { zone, days: days.map(String), from: String(from), until: String(until) }
  const turns = await turnsFrom(context.db, day)
  return reply.page(dutyPage, {
    nobody: nobody.length === 0 ? null : words.t('stewardship:duty.nobody', { teams: words.list(nobody) }),
    rows: turns.map(turn => ({
      name: unlessDamaged(() => readProfile(context, turn.account_id, turn.profile_sealed).name) ?? '—',
      team: turn.team,
      rank: words.t(`stewardship:turn.rank.options.${turn.rank}`),
      days: words.t('stewardship:duty.days', { from: words.day(turn.from_on), until: words.day(turn.until_on) }),
      remove: `${HERE}/${turn.id}/remove`,
    })),
    hours: formView(hoursForm, words, again.hours ?? stands, again.hours === undefined ? {} : again.errors),
    turn: formView(turnForm, words, again.turn ?? { fromOn: day, rank: '1' }, again.turn === undefined ? {} : again.errors, {
      member: await memberOptions(context),
    }),
    setHours: `${HERE}/hours`,
    addTurn: HERE,
  })
}

/** Every confirmed member of a handling team, as `team account`. */
async function memberOptions(context: Context): Promise<Option[]> {
  const rows = await context.db
    .selectFrom('memberships')
    .innerJoin('teams', 'teams.id', 'memberships.team_id')
    .innerJoin('accounts', 'accounts.id', 'memberships.account_id')
    .select(['teams.id as teamId', 'teams.name as team', 'accounts.id', 'accounts.profile_sealed'])
    .where('teams.kind', '=', 'handling')
    .where('memberships.state', '=', 'confirmed')
    .orderBy('teams.name')
    .execute()
  return rows.flatMap(row => {
    const profile = unlessDamaged(() => readProfile(context, row.id, row.profile_sealed))
    return profile === null ? [] : [{ value: `${row.teamId} ${row.id}`, label: `${profile.name} (${row.team})` }]
  })
}

function today(context: Context): string {
  return dayOf(context.clock.now())
}
