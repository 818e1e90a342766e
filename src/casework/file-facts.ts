import type { ExpressionBuilder } from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import type { Schema } from '../contracts/schema.ts'
import { grievancesVisibleTo } from '../grievances/visible.ts'
import type { Scene } from '../web/desk-act.ts'

/** What a case file says in the clear, asked for in one question. */
export async function fileFacts({ context, account, opened }: Scene) {
  const row = await grievancesVisibleTo(context.db, account.actor)
    .innerJoin('teams', 'teams.id', 'grievances.team_id')
    .select(['teams.name as team', 'grievances.routed_by as routedBy'])
    .select(eb => [...circumstancesOf(eb), ...judgementOf(eb)])
    .where('grievances.id', '=', opened.id)
    .executeTakeFirstOrThrow()
  return {
    team: row.team,
    routedBy: row.routedBy,
    identityMode: row.identityMode ?? '',
    excluded: Number(row.excluded),
    topics: row.topics.map(({ topic }) => topic),
    tracks: row.tracks.map(({ track }) => track),
    rating: row.ratings[0] ?? null,
    involvement: [...new Map(row.involvement.map(one => [one.organisation, one])).values()],
    rights: row.rights.map(one => one.right_code),
  }
}

type OfGrievance = ExpressionBuilder<Schema, 'grievances'>

/** Who may be known, who stands back, what it is about, and what runs beside it. */
function circumstancesOf(eb: OfGrievance) {
  return [
    eb
      .selectFrom('participants')
      .select('identity_mode')
      .whereRef('participants.grievance_id', '=', 'grievances.id')
      .orderBy('participants.id')
      .limit(1)
      .as('identityMode'),
    eb
      .selectFrom('interests')
      .select(count => count.fn.countAll<number>().as('excluded'))
      .whereRef('interests.grievance_id', '=', 'grievances.id')
      .where('conflict', '=', true)
      .as('excluded'),
    jsonArrayFrom(eb.selectFrom('grievance_topics').select('topic').whereRef('grievance_topics.grievance_id', '=', 'grievances.id')).as(
      'topics',
    ),
    jsonArrayFrom(
      eb
        .selectFrom('tracks')
        .select('track')
        .distinct()
        .whereRef('tracks.grievance_id', '=', 'grievances.id')
        .where('closed_on', 'is', null),
    ).as('tracks'),
  ] as const
}

/** How severe it was rated last, how organisations stand to it, and the rights it touches. */
function judgementOf(eb: OfGrievance) {
  return [
    jsonArrayFrom(
      eb
        .selectFrom('severity_ratings')
        .innerJoin('impacts', 'impacts.id', 'severity_ratings.impact_id')
        .select(['scale', 'scope', 'irremediability', 'overall'])
        .whereRef('impacts.grievance_id', '=', 'grievances.id')
        .orderBy('severity_ratings.version', 'desc')
        .limit(1),
    ).as('ratings'),
    jsonArrayFrom(
      eb
        .selectFrom('involvement_ratings')
        .innerJoin('impacts', 'impacts.id', 'involvement_ratings.impact_id')
        .innerJoin('organisations', 'organisations.id', 'involvement_ratings.organisation_id')
        .select(['organisations.name as organisation', 'involvement_ratings.mode'])
        .whereRef('impacts.grievance_id', '=', 'grievances.id')
        .orderBy('involvement_ratings.version'),
    ).as('involvement'),
    jsonArrayFrom(
      eb
        .selectFrom('impact_rights')
        .innerJoin('impacts', 'impacts.id', 'impact_rights.impact_id')
        .select('right_code')
        .whereRef('impacts.grievance_id', '=', 'grievances.id')
        .orderBy('right_code'),
    ).as('rights'),
  ] as const
}
