import type { Actor } from '../domain/actor.ts'
import type { Length } from '../domain/calendar.ts'
import type { Clock } from '../domain/process.ts'
import { lawfulLength } from '../domain/standards.ts'
import type { Priority } from '../domain/severity.ts'
import type { Context } from '../contracts/context.ts'
import type { Writer } from '../contracts/schema.ts'
import { tellAudit } from '../grievances/audit.ts'
import { Refused } from '../platform/errors.ts'

/** Sets how long a clock runs for a priority, from now on. Throws Refused where the standard does not allow it. */
export async function setStandard(
  context: Context,
  trx: Writer,
  actor: Actor,
  { clock, priority, length }: { clock: Clock; priority: Priority; length: Length },
): Promise<void> {
  if (!lawfulLength(clock, priority, length)) throw new Refused('unlawful')
  await trx
    .insertInto('service_standards')
    .values({ clock, priority, ...length })
    .onConflict(conflict => conflict.columns(['clock', 'priority']).doUpdateSet({ ...length }))
    .execute()
  await tellAudit(trx, context, actor, 'standard.set', clock, { priority, ...length })
}
