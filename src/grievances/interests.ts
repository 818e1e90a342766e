import type { Account } from '../contracts/http.ts'
import type { Writer } from '../contracts/schema.ts'
import { wrapGrants } from './wraps.ts'

/** Records whether somebody has an interest of their own in a grievance; whoever has none can then read it in their lists. */
export async function recordInterest(
  trx: Writer,
  { actor, keyring }: Pick<Account, 'actor' | 'keyring'>,
  grievanceId: string,
  conflict: boolean,
): Promise<void> {
  await trx
    .insertInto('interests')
    .values({ grievance_id: grievanceId, account_id: actor.id, conflict })
    .onConflict(on => on.columns(['grievance_id', 'account_id']).doUpdateSet({ conflict }))
    .execute()
  if (!conflict) await wrapGrants(trx, keyring, grievanceId)
}
