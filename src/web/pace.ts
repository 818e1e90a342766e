import { setTimeout as pause } from 'node:timers/promises'
import type { Context } from '../contracts/context.ts'
import type { Writer } from '../contracts/schema.ts'
import { takePlace, type BucketShape } from '../platform/bucket.ts'
import { Busy } from '../platform/errors.ts'
import { openJson, sealJson, unlessDamaged, type Sealed } from '../platform/sealing/index.ts'

/**
 * How many may come through each door at once and after that: drafts that begin, stories that are sent, codes that are
 * tried. Each door has its own, so that a flood at one leaves the others open: people who come back are never behind it.
 */
const SHAPES = {
  draft: { burst: 300, perSecond: 10 },
  send: { burst: 150, perSecond: 3 },
  code: { burst: 100, perSecond: 6 },
} as const satisfies Record<string, BucketShape>
export type PacedDoor = keyof typeof SHAPES

const LONGEST_LINE = 30 * 60_000
const LONGEST_PAUSE = 4_000

/** When somebody who comes to this door now may go through: now, later in the line, or null where the line is longer than half an hour. */
export async function placeAt(context: Context, door: PacedDoor): Promise<number | null> {
  return context.db.transaction().execute(async trx => {
    const row = await lockedRow(context, trx, door)
    const state = unlessDamaged(() => openJson<{ state: number }>(context.keys.account, row.state_sealed, ['door', door]).state) ?? 0
    const passed = takePlace(SHAPES[door], state, context.clock.now().getTime(), LONGEST_LINE)
    await trx
      .updateTable('throttles')
      .set({ state_sealed: sealState(context, door, passed.state) })
      .where('door', '=', door)
      .execute()
    return passed.at
  })
}

/** Lets somebody through, after a few seconds where it is crowded. Throws Busy where they would wait longer than a page can. */
export async function comeThrough(context: Context, door: PacedDoor): Promise<void> {
  const at = await placeAt(context, door)
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
