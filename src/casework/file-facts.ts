import type { Expression } from 'kysely'
import { jsonArrayFrom, jsonBuildObject, jsonObjectFrom } from 'kysely/helpers/postgres'
import { MANDATES } from '../grievances/running-mandates.ts'
import { ofGrievances } from '../grievances/parts.ts'
import { affectedFirst } from './queries.ts'
import { ABLE } from './second-person.ts'

/** The newest rating of severity, involvement and rights. */
const JUDGED = {
  rating: jsonObjectFrom(
    ofGrievances
      .selectFrom('severity_ratings')
      .innerJoin('impacts', 'impacts.id', 'severity_ratings.impact_id')
      .select(['scale', 'scope', 'irremediability', 'overall'])
      .whereRef('impacts.grievance_id', '=', 'grievances.id')
      .orderBy('severity_ratings.version', 'desc')
      .limit(1),
  ),
  involvement: jsonArrayFrom(
    ofGrievances
      .selectFrom('involvement_ratings')
      .innerJoin('impacts', 'impacts.id', 'involvement_ratings.impact_id')
      .innerJoin('organisations', 'organisations.id', 'involvement_ratings.organisation_id')
      .select(['organisations.name as organisation', 'involvement_ratings.mode'])
      .whereRef('impacts.grievance_id', '=', 'grievances.id')
      .orderBy('involvement_ratings.version'),
  ),
  rights: jsonArrayFrom(
    ofGrievances
      .selectFrom('impact_rights')
      .innerJoin('impacts', 'impacts.id', 'impact_rights.impact_id')
      .select('right_code')
      .whereRef('impacts.grievance_id', '=', 'grievances.id')
      .orderBy('right_code'),
  ),
}

const count = ofGrievances.fn.countAll<number>()
const conflicts = ofGrievances.selectFrom('interests').whereRef('interests.grievance_id', '=', 'grievances.id').where('conflict', '=', true)
const participants = ofGrievances.selectFrom('participants').whereRef('participants.grievance_id', '=', 'grievances.id')

/** What a case file says in the clear, as one part of the question for it. */
export const FACTS = jsonBuildObject({
  team: ofGrievances.selectFrom('teams').select('name').whereRef('teams.id', '=', 'grievances.team_id').$asScalar(),
  panel: ofGrievances.selectFrom('teams').select('name').whereRef('teams.id', '=', 'grievances.panel_id').$asScalar(),
  channel: ofGrievances.ref('grievances.channel'),
  routedBy: ofGrievances.ref('grievances.routed_by'),
  identityMode: participants.select('identity_mode').orderBy(affectedFirst).orderBy('participants.id').limit(1).$asScalar(),
  excluded: conflicts.select(count.as('excluded')).$asScalar(),
  ...ABLE,
  topics: jsonArrayFrom(
    ofGrievances.selectFrom('grievance_topics').select('topic').whereRef('grievance_topics.grievance_id', '=', 'grievances.id'),
  ),
  tracks: jsonArrayFrom(
    ofGrievances
      .selectFrom('tracks')
      .select('track')
      .distinct()
      .whereRef('tracks.grievance_id', '=', 'grievances.id')
      .where('closed_on', 'is', null),
  ),
  mandates: MANDATES,
  ...JUDGED,
})

type FactsRow = typeof FACTS extends Expression<infer R> ? R : never

/** The facts from their row: of each organisation the newest involvement alone. */
export function factsFrom(row: FactsRow) {
  return {
    ...row,
    team: row.team ?? '',
    identityMode: row.identityMode ?? '',
    excluded: row.excluded ?? 0,
    members: row.members ?? 0,
    leads: row.leads ?? 0,
    topics: row.topics.map(({ topic }) => topic),
    tracks: row.tracks.map(({ track }) => track),
    involvement: [...new Map(row.involvement.map(one => [one.organisation, one])).values()],
    rights: row.rights.map(one => one.right_code),
  }
}
