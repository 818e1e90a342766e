import type { Actor } from '../domain/actor.ts'
import { addRows } from '../contracts/add-rows.ts'
import type { Context } from '../contracts/context.ts'
import type { Writer } from '../contracts/schema.ts'
import { newId } from '../platform/ids.ts'
import { momentOf } from './moment.ts'

/** Codes, ids and counts; never a word that somebody wrote. */
export type AuditDetail = Readonly<Record<string, string | number | boolean | null | readonly string[]>>

/**
 * Tells the audit that somebody read or changed something beside the story of a grievance, in the same transaction.
 * `action` is a code such as `team.made`; `object` is the id of what it was done to. Whoever speaks for people leaves the half day.
 */
export async function tellAudit(
  trx: Writer,
  context: Context,
  actor: Actor,
  action: string,
  object: string,
  detail: AuditDetail = {},
): Promise<void> {
  await addRows(trx, 'audit', {
    id: newId(),
    at: momentOf(actor, context.clock.now()).rounded,
    actor_id: actor.kind === 'account' ? actor.id : null,
    action,
    object,
    detail: JSON.stringify(detail),
  })
}
