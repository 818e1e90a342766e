import type { Context } from '../contracts/context.ts'
import type { Writer } from '../contracts/schema.ts'
import { keyCheckValue, keyLink, newKey } from '../platform/sealing/index.ts'
import { grantCompartment, keyToSeal, withKey, type OpenCompartment } from './keys.ts'
import { sealingTarget } from './principals.ts'

/**
 * Takes a principal's way into a compartment away: what is written from now on lies under a key that they never had, sealed
 * to everybody else who could open it. What they read before they may remember; their keys to it are gone.
 */
export async function takeAway(
  context: Context,
  trx: Writer,
  compartment: OpenCompartment,
  principalId: string,
  day: string,
): Promise<void> {
  const holders = await trx
    .selectFrom('compartment_grants')
    .select('grantee_id')
    .distinct()
    .where('compartment_id', '=', compartment.id)
    .where('gen', '=', compartment.gen)
    .execute()
  await trx.deleteFrom('compartment_grants').where('compartment_id', '=', compartment.id).where('grantee_id', '=', principalId).execute()
  if (!holders.some(holder => holder.grantee_id === principalId)) return
  const next = withKey({ ...compartment, gen: compartment.gen + 1 }, newKey())
  await trx
    .insertInto('compartment_keys')
    .values({ compartment_id: next.id, gen: next.gen, kcv: keyCheckValue(next.key), link: keyLink(keyToSeal(compartment), next.key) })
    .execute()
  for (const { grantee_id } of holders)
    if (grantee_id !== principalId) await grantCompartment(trx, next, await sealingTarget(trx, context.keys, grantee_id), day)
}

/** Lets one more principal open a compartment with all that was written before, each generation that is at hand. */
export async function letIn(context: Context, trx: Writer, compartment: OpenCompartment, principalId: string, day: string): Promise<void> {
  const target = await sealingTarget(trx, context.keys, principalId)
  for (let gen = 1; gen <= compartment.gen; gen += 1) {
    const key = compartment.keyOf(gen)
    if (key !== null) await grantCompartment(trx, withKey({ ...compartment, gen }, key), target, day)
  }
}
