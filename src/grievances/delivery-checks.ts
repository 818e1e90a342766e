import { AWAITED, isPromised, isReported, standsAfter, type DeliveryResult } from '../domain/delivery.ts'
import type { Grievance } from '../domain/grievance.ts'
import { canEnd } from '../domain/guards.ts'
import type { Moment } from './moment.ts'
import { addRows } from '../contracts/add-rows.ts'
import type { Writer } from '../contracts/schema.ts'
import { newId } from '../platform/ids.ts'

/** What somebody says of whether a remedy came: the person, or whoever looked for them and has no part in it. */
export interface Check {
  readonly remedyId: string
  readonly by: { readonly participantId: string } | { readonly independent: string }
  readonly result: DeliveryResult
  /** Whether the person was alone when they said it; null where nobody said. */
  readonly alone: boolean | null
  readonly itemId: string | undefined
}

/** Keeps it beside the remedy, and lets the remedy stand as it says. */
export async function keepCheck(trx: Writer, { remedyId, by, result, alone, itemId }: Check, at: Grievance, moment: Moment): Promise<void> {
  await addRows(trx, 'remedy_checks', {
    id: newId(),
    remedy_id: remedyId,
    participant_id: 'participantId' in by ? by.participantId : null,
    independent_by: 'independent' in by ? by.independent : null,
    result,
    alone,
    on_day: moment.day,
    item_id: itemId ?? null,
    version: at.version + 1,
  })
  const before = await trx.selectFrom('remedies').select('status').where('id', '=', remedyId).executeTakeFirstOrThrow()
  await trx
    .updateTable('remedies')
    .set({ status: standsAfter(result, before) })
    .where('id', '=', remedyId)
    .execute()
}

/** Whether more of what was agreed is to come; if not, whether nothing else is being discussed or looked into either. */
export async function leftAfter(trx: Writer, action: 'confirmDelivery' | 'recordCheck', { id, stage }: Grievance) {
  const rows = await trx
    .selectFrom('remedies')
    .select('status')
    .where('grievance_id', '=', id)
    .where('status', 'in', [...AWAITED, 'under_discussion', 'proposed', 'verified_partly'])
    .execute()
  const left = rows.filter(row => row.status !== 'verified_partly')
  const whole = left.length === 0 && canEnd(action, 'all', stage)
  if (left.length < rows.length && stage !== 'closed') return whole ? ('part' as const) : ('rest' as const)
  if (left.some(isPromised)) return 'some' as const
  return whole ? ('all' as const) : ('came' as const)
}

/** Where it leads that one of the remedies is owed no longer: to the person's word on what came, unless another is owed or still discussed. */
export async function whereNothingIsOwed(trx: Writer, action: 'reportDelivery' | 'recordFailure', { id, stage }: Grievance) {
  const rows = await trx
    .selectFrom('remedies')
    .select('status')
    .where('grievance_id', '=', id)
    .where('status', 'in', [...AWAITED, 'under_discussion', 'proposed'])
    .execute()
  return rows.every(isReported) && canEnd(action, 'all', stage) ? ('all' as const) : ('some' as const)
}

/** Where it leads that something did not come: back to its delivery, where the case was being put right or is closed. */
export function missedAt(action: 'disputeDelivery' | 'recordCheck', { stage }: Grievance) {
  return canEnd(action, 'back', stage) ? ('back' as const) : ('noted' as const)
}
