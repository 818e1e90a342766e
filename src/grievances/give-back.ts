import { sql } from 'kysely'
import type { Context } from '../contracts/context.ts'
import type { Reader, Writer } from '../contracts/schema.ts'
import { isOpen, OPEN_STAGES, PERSON_MAY_WRITE } from '../domain/process.ts'
import { changeWithin } from './change.ts'
import { dropGrant } from './mandates.ts'
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
  const rows = await heldBy(trx, place).select('grievances.id').orderBy('grievances.id').execute()
  for (const { id } of rows)
    await changeWithin(context, trx, 'giveBack', { actor: { kind: 'system' }, id }, async (_trx, { stage }) => ({
      facts: { accountId: place.accountId, over: !isOpen(stage) },
      set: { handler_id: null },
    }))
  await returnPrepared(context, trx, { teamId: place.teamId })
}

/** Ends the help of somebody who has no account any more: nothing of what they helped to write is opened by a key of theirs. */
export async function endHelpOf(context: Context, trx: Writer, accountId: string): Promise<void> {
  const rows = await grievancesVisibleTo(trx, { kind: 'system' })
    .select('grievances.id')
    .where(sql<boolean>`grievances.helpers @> array[${accountId}]::uuid[]`)
    .where('grievances.stage', 'in', [...PERSON_MAY_WRITE])
    .orderBy('grievances.id')
    .execute()
  for (const { id } of rows)
    await changeWithin(context, trx, 'endHelp', { actor: { kind: 'system' }, id }, async (_trx, { helpers }) => {
      const opened = await trx.selectFrom('compartments').select('id').where('grievance_id', '=', id).execute()
      for (const compartment of opened) await dropGrant(trx, compartment.id, accountId)
      return { facts: {}, set: { helpers: helpers.filter(helper => helper !== accountId) } }
    })
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
