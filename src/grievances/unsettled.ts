import { OPEN_REMEDIES } from '../domain/ending.ts'
import { ofGrievances } from './parts.ts'

/** What must be answered before anything is closed: looking again, higher up, another handler, safety. */
const ANSWERED_FIRST = ['appeal', 'escalated', 'handler_change', 'retaliation'] as const

/** Whether a remedy waits for the person, and whether somebody asked for something that nobody answered, as parts of a question that starts from grievances. */
export const UNSETTLED = [
  ofGrievances
    .exists(
      ofGrievances
        .selectFrom('remedies')
        .select('remedies.id')
        .whereRef('remedies.grievance_id', '=', 'grievances.id')
        .where('remedies.status', 'in', OPEN_REMEDIES),
    )
    .as('open_remedies'),
  ofGrievances
    .exists(
      ofGrievances
        .selectFrom('tracks')
        .select('tracks.id')
        .whereRef('tracks.grievance_id', '=', 'grievances.id')
        .where('tracks.track', 'in', ANSWERED_FIRST)
        .where('tracks.closed_on', 'is', null),
    )
    .as('unanswered'),
] as const
