import type { Expression, ExpressionBuilder } from 'kysely'
import { jsonArrayFrom, jsonBuildObject, jsonObjectFrom } from 'kysely/helpers/postgres'
import type { Schema } from '../contracts/schema.ts'
import { mandatesIn } from '../grievances/mandates.ts'
import { affectedFirst, membersIn } from './queries.ts'

type Grievances = ExpressionBuilder<Schema, 'grievances'>

/** What a case file says in the clear, as one part of the question for it. */
export function factsIn(eb: Grievances) {
  const count = eb.fn.countAll<number>()
  const conflicts = eb.selectFrom('interests').whereRef('interests.grievance_id', '=', 'grievances.id').where('conflict', '=', true)
  const participants = eb.selectFrom('participants').whereRef('participants.grievance_id', '=', 'grievances.id')
  return jsonBuildObject({
    team: eb.selectFrom('teams').select('name').whereRef('teams.id', '=', 'grievances.team_id').$asScalar(),
    routedBy: eb.ref('grievances.routed_by'),
    identityMode: participants.select('identity_mode').orderBy(affectedFirst).orderBy('participants.id').limit(1).$asScalar(),
    excluded: conflicts.select(count.as('excluded')).$asScalar(),
    members: membersIn(eb).select(count.as('members')).$asScalar(),
    topics: jsonArrayFrom(
      eb.selectFrom('grievance_topics').select('topic').whereRef('grievance_topics.grievance_id', '=', 'grievances.id'),
    ),
    tracks: jsonArrayFrom(
      eb
        .selectFrom('tracks')
        .select('track')
        .distinct()
        .whereRef('tracks.grievance_id', '=', 'grievances.id')
        .where('closed_on', 'is', null),
    ),
    mandates: mandatesIn(eb),
    ...judgedIn(eb),
  })
}

/** The newest rating of severity, involvement and rights. */
function judgedIn(eb: Grievances) {
  return {
    rating: jsonObjectFrom(
      eb
        .selectFrom('severity_ratings')
        .innerJoin('impacts', 'impacts.id', 'severity_ratings.impact_id')
        .select(['scale', 'scope', 'irremediability', 'overall'])
        .whereRef('impacts.grievance_id', '=', 'grievances.id')
        .orderBy('severity_ratings.version', 'desc')
        .limit(1),
    ),
    involvement: jsonArrayFrom(
      eb
        .selectFrom('involvement_ratings')
        .innerJoin('impacts', 'impacts.id', 'involvement_ratings.impact_id')
        .innerJoin('organisations', 'organisations.id', 'involvement_ratings.organisation_id')
        .select(['organisations.name as organisation', 'involvement_ratings.mode'])
        .whereRef('impacts.grievance_id', '=', 'grievances.id')
        .orderBy('involvement_ratings.version'),
    ),
    rights: jsonArrayFrom(
      eb
        .selectFrom('impact_rights')
        .innerJoin('impacts', 'impacts.id', 'impact_rights.impact_id')
        .select('right_code')
        .whereRef('impacts.grievance_id', '=', 'grievances.id')
        .orderBy('right_code'),
    ),
  }
}

type FactsRow = ReturnType<typeof factsIn> extends Expression<infer R> ? R : never

/** The facts from their row: of each organisation the newest involvement alone. */
export function factsFrom(row: FactsRow) {
  return {
    ...row,
    team: row.team ?? '',
    identityMode: row.identityMode ?? '',
    excluded: row.excluded ?? 0,
    members: row.members ?? 0,
    topics: row.topics.map(({ topic }) => topic),
    tracks: row.tracks.map(({ track }) => track),
    involvement: [...new Map(row.involvement.map(one => [one.organisation, one])).values()],
    rights: row.rights.map(one => one.right_code),
  }
}
