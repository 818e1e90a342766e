import { setTimeout as pause } from 'node:timers/promises'
import type { Context, PacedDoor } from '../contracts/context.ts'
import type { Writer } from '../contracts/schema.ts'
import { takePlace } from '../platform/bucket.ts'
import { Busy } from '../platform/errors.ts'
import { openJson, sealJson, unlessDamaged, type Sealed } from '../platform/sealing/index.ts'

const LONGEST_LINE = 30 * 60_000
const LONGEST_PAUSE = 4_000

/** When somebody who comes to this door now may go through: now, later in the line, or null where the line is longer than half an hour. */
export async function placeAt(context: Context, trx: Writer, door: PacedDoor): Promise<number | null> {
  const row = await lockedRow(context, trx, door)
  const state = unlessDamaged(() => openJson<{ state: number }>(context.keys.account, row.state_sealed, ['door', door]).state) ?? 0
  const passed = takePlace(context.paces[door], state, context.clock.now().getTime(), LONGEST_LINE)
  await trx
    .updateTable('throttles')
    .set({ state_sealed: sealState(context, door, passed.state) })
    .where('door', '=', door)
    .execute()
  return passed.at
}

/** Lets somebody through, after a few seconds where it is crowded. Throws Busy where they would wait longer than a page can. */
export async function comeThrough(context: Context, door: PacedDoor): Promise<void> {
  const at = await context.db.transaction().execute(trx => placeAt(context, trx, door))
  const wait = at === null ? Infinity : at - context.clock.now().getTime()
  if (wait > LONGEST_PAUSE) throw new Busy()
  if (wait > 0) await pause(wait)
}

async function lockedRow(context: Context, trx: Writer, door: PacedDoor): Promise<{ state_sealed: Sealed }> {
  const row = await trx.selectFrom('throttles').select('state_sealed').where('door', '=', door).forUpdate().executeTakeFirst()
  if (row !== undefined) return row
  const fresh = { door, state_sealed: sealState(context, door, 0) }
  await trx
    .insertInto('throttles')
    .values(fresh)
    .onConflict(conflict => conflict.doNothing())
    .execute()
  return trx.selectFrom('throttles').select('state_sealed').where('door', '=', door).forUpdate().executeTakeFirstOrThrow()
}

function sealState(context: Context, door: PacedDoor, state: number): Sealed {
  return sealJson(context.keys.account, { state }, ['door', door])
}
