import { sql } from 'kysely'
import type { Account } from '../contracts/http.ts'
import type { Writer } from '../contracts/schema.ts'
import { wrapGrants } from './wraps.ts'

/** That a membership is not of somebody with an interest in the grievance, as part of a question that has both. */
export const WITHOUT_INTEREST = sql<boolean>`not exists (
  select from interests
  where interests.grievance_id = grievances.id and interests.account_id = memberships.account_id and interests.conflict
)`

/** Records that somebody has no interest of their own in a grievance, unless they were kept out of it; they can then read it in their lists. */
export async function recordNoInterest(
  trx: Writer,
  { actor, keyring }: Pick<Account, 'actor' | 'keyring'>,
  grievanceId: string,
): Promise<void> {
  await trx
    .insertInto('interests')
    .values({ grievance_id: grievanceId, account_id: actor.id, conflict: false })
    .onConflict(on => on.doNothing())
    .execute()
  await wrapGrants(trx, keyring, grievanceId)
}

/** Records that somebody has an interest of their own in a grievance: from then on it does not exist for them. */
export async function recordConflict(trx: Writer, grievanceId: string, accountId: string): Promise<void> {
  await trx
    .insertInto('interests')
    .values({ grievance_id: grievanceId, account_id: accountId, conflict: true })
    .onConflict(on => on.columns(['grievance_id', 'account_id']).doUpdateSet({ conflict: true }))
    .execute()
}
