import { sql } from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import { ofGrievances } from './parts.ts'

/** Whether the person gave it on their own page, as part of a question that starts from mandates. */
export const GIVEN_HERE = sql<boolean>`coalesce((select told.type = 'mandate_given' from events as told
  where told.grievance_id = mandates.grievance_id and told.type in ('mandate_given', 'mandate_recorded')
    and told.facts->>'mandateId' = mandates.id::text order by told.version desc limit 1), false)`.as('given_here')

/** The mandates of a grievance that run, with the organisation's name where it has an account, as part of a question that starts from grievances. */
export const MANDATES = jsonArrayFrom(
  ofGrievances
    .selectFrom('mandates')
    .leftJoin('teams', 'teams.id', 'mandates.representative_id')
    .select(['mandates.id', 'mandates.participant_id', 'mandates.representative_id', 'mandates.scope', 'mandates.evidence'])
    .select(['mandates.since', 'mandates.until_on', 'mandates.item_id', 'teams.name as team', GIVEN_HERE])
    .whereRef('mandates.grievance_id', '=', 'grievances.id')
    .where('mandates.ended_on', 'is', null)
    .orderBy('mandates.since')
    .orderBy('mandates.id'),
)

/** A mandate that runs, as a question gives it. */
export interface RunningMandate {
  readonly id: string
  readonly participant_id: string
  readonly representative_id: string
  readonly scope: string[]
  readonly evidence: string
  readonly given_here: boolean
  readonly since: string
  readonly until_on: string | null
  readonly item_id: string | null
  readonly team: string | null
}
