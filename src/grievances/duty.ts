import { addRows } from '../contracts/add-rows.ts'
import type { Context } from '../contracts/context.ts'
import type { Reader, Writer } from '../contracts/schema.ts'
import { newId } from '../platform/ids.ts'
import { openJson, sealJson, unlessDamaged, type Sealed } from '../platform/sealing/index.ts'
import { ACCOUNT, enqueueTo, tellStewards } from './notices.ts'
import type { Told } from './reactions.ts'
import { grievancesVisibleTo } from './visible.ts'

const MINUTE = 60_000
/** How long the first on duty has before the next is asked. */
const PATIENCE = 30 * MINUTE
const LAST_RANK = 3

/** Which rank was asked last, and when the next one is; sealed, because the minute would tell when somebody wrote. */
interface Asking {
  readonly rank: number
  readonly nextAt: number
}

/** Asks whoever is on duty when what was told cannot wait; tells the stewards where nobody is. */
export async function callDuty(context: Context, trx: Writer, told: Told): Promise<void> {
  if (told.priority !== 'P1') return
  const { team_id: teamId } = await grievancesVisibleTo(trx, { kind: 'system' })
    .select('team_id')
    .where('id', '=', told.grievanceId)
    .executeTakeFirstOrThrow()
  const id = newId()
  const rank = await askFrom(context, trx, { ...told, teamId }, 1)
  if (rank === null) return tellStewards(context, trx, told, 'nobody')
  const state = sealAsking(context, id, { rank, nextAt: context.clock.now().getTime() + PATIENCE })
  await addRows(trx, 'duty_calls', { id, grievance_id: told.grievanceId, state_sealed: state, opened_on: told.day })
}

/** Goes on to the next on duty where the one before has not opened it in half an hour; ends where somebody has. */
export async function askNextOnDuty(context: Context): Promise<void> {
  const calls = await context.db
    .selectFrom('duty_calls')
    .innerJoin('grievances', 'grievances.id', 'duty_calls.grievance_id')
    .select(['duty_calls.id', 'duty_calls.grievance_id', 'duty_calls.state_sealed', 'duty_calls.opened_on', 'grievances.team_id'])
    .execute()
  for (const call of calls) await context.db.transaction().execute(trx => goOn(context, trx, call))
}

interface Call {
  readonly id: string
  readonly grievance_id: string
  readonly state_sealed: Sealed
  readonly opened_on: string
  readonly team_id: string
}

async function goOn(context: Context, trx: Writer, call: Call): Promise<void> {
  const asking = unlessDamaged(() => openJson<Asking>(context.keys.account, call.state_sealed, ['duty', call.id]))
  const now = context.clock.now().getTime()
  if (asking !== null && !(await wasTaken(trx, call.grievance_id)) && now < asking.nextAt) return
  const whose = { id: call.id, grievanceId: call.grievance_id, priority: 'P1', day: call.opened_on } as const
  const told = { ...whose, actor: { kind: 'system' }, type: 'submitted' } as const
  const rank =
    asking === null || (await wasTaken(trx, call.grievance_id))
      ? null
      : await askFrom(context, trx, { ...told, teamId: call.team_id }, asking.rank + 1)
  if (rank === null) return void (await trx.deleteFrom('duty_calls').where('id', '=', call.id).execute())
  const state = sealAsking(context, call.id, { rank, nextAt: now + PATIENCE })
  await trx.updateTable('duty_calls').set({ state_sealed: state }).where('id', '=', call.id).execute()
}

/** Whether a member has opened it and declared no conflict. */
async function wasTaken(db: Reader, grievanceId: string): Promise<boolean> {
  const row = await db
    .selectFrom('interests')
    .select('account_id')
    .where('grievance_id', '=', grievanceId)
    .where('conflict', '=', false)
    .executeTakeFirst()
  return row !== undefined
}

/** Whether anyone of this team is on duty on this day, and is told at once of what cannot wait. */
export async function somebodyOnDuty(db: Reader, teamId: string, day: string): Promise<boolean> {
  return (await turnsOn(db, teamId, day).select('duty_turns.account_id').limit(1).executeTakeFirst()) !== undefined
}

function turnsOn(db: Reader, teamId: string, day: string) {
  return db
    .selectFrom('duty_turns')
    .innerJoin('memberships', join =>
      join.onRef('memberships.team_id', '=', 'duty_turns.team_id').onRef('memberships.account_id', '=', 'duty_turns.account_id'),
    )
    .where('duty_turns.team_id', '=', teamId)
    .where('memberships.state', '=', 'confirmed')
    .where('from_on', '<=', day)
    .where('until_on', '>=', day)
}

/** Sends the distinct, neutral notice to the first rank from this one on that somebody holds today; null where nobody does. */
async function askFrom(context: Context, trx: Writer, told: Told & { teamId: string }, from: number): Promise<number | null> {
  for (let rank = from; rank <= LAST_RANK; rank += 1) {
    const held = await turnsOn(trx, told.teamId, told.day)
      .innerJoin('accounts', 'accounts.id', 'duty_turns.account_id')
      .select(ACCOUNT)
      .where('rank', '=', rank)
      .execute()
    await enqueueTo(context, trx, told, held, 'duty')
    if (held.length > 0) return rank
  }
  return null
}

function sealAsking(context: Context, id: string, asking: Asking): Sealed {
  return sealJson(context.keys.account, { ...asking }, ['duty', id])
}
