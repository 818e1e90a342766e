import type { Context } from '../contracts/context.ts'
import type { Writer } from '../contracts/schema.ts'
import { changeWithin } from './change.ts'
import { WITHOUT_INTEREST } from './interests.ts'
import { grievancesVisibleTo } from './visible.ts'

/**
 * Returns what somebody prepared wherever they may no longer read the grievance for its team, with one event for each: it stands where
 * it stood before, and somebody who may read it prepares the decision anew. What was written is kept with the keys it was sealed under.
 */
export async function returnPrepared(context: Context, trx: Writer, accountId: string): Promise<void> {
  const rows = await grievancesVisibleTo(trx, { kind: 'system' })
    .select('grievances.id')
    .where('grievances.pending_by', '=', accountId)
    .where(eb =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('memberships')
            .select('memberships.team_id')
            .whereRef('memberships.team_id', '=', 'grievances.team_id')
            .whereRef('memberships.account_id', '=', 'grievances.pending_by')
            .where('memberships.state', '=', 'confirmed')
            .where(WITHOUT_INTEREST),
        ),
      ),
    )
    .orderBy('grievances.id')
    .execute()
  for (const { id } of rows)
    await changeWithin(context, trx, 'returnPrepared', { actor: { kind: 'system' }, id }, async (_trx, { pending }) => ({
      facts: { accountId, subject: pending ?? '' },
    }))
}
