import type { Actor } from '../domain/actor.ts'
import type { ReadingHours } from '../domain/next-reading.ts'
import { addRows } from '../contracts/add-rows.ts'
import type { Context } from '../contracts/context.ts'
import type { Reader, Writer } from '../contracts/schema.ts'
import { tellAudit } from '../grievances/audit.ts'
import { newId } from '../platform/ids.ts'

/** Somebody who is asked first, second or third when something urgent comes in on these days. */
export interface Turn {
  readonly teamId: string
  readonly accountId: string
  readonly rank: number
  readonly fromOn: string
  readonly untilOn: string
}

/** Changes when people read; visitors are told by it. */
export async function setHours(context: Context, trx: Writer, actor: Actor, hours: ReadingHours): Promise<void> {
  await trx
    .updateTable('mechanism')
    .set({ reads_zone: hours.zone, reads_days: [...hours.days], reads_from: hours.from, reads_until: hours.until })
    .execute()
  await tellAudit(trx, context, actor, 'mechanism.hours', 'mechanism', { from: hours.from, until: hours.until })
}

/** Puts somebody on duty. */
export async function addTurn(context: Context, trx: Writer, actor: Actor, turn: Turn): Promise<void> {
  const id = newId()
  await addRows(trx, 'duty_turns', {
    id,
    team_id: turn.teamId,
    account_id: turn.accountId,
    rank: turn.rank,
    from_on: turn.fromOn,
    until_on: turn.untilOn,
  })
  await tellAudit(trx, context, actor, 'duty.added', id)
}

/** Takes a turn off the roster. */
export async function removeTurn(context: Context, trx: Writer, actor: Actor, id: string): Promise<void> {
  await trx.deleteFrom('duty_turns').where('id', '=', id).execute()
  await tellAudit(trx, context, actor, 'duty.removed', id)
}

/** The turns that have not ended, with the team and the sealed profile of whose they are. */
export function turnsFrom(db: Reader, day: string) {
  return db
    .selectFrom('duty_turns')
    .innerJoin('teams', 'teams.id', 'duty_turns.team_id')
    .innerJoin('accounts', 'accounts.id', 'duty_turns.account_id')
    .select(['duty_turns.id', 'rank', 'from_on', 'until_on', 'teams.name as team', 'account_id', 'accounts.profile_sealed'])
    .where('until_on', '>=', day)
    .orderBy('from_on')
    .orderBy('rank')
    .execute()
}

/** Handling teams in which nobody is asked first on this day. */
export async function teamsWithoutDuty(db: Reader, day: string): Promise<string[]> {
  const rows = await db
    .selectFrom('teams')
    .select('teams.name')
    .where('teams.kind', '=', 'handling')
    .where(eb =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('duty_turns')
            .select('duty_turns.id')
            .whereRef('duty_turns.team_id', '=', 'teams.id')
            .where('from_on', '<=', day)
            .where('until_on', '>=', day),
        ),
      ),
    )
    .orderBy('teams.name')
    .execute()
  return rows.map(row => row.name)
}
