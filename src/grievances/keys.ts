import type { ExpressionBuilder } from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import { bytesOf } from '../platform/database/bytes.ts'
import { newId } from '../platform/ids.ts'
import type { CompartmentKind, Schema, Writer } from '../contracts/schema.ts'
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
  /** The key of a generation, for what was sealed before the newest one; null where the reader never had it or it is damaged. */
  keyOf(gen: number): Buffer | null
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
  const made = withKey({ id: newId(), grievanceId, kind, participantId, teamId, gen: 1 }, newKey())
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

/** A compartment of which this one generation is at hand. */
export function withKey(whose: Omit<OpenCompartment, 'key' | 'damaged' | 'keyOf'>, key: Buffer): OpenCompartment {
  return { ...whose, key, damaged: false, keyOf: gen => (gen === whose.gen ? key : null) }
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

/** A grievance's compartments with the keys that are sealed to these holders, as part of a question that starts from grievances. */
export function compartmentsIn(eb: ExpressionBuilder<Schema, 'grievances'>, keyring: Keyring, kinds?: readonly CompartmentKind[]) {
  const holders = [...new Set([...keyring.values()].map(held => held.principalId))]
  return jsonArrayFrom(
    eb
      .selectFrom('compartments')
      .innerJoin('compartment_grants', 'compartment_grants.compartment_id', 'compartments.id')
      .innerJoin('compartment_keys', join =>
        join.onRef('compartment_keys.compartment_id', '=', 'compartments.id').onRef('compartment_keys.gen', '=', 'compartment_grants.gen'),
      )
      .select(['compartments.id', 'compartments.grievance_id', 'compartments.kind', 'compartments.participant_id', 'compartments.team_id'])
      .select(['compartment_grants.gen', 'compartment_grants.grantee_id', 'compartment_grants.grantee_gen', 'compartment_grants.sealed'])
      .select('compartment_keys.kcv')
      .whereRef('compartments.grievance_id', '=', 'grievances.id')
      .where('compartment_grants.grantee_id', '=', eb.fn.any(eb.val(holders)))
      .$if(kinds !== undefined, query => query.where('compartments.kind', 'in', kinds ?? [])),
  )
}

/** One key of a compartment, sealed to one holder. */
interface Grant {
  readonly id: string
  readonly grievance_id: string
  readonly kind: CompartmentKind
  readonly participant_id: string | null
  readonly team_id: string | null
  readonly gen: number
  readonly grantee_id: string
  readonly grantee_gen: number
  readonly sealed: string
  readonly kcv: string
}

/**
 * The compartments among these that the keyring opens, each when its key is first needed, for opening one takes as long as
 * drawing many lines. A damaged key, or one that fails its check value, takes its compartment alone.
 */
export function openedCompartments(keyring: Keyring, grants: readonly Grant[]): OpenCompartment[] {
  const byId = new Map<string, Grant[]>()
  for (const grant of grants)
    if (keyring.has(ringName(grant.grantee_id, grant.grantee_gen))) byId.set(grant.id, [...(byId.get(grant.id) ?? []), grant])
  return [...byId.values()].flatMap(([first, ...others]) => (first === undefined ? [] : [openedLater(keyring, [first, ...others])]))
}

function openedLater(keyring: Keyring, grants: readonly [Grant, ...Grant[]]): OpenCompartment {
  const [{ id, grievance_id, kind, participant_id, team_id }] = grants
  const keys = new Map<number, Buffer | null>()
  const gen = Math.max(...grants.map(grant => grant.gen))
  const keyOf = (wanted: number): Buffer | null => {
    const known = keys.get(wanted)
    if (known !== undefined) return known
    const key = openedBy(
      keyring,
      grants.filter(grant => grant.gen === wanted),
    )
    keys.set(wanted, key)
    return key
  }
  return {
    id,
    grievanceId: grievance_id,
    kind,
    participantId: participant_id,
    teamId: team_id,
    gen,
    keyOf,
    get key() {
      return keyOf(gen) ?? NO_KEY
    },
    get damaged() {
      return keyOf(gen) === null
    },
  }
}

/** Opens nothing: what lies under a damaged key reads as damaged. */
const NO_KEY = newKey()

function openedBy(keyring: Keyring, grants: readonly Grant[]): Buffer | null {
  for (const grant of grants) {
    const held = keyring.get(ringName(grant.grantee_id, grant.grantee_gen))
    const key = held === undefined ? null : checkedKey(held, grant)
    if (key !== null) return key
  }
  return null
}

function checkedKey(held: HeldKey, { sealed, kcv }: Grant): Buffer | null {
  const key = unlessDamaged(() => openWith(held, bytesOf(sealed)))
  return key !== null && same(keyCheckValue(key), bytesOf(kcv)) ? key : null
}

function ringName(principalId: string, gen: number): string {
  return `${principalId}:${gen}`
}
