import type { Grievance } from '../domain/grievance.ts'
import type { Writer } from '../contracts/schema.ts'
import type { Moment } from '../grievances/moment.ts'
import type { Scene } from '../web/desk-act.ts'

/** What the first answer leaves behind: whether it came by its date, its language, and that whoever gave it holds the grievance while nobody does. */
export async function firstAnswer(trx: Writer, scene: Scene, grievance: Grievance, moment: Moment) {
  const clock = await trx
    .selectFrom('clocks')
    .select('due_at')
    .where('grievance_id', '=', grievance.id)
    .where('clock', '=', 'acknowledgement')
    .executeTakeFirst()
  const onTime = clock === undefined || clock.due_at >= moment.rounded
  return { facts: { language: grievance.language, onTime }, set: { handler_id: grievance.handlerId ?? scene.account.actor.id } }
}
