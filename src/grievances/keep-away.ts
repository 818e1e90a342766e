import type { Grievance } from '../domain/grievance.ts'
import type { Context } from '../contracts/context.ts'
import type { Writer } from '../contracts/schema.ts'
import type { Settable } from './facts.ts'
import { recordConflict } from './interests.ts'
import type { OpenGrievance } from './open.ts'
import { passOn, type AfterConflict } from './pass-on.ts'

/** A grievance as it is locked and as whoever acts has it open, and the day on which they do. */
interface At {
  readonly opened: OpenGrievance
  readonly locked: Grievance
  readonly day: string
}

/** What becomes of it: the outcome, the team that takes it over, if any, and what is set. */
interface KeptAway {
  readonly outcome: AfterConflict['outcome']
  readonly passed: { readonly teamId?: string }
  readonly set: Partial<Settable>
}

/**
 * Keeps somebody away from a grievance in which they have an interest of their own, whoever said so (UNGP 31(a)): it does not exist for
 * them any more, they hold it no longer, and where nobody of its team is left it goes to another with the keys of whoever acts. What they
 * had prepared is returned once this is written, by `returnPrepared`.
 */
export async function keepAway(context: Context, trx: Writer, accountId: string, { opened, locked, day }: At): Promise<KeptAway> {
  await recordConflict(trx, locked.id, accountId)
  const { outcome, ...passed } = await passOn(context, trx, { ...opened, ...locked }, day)
  return { outcome, passed, set: withoutThem(locked, accountId, passed) }
}

/** Whoever has an interest holds it no longer; a team that takes it over begins with nobody. */
function withoutThem({ handlerId }: Grievance, accountId: string, { teamId }: KeptAway['passed']): Partial<Settable> {
  if (teamId !== undefined) return { team_id: teamId, handler_id: null }
  return handlerId === accountId ? { handler_id: null } : {}
}
