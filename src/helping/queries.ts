import { jsonArrayFrom } from 'kysely/helpers/postgres'
import { ofGrievances } from '../grievances/parts.ts'

/** The sealed profiles of those who may keep helping a person, as part of a question that starts from grievances. */
export const HELPERS = jsonArrayFrom(
  ofGrievances
    .selectFrom('accounts')
    .select(['accounts.id', 'accounts.profile_sealed'])
    .where(one => one('accounts.id', '=', one.fn.any(one.ref('grievances.helpers')))),
)
