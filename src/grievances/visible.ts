import { sql, type ExpressionBuilder, type Expression, type SqlBool } from 'kysely'
import { speaksForPeople, type Actor } from '../domain/actor.ts'
import type { Reader, Schema } from '../contracts/schema.ts'
import { NotFound } from '../platform/errors.ts'

/**
 * Every grievance that this actor may know of; what is not here does not exist for them.
 * Each read, list, count, search, notice and export starts from this, conflicts of interest included (UNGP 31(a)).
 */
export function grievancesVisibleTo(db: Reader, actor: Actor) {
  return db.selectFrom('grievances').where(eb => SEES[actor.kind](eb, actor as never))
}

/** Somebody of the staff, as far as a question knows them that is put together once: their values are compared, and never looked at. */
export interface Staff {
  readonly id: string
  readonly teams: readonly string[]
}

/** What an account of the staff is to such a question. Throws NotFound for whoever speaks for people: they see through mandates alone. */
export function staffFrom(actor: AccountActor): Staff {
  if (speaksForPeople(actor)) throw new NotFound()
  return { id: actor.id, teams: teamsOf(actor) }
}

/** The same as `grievancesVisibleTo`, for staff. */
export function grievancesVisibleToStaff(db: Reader, staff: Staff) {
  return db.selectFrom('grievances').where(eb => staffSees(eb, staff))
}

type AccountActor = Extract<Actor, { kind: 'account' }>
type Grievances = ExpressionBuilder<Schema, 'grievances'>

const SEES = {
  visitor: eb => eb.val(false),
  affected: (eb, actor) => (actor.place === 'invited' ? eb.val(false) : eb('grievances.id', '=', actor.grievanceId)),
  account: (eb, actor) =>
    speaksForPeople(actor)
      ? sql<boolean>`grievances.spoken_by && ${teamsOf(actor)}::uuid[]`
      : staffSees(eb, { id: actor.id, teams: teamsOf(actor) }),
  system: eb => eb.val(true),
} satisfies { [K in Actor['kind']]: (eb: Grievances, actor: Extract<Actor, { kind: K }>) => Expression<SqlBool> }

function teamsOf({ memberships }: AccountActor): string[] {
  return memberships.map(membership => membership.teamId)
}

/** What their teams hold and whom they help, but for what they are in conflict with. */
function staffSees(eb: Grievances, { id, teams }: Staff): Expression<SqlBool> {
  const theirs = eb.fn.any(eb.val(teams))
  return eb.and([
    eb.or([
      eb('grievances.team_id', '=', theirs),
      eb('grievances.panel_id', '=', theirs),
      eb('grievances.custodian_id', '=', theirs),
      sql<boolean>`grievances.helpers @> array[${id}]::uuid[]`,
    ]),
    eb.not(
      eb.exists(
        eb
          .selectFrom('interests')
          .select('interests.account_id')
          .whereRef('interests.grievance_id', '=', 'grievances.id')
          .where('interests.account_id', '=', id)
          .where(sql<boolean>`interests.conflict`),
      ),
    ),
  ])
}
