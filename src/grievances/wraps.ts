import type { HeldKey, Keyring, SealingTarget } from '../contracts/keys.ts'
import type { Writer } from '../contracts/schema.ts'
import { bytesOf } from '../platform/database/bytes.ts'
import { deriveKey, keyCheckValue, openBytes, openWith, same, sealBytes, sealTo, unlessDamaged } from '../platform/sealing/index.ts'
import type { Aad, Sealed } from '../platform/sealing/index.ts'
import { heldIn } from './keyring.ts'

/** Where a key of a compartment lies for one holder. */
export interface GrantPlace {
  readonly compartment_id: string
  readonly gen: number
  readonly grantee_id: string
  readonly grantee_gen: number
}

/** A key of a compartment as it rests: sealed to its holder, and wrapped too once the holder was there. */
export interface RestingGrant {
  readonly sealed: Uint8Array | string
  readonly wrapped: Uint8Array | string | null
  /** What the key must hash to; null where only the wrapped one is asked for. */
  readonly kcv: Uint8Array | string | null
}

/** A compartment's key for one holder: sealed, and wrapped at once where their private key is at hand. */
export function grantOf(target: SealingTarget | HeldKey, place: GrantPlace, key: Buffer): { sealed: Sealed; wrapped: Sealed | null } {
  return { sealed: sealTo(target.publicKey, key), wrapped: 'privateKey' in target ? wrap(target, place, key) : null }
}

/** The key in a grant; a damaged wrap counts as none. Null where the sealed one is damaged too, or fails its check value. */
export function keyIn(held: HeldKey, place: GrantPlace, { sealed, wrapped, kcv }: RestingGrant): Buffer | null {
  const quick = wrapped === null ? null : unlessDamaged(() => openBytes(wrapKeyOf(held), bytesOf(wrapped), aadOf(place)))
  if (quick !== null) return quick
  const key = kcv === null ? null : unlessDamaged(() => openWith(held, bytesOf(sealed)))
  return key !== null && kcv !== null && same(keyCheckValue(key), bytesOf(kcv)) ? key : null
}

/** Wraps every key of a grievance that was sealed to this keyring while nobody of it was there; what is damaged stays as it is. */
export async function wrapGrants(trx: Writer, keyring: Keyring, grievanceId: string): Promise<void> {
  const rows = await trx
    .selectFrom('compartment_grants as grants')
    .innerJoin('compartments', 'compartments.id', 'grants.compartment_id')
    .innerJoin('compartment_keys as keys', join =>
      join.onRef('keys.compartment_id', '=', 'grants.compartment_id').onRef('keys.gen', '=', 'grants.gen'),
    )
    .select(['grants.compartment_id', 'grants.gen', 'grants.grantee_id', 'grants.grantee_gen', 'grants.sealed', 'keys.kcv'])
    .where('compartments.grievance_id', '=', grievanceId)
    .where('grants.wrapped', 'is', null)
    .execute()
  for (const { sealed, kcv, ...place } of rows) {
    const held = heldIn(keyring, place.grantee_id, place.grantee_gen)
    const key = held === undefined ? null : keyIn(held, place, { sealed, kcv, wrapped: null })
    if (held === undefined || key === null) continue
    await trx
      .updateTable('compartment_grants')
      .set({ wrapped: wrap(held, place, key) })
      .where(eb => eb.and({ ...place }))
      .execute()
  }
}

/**
 * A key wrapped for somebody whose private key is at hand: only that key opens it, as with what is sealed, but in a hundredth of
 * the time; and it is bound to its place, so that in another one it opens nothing.
 */
function wrap(held: HeldKey, place: GrantPlace, key: Buffer): Sealed {
  return sealBytes(wrapKeyOf(held), key, aadOf(place), { raw: true })
}

/** One for each held key, and gone with it: no request hands a held key to the next. */
const wrapKeys = new WeakMap<HeldKey, Buffer>()

function wrapKeyOf(held: HeldKey): Buffer {
  const known = wrapKeys.get(held)
  if (known !== undefined) return known
  const made = deriveKey(held.privateKey, 'grant/v1')
  wrapKeys.set(held, made)
  return made
}

function aadOf({ compartment_id, gen, grantee_id, grantee_gen }: GrantPlace): Aad {
  return ['grant', compartment_id, gen, grantee_id, grantee_gen]
}
