import { addDays, dayOf } from '../domain/calendar.ts'
import type { Context } from '../contracts/context.ts'
import { grievancesVisibleTo } from '../grievances/visible.ts'

const DAYS_AFTER_CLOSING = 7

/** Opens the survey for everyone whose grievance closed, or was not admitted, seven days ago or earlier. */
export async function openSurveys(context: Context): Promise<void> {
  const until = addDays(dayOf(context.clock.now()), -DAYS_AFTER_CLOSING)
  await context.db
    .updateTable('participants')
    .set({ survey_state: 'open' })
    .where('survey_state', '=', 'none')
    .where(
      'grievance_id',
      'in',
      grievancesVisibleTo(context.db, { kind: 'system' }).select('grievances.id').where('grievances.closed_on', '<=', until),
    )
    .execute()
}
