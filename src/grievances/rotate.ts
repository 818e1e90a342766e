import type { Context } from '../contracts/context.ts'
import type { Writer } from '../contracts/schema.ts'
import { keyCheckValue, keyLink, newKey } from '../platform/sealing/index.ts'
import { Refused } from '../platform/errors.ts'
import { grantCompartment, withKey, type OpenCompartment } from './keys.ts'
import { sealingTarget } from './principals.ts'

/**
 * Takes the way of some into a compartment away: what is written from now on lies under a key that they never had, sealed to
 * everybody else who could open it. What they read before they may remember; their keys to it are gone. Once in a change.
 */
export async function takeAway(
  context: Context,
  trx: Writer,
  compartment: OpenCompartment,
  principalIds: readonly string[],
  day: string,
): Promise<void> {
  const holders = await holdersOf(trx, compartment)
  const leaving = holders.filter(holder => principalIds.includes(holder))
  if (leaving.length === 0) return
  await trx.deleteFrom('compartment_grants').where('compartment_id', '=', compartment.id).where('grantee_id', 'in', leaving).execute()
  const staying = holders.filter(holder => !leaving.includes(holder))
  await turnTo(context, trx, compartment, staying, day)
}

/** Makes the next key of every compartment here whose key somebody held under a mandate that ran out, now that a session can. */
export async function turnStaleKeys(context: Context, compartments: readonly OpenCompartment[], day: string): Promise<void> {
  await context.db.transaction().execute(async trx => {
    for (const compartment of compartments) {
      const { numDeletedRows } = await trx.deleteFrom('keys_to_turn').where('compartment_id', '=', compartment.id).executeTakeFirst()
      if (numDeletedRows > 0n) await turnTo(context, trx, compartment, await holdersOf(trx, compartment), day)
    }
  })
}

/** The next key, sealed to these; a damaged one before it stops nobody from taking a key away. Throws Refused where somebody turned it in the same moment. */
async function turnTo(context: Context, trx: Writer, compartment: OpenCompartment, holders: readonly string[], day: string): Promise<void> {
  const next = withKey({ ...compartment, gen: compartment.gen + 1 }, newKey())
  const link = compartment.damaged ? null : keyLink(compartment.key, next.key)
  const { numInsertedOrUpdatedRows: made } = await trx
    .insertInto('compartment_keys')
    .values({ compartment_id: next.id, gen: next.gen, kcv: keyCheckValue(next.key), link })
    .onConflict(conflict => conflict.doNothing())
    .executeTakeFirst()
  if (made === 0n) throw new Refused('not_now')
  for (const holder of holders) await grantCompartment(trx, next, await sealingTarget(trx, context.keys, holder), day)
}

/** Who can open what is written in a compartment now. */
export async function holdersOf(trx: Writer, compartment: OpenCompartment): Promise<string[]> {
  const rows = await trx
    .selectFrom('compartment_grants')
    .select('grantee_id')
    .distinct()
    .where('compartment_id', '=', compartment.id)
    .where('gen', '=', compartment.gen)
    .execute()
  return rows.map(row => row.grantee_id)
}

/** Lets one more principal open a compartment with all that was written before, each generation that is at hand. */
export async function letIn(context: Context, trx: Writer, compartment: OpenCompartment, principalId: string, day: string): Promise<void> {
  const target = await sealingTarget(trx, context.keys, principalId)
  for (let gen = 1; gen <= compartment.gen; gen += 1) {
    const key = compartment.keyOf(gen)
    if (key !== null) await grantCompartment(trx, withKey({ ...compartment, gen }, key), target, day)
  }
}
