import type { Context } from '../contracts/context.ts'
import type { Reader, Writer } from '../contracts/schema.ts'
import { OPEN_STAGES } from '../domain/process.ts'
import { changeWithin } from './change.ts'
import { returnPrepared } from './return-prepared.ts'
import { grievancesVisibleTo } from './visible.ts'

/** Somebody's place in a team. */
export interface HoldingPlace {
  readonly teamId: string
  readonly accountId: string
}

/**
 * Gives back to the team what somebody who left it held in it, with one event for each grievance: nobody holds it until somebody takes
 * it on. What they prepared is returned.
 */
export async function giveBack(context: Context, trx: Writer, place: HoldingPlace): Promise<void> {
  const facts = { accountId: place.accountId }
  const rows = await heldBy(trx, place).select('grievances.id').orderBy('grievances.id').execute()
  for (const { id } of rows)
    await changeWithin(context, trx, 'giveBack', { actor: { kind: 'system' }, id }, async () => ({ facts, set: { handler_id: null } }))
  await returnPrepared(context, trx, { teamId: place.teamId })
}

/** How many open grievances somebody holds in a team: as many will need somebody when they are gone. */
export async function heldOpen(db: Reader, place: HoldingPlace): Promise<number> {
  const { held } = await heldBy(db, place)
    .where('grievances.stage', 'in', [...OPEN_STAGES])
    .select(eb => eb.fn.countAll<string>().as('held'))
    .executeTakeFirstOrThrow()
  return Number(held)
}

function heldBy(db: Reader, { teamId, accountId }: HoldingPlace) {
  return grievancesVisibleTo(db, { kind: 'system' }).where('grievances.handler_id', '=', accountId).where('grievances.team_id', '=', teamId)
}
