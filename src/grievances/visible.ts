import { sql, type ExpressionBuilder, type Expression, type SqlBool } from 'kysely'
import { speaksForPeople, type Actor } from '../domain/actor.ts'
import type { Reader, Schema } from '../contracts/schema.ts'

/**
 * Every grievance that this actor may know of; what is not here does not exist for them.
 * Each read, list, count, search, notice and export starts from this, conflicts of interest included (UNGP 31(a)).
 */
export function grievancesVisibleTo(db: Reader, actor: Actor) {
  return db.selectFrom('grievances').where(eb => SEES[actor.kind](eb, actor as never))
}

type Grievances = ExpressionBuilder<Schema, 'grievances'>

const SEES = {
  visitor: eb => eb.val(false),
  affected: (eb, actor) => (actor.place === 'invited' ? eb.val(false) : eb('grievances.id', '=', actor.grievanceId)),
  account: (eb, actor) => {
    const teams = actor.memberships.map(membership => membership.teamId)
    const helped = sql<boolean>`grievances.helpers @> ${[actor.id]}::uuid[]`
    if (speaksForPeople(actor)) return sql<boolean>`grievances.spoken_by && ${teams}::uuid[]`
    const through = [
      eb('grievances.team_id', 'in', teams),
      eb('grievances.panel_id', 'in', teams),
      eb('grievances.custodian_id', 'in', teams),
    ]
    return eb.and([
      teams.length === 0 ? helped : eb.or([...through, helped]),
      eb.not(
        eb.exists(
          eb
            .selectFrom('interests')
            .select('interests.account_id')
            .whereRef('interests.grievance_id', '=', 'grievances.id')
            .where('interests.account_id', '=', actor.id)
            .where('interests.conflict', '=', true),
        ),
      ),
    ])
  },
  system: eb => eb.val(true),
} satisfies { [K in Actor['kind']]: (eb: Grievances, actor: Extract<Actor, { kind: K }>) => Expression<SqlBool> }
