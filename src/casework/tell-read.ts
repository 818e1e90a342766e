import type { Actor } from '../domain/actor.ts'
import type { Context } from '../contracts/context.ts'
import { tellAudit } from '../grievances/audit.ts'

const HOUR_MS = 3_600_000

/** Records that somebody opened a case file, once an hour at most; every reading leaves a trace in the audit. */
export async function tellRead(context: Context, actor: Extract<Actor, { kind: 'account' }>, grievanceId: string): Promise<void> {
  const now = context.clock.now()
  const recent = await context.db
    .selectFrom('audit')
    .select('id')
    .where('actor_id', '=', actor.id)
    .where('object', '=', grievanceId)
    .where('action', '=', 'file_opened')
    .where('at', '>', new Date(now.getTime() - HOUR_MS))
    .executeTakeFirst()
  if (recent !== undefined) return
  await context.db.transaction().execute(trx => tellAudit(trx, context, actor, 'file_opened', grievanceId))
}
