import { waitsForLead } from '../domain/guards.ts'
import { PENDING } from '../domain/grievance.ts'
import type { Context } from '../contracts/context.ts'
import type { Writer } from '../contracts/schema.ts'
import { changeWithin } from './change.ts'
import { WITHOUT_INTEREST } from './interests.ts'
import { ofGrievances } from './parts.ts'
import { grievancesVisibleTo } from './visible.ts'

const FOR_LEADS = PENDING.filter(waitsForLead)

const able = ofGrievances
  .selectFrom('memberships')
  .select('memberships.team_id')
  .whereRef('memberships.team_id', '=', 'grievances.team_id')
  .where('memberships.state', '=', 'confirmed')
  .where(WITHOUT_INTEREST)

const preparer = able.whereRef('memberships.account_id', '=', 'grievances.pending_by')
const second = able
  .whereRef('memberships.account_id', '<>', 'grievances.pending_by')
  .where(one => one.or([one('memberships.role', '=', 'lead'), one('grievances.pending', 'not in', FOR_LEADS)]))

/**
 * Returns what was prepared in a team, or of one grievance, wherever whoever prepared it may no longer read it there, or nobody is left who
 * could settle it, with one event for each: it stands where it stood before, and somebody prepares the decision anew. What was written
 * is kept with the keys it was sealed under.
 */
export async function returnPrepared(
  context: Context,
  trx: Writer,
  where: { readonly teamId: string } | { readonly id: string },
): Promise<void> {
  const rows = await grievancesVisibleTo(trx, { kind: 'system' })
    .select(['grievances.id', 'grievances.pending_by'])
    .where(one => ('teamId' in where ? one('grievances.team_id', '=', where.teamId) : one('grievances.id', '=', where.id)))
    .where('grievances.pending', 'is not', null)
    .where(one => one.not(one.and([one.exists(preparer), one.exists(second)])))
    .orderBy('grievances.id')
    .execute()
  for (const { id, pending_by: accountId } of rows)
    await changeWithin(context, trx, 'returnPrepared', { actor: { kind: 'system' }, id }, async (_trx, { pending }) => ({
      facts: { accountId: accountId ?? '', subject: pending ?? '' },
    }))
}
