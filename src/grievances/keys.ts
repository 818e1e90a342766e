import { newId } from '../platform/ids.ts'
import type { CompartmentKind, Reader, Writer } from '../contracts/schema.ts'
import { Refused } from '../platform/errors.ts'
import { keyCheckValue, newKey, openWith, publicKeyOf, same, sealTo, unlessDamaged } from '../platform/sealing/index.ts'
import type { HeldKey, Keyring, SealingTarget } from '../contracts/keys.ts'

export type { Keyring } from '../contracts/keys.ts'

/**
 * A compartment whose key is open. Where the key itself is damaged, `damaged` says so and `key` is one that opens nothing:
 * whatever lies in it reads as damaged, and nothing can be sealed into it.
 */
export interface OpenCompartment {
  readonly id: string
  readonly grievanceId: string
  readonly kind: CompartmentKind
  readonly participantId: string | null
  readonly teamId: string | null
  readonly gen: number
  readonly key: Buffer
  readonly damaged: boolean
}

/** The keyring of one key alone. */
export function keyringOf(...held: HeldKey[]): Keyring {
  return new Map(held.map(key => [ringName(key.principalId, key.gen), key]))
}

/** A team's private key, sealed to one account. */
export interface TeamGrant {
  readonly teamId: string
  readonly teamGen: number
  readonly sealed: Buffer
}

/** An account's keyring: its own key, and every generation of the keys of its teams that is sealed to it and whole. */
export function keyringWithTeams(own: HeldKey, grants: readonly TeamGrant[]): Keyring {
  const teams = grants.flatMap(grant => {
    const key = unlessDamaged(() => openWith(own, grant.sealed))
    return key === null ? [] : [heldFrom(key, grant.teamId, grant.teamGen)]
  })
  return keyringOf(own, ...teams)
}

/** A held key from its private half. */
export function heldFrom(privateKey: Buffer, principalId: string, gen: number): HeldKey {
  return { privateKey, publicKey: publicKeyOf(privateKey), principalId, gen }
}

/** Makes a compartment of a grievance with a fresh key, sealed to each who may open it. */
export async function makeCompartment(
  trx: Writer,
  compartment: { grievanceId: string; kind: CompartmentKind; participantId?: string; teamId?: string },
  targets: readonly SealingTarget[],
  since: string,
): Promise<OpenCompartment> {
  const { grievanceId, kind, participantId = null, teamId = null } = compartment
  const made: OpenCompartment = { id: newId(), grievanceId, kind, participantId, teamId, gen: 1, key: newKey(), damaged: false }
  await trx
    .insertInto('compartments')
    .values({ id: made.id, grievance_id: grievanceId, kind, participant_id: participantId, organisation_id: null, team_id: teamId })
    .execute()
  await trx
    .insertInto('compartment_keys')
    .values({ compartment_id: made.id, gen: 1, kcv: keyCheckValue(made.key), link: null })
    .execute()
  for (const target of targets) await grantCompartment(trx, made, target, since)
  return made
}

/** The key that something is sealed with. Throws Refused where the compartment is damaged: nobody could open it again. */
export function keyToSeal(compartment: OpenCompartment): Buffer {
  if (compartment.damaged) throw new Refused('damaged')
  return compartment.key
}

/** Lets one more principal open a compartment, from now on. */
export async function grantCompartment(trx: Writer, compartment: OpenCompartment, target: SealingTarget, since: string): Promise<void> {
  await trx
    .insertInto('compartment_grants')
    .values({
      compartment_id: compartment.id,
      gen: compartment.gen,
      grantee_id: target.principalId,
      grantee_gen: target.gen,
      sealed: sealTo(target.publicKey, keyToSeal(compartment)),
      since,
    })
    .onConflict(conflict => conflict.doNothing())
    .execute()
}

/** The compartments of these grievances that the keyring opens, by grievance. A damaged key, or one that fails its check value, takes its compartment alone. */
export async function openCompartments(
  db: Reader,
  keyring: Keyring,
  grievanceIds: readonly string[],
  kinds?: readonly CompartmentKind[],
): Promise<Map<string, OpenCompartment[]>> {
  const opened = new Map<string, OpenCompartment[]>()
  if (grievanceIds.length === 0) return opened
  for (const row of await sealedKeys(db, keyring, grievanceIds, kinds)) {
    const held = keyring.get(ringName(row.grantee_id, row.grantee_gen))
    if (held === undefined) continue
    const list = opened.get(row.grievance_id) ?? []
    const before = list.findIndex(compartment => compartment.id === row.id)
    if (before >= 0 && list[before]?.damaged === false) continue
    const key = checkedKey(held, row)
    list.splice(before < 0 ? list.length : before, before < 0 ? 0 : 1, {
      id: row.id,
      grievanceId: row.grievance_id,
      kind: row.kind,
      participantId: row.participant_id,
      teamId: row.team_id,
      gen: row.gen,
      key: key ?? newKey(),
      damaged: key === null,
    })
    opened.set(row.grievance_id, list)
  }
  return opened
}

/** The keys of the compartments, as they are sealed to the holders of a ring. */
function sealedKeys(db: Reader, keyring: Keyring, grievanceIds: readonly string[], kinds: readonly CompartmentKind[] | undefined) {
  const holders = [...new Set([...keyring.values()].map(held => held.principalId))]
  return db
    .selectFrom('compartments')
    .innerJoin('compartment_grants', 'compartment_grants.compartment_id', 'compartments.id')
    .innerJoin('compartment_keys', join =>
      join.onRef('compartment_keys.compartment_id', '=', 'compartments.id').onRef('compartment_keys.gen', '=', 'compartment_grants.gen'),
    )
    .select([
      'compartments.id',
      'compartments.grievance_id',
      'compartments.kind',
      'compartments.participant_id',
      'compartments.team_id',
      'compartment_grants.gen',
      'compartment_grants.grantee_id',
      'compartment_grants.grantee_gen',
      'compartment_grants.sealed',
      'compartment_keys.kcv',
    ])
    .where('compartments.grievance_id', 'in', grievanceIds)
    .where('compartment_grants.grantee_id', 'in', holders)
    .$if(kinds !== undefined, query => query.where('compartments.kind', 'in', kinds ?? []))
    .execute()
}

function checkedKey(held: HeldKey, row: { sealed: Buffer; kcv: Buffer }): Buffer | null {
  const key = unlessDamaged(() => openWith(held, row.sealed))
  return key !== null && same(keyCheckValue(key), row.kcv) ? key : null
}

function ringName(principalId: string, gen: number): string {
  return `${principalId}:${gen}`
}
