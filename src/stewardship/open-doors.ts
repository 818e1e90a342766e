import type { Actor } from '../domain/actor.ts'
import type { Context } from '../contracts/context.ts'
import type { Writer } from '../contracts/schema.ts'
import { tellAudit } from '../grievances/audit.ts'
import { Refused } from '../platform/errors.ts'
import { missingNeeds } from './queries.ts'

/** Lets people in, once everything stands that they need. Throws Refused while something is missing. */
export async function openDoors(context: Context, trx: Writer, actor: Actor): Promise<void> {
  if ((await missingNeeds(trx)).length > 0) throw new Refused('missing')
  await trx.updateTable('mechanism').set({ ready: true }).execute()
  await tellAudit(trx, context, actor, 'mechanism.opened', 'mechanism')
}
