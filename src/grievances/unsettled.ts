import { sql } from 'kysely'
import type { Track } from '../domain/process.ts'
import { OPEN_REMEDIES } from '../domain/ending.ts'
import { ofGrievances } from './parts.ts'

/** Whether findings are promised, whether a remedy waits for the person, and what runs beside the main stage, as parts of a question that starts from grievances. */
export const UNSETTLED = [
  ofGrievances
    .exists(
      ofGrievances
        .selectFrom('clocks')
        .select('clocks.id')
        .whereRef('clocks.grievance_id', '=', 'grievances.id')
        .where('clocks.clock', '=', 'findings')
        .where('clocks.met_at', 'is', null),
    )
    .as('findings_owed'),
  ofGrievances
    .exists(
      ofGrievances
        .selectFrom('remedies')
        .select('remedies.id')
        .whereRef('remedies.grievance_id', '=', 'grievances.id')
        .where('remedies.status', 'in', OPEN_REMEDIES),
    )
    .as('open_remedies'),
  sql<Track[]>`array(select distinct track from tracks where tracks.grievance_id = grievances.id and tracks.closed_on is null)`.as(
    'open_tracks',
  ),
] as const
