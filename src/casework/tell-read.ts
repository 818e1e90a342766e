import type { ExpressionBuilder } from 'kysely'
import type { Actor } from '../domain/actor.ts'
import type { Context } from '../contracts/context.ts'
import type { Schema } from '../contracts/schema.ts'
import { tellAudit } from '../grievances/audit.ts'

const HOUR_MS = 3_600_000

/** The beginning of the hour that ends now. */
export function anHourBefore(now: Date): Date {
  return new Date(now.getTime() - HOUR_MS)
}

/** Whether this account opened the case file since then, as part of a question that starts from grievances. */
export function readLatelyIn(eb: ExpressionBuilder<Schema, 'grievances'>, actorId: string, since: Date) {
  return eb.exists(
    eb
      .selectFrom('audit')
      .select('audit.id')
      .where('audit.actor_id', '=', actorId)
      .where('audit.object', '=', eb.cast<string>('grievances.id', 'text'))
      .where('audit.action', '=', 'file_opened')
      .where('audit.at', '>', since),
  )
}

/** Records that somebody opened a case file; every reading leaves a trace in the audit, once an hour at most. */
export async function tellRead(context: Context, actor: Extract<Actor, { kind: 'account' }>, grievanceId: string): Promise<void> {
  await context.db.transaction().execute(trx => tellAudit(trx, context, actor, 'file_opened', grievanceId))
}
