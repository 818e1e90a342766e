import type { ExpressionBuilder } from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import { newId } from '../platform/ids.ts'
import { addRows } from '../contracts/add-rows.ts'
import type { CompartmentKind, Schema, Writer } from '../contracts/schema.ts'
import { Refused } from '../platform/errors.ts'
import { keyCheckValue, newKey } from '../platform/sealing/index.ts'
import type { HeldKey, Keyring, SealingTarget } from '../contracts/keys.ts'
import { heldIn } from './keyring.ts'
import { grantOf, keyIn, type RestingGrant } from './wraps.ts'

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

/** A compartment that is to be made, and who may open it. */
export interface CompartmentToMake {
  readonly kind: CompartmentKind
  readonly participantId?: string
  readonly teamId?: string
  readonly targets: readonly (SealingTarget | HeldKey)[]
}

/** Makes compartments of a grievance, each with a fresh key that is sealed to each who may open it. */
export async function makeCompartments<const Made extends readonly CompartmentToMake[]>(
  trx: Writer,
  grievanceId: string,
  wanted: Made,
  since: string,
): Promise<{ [K in keyof Made]: OpenCompartment }> {
  const made = wanted.map(({ kind, participantId = null, teamId = null }) =>
    withKey({ id: newId(), grievanceId, kind, participantId, teamId, gen: 1 }, newKey()),
  )
  const rows = made.map(({ id, kind, participantId, teamId }) => ({ id, kind, participant_id: participantId, team_id: teamId }))
  await addRows(
    trx,
    'compartments',
    rows.map(row => ({ ...row, grievance_id: grievanceId, organisation_id: null })),
  )
  await addRows(
    trx,
    'compartment_keys',
    made.map(({ id, gen, key }) => ({ compartment_id: id, gen, kcv: keyCheckValue(key), link: null })),
  )
  await addGrants(
    trx,
    made.flatMap((compartment, index) => (wanted[index]?.targets ?? []).map(target => grantTo(compartment, target, since))),
  )
  return made as { [K in keyof Made]: OpenCompartment } // one for each that was wanted, in order
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
export async function grantCompartment(
  trx: Writer,
  compartment: OpenCompartment,
  target: SealingTarget | HeldKey,
  since: string,
): Promise<void> {
  await addGrants(trx, [grantTo(compartment, target, since)])
}

function grantTo(compartment: OpenCompartment, target: SealingTarget | HeldKey, since: string) {
  const place = { compartment_id: compartment.id, gen: compartment.gen, grantee_id: target.principalId, grantee_gen: target.gen }
  return { ...place, ...grantOf(target, place, keyToSeal(compartment)), since }
}

async function addGrants(trx: Writer, grants: readonly ReturnType<typeof grantTo>[]): Promise<void> {
  await trx
    .insertInto('compartment_grants')
    .values([...grants])
    .onConflict(conflict => conflict.doNothing())
    .execute()
}

/** The columns by which a compartment is opened, besides which one it is. */
export const GRANT_COLUMNS = [
  'compartments.participant_id',
  'compartments.team_id',
  'compartment_grants.gen',
  'compartment_grants.grantee_id',
  'compartment_grants.grantee_gen',
  'compartment_grants.sealed',
  'compartment_grants.wrapped',
  'compartment_keys.kcv',
] as const

/** A grievance's compartments with the keys that are sealed to these holders, as part of a question that starts from grievances. */
export function compartmentsIn(eb: ExpressionBuilder<Schema, 'grievances'>, holders: readonly string[]) {
  return jsonArrayFrom(
    eb
      .selectFrom('compartments')
      .innerJoin('compartment_grants', 'compartment_grants.compartment_id', 'compartments.id')
      .innerJoin('compartment_keys', join =>
        join.onRef('compartment_keys.compartment_id', '=', 'compartments.id').onRef('compartment_keys.gen', '=', 'compartment_grants.gen'),
      )
      .select(['compartments.id', 'compartments.grievance_id', 'compartments.kind'])
      .select(GRANT_COLUMNS)
      .whereRef('compartments.grievance_id', '=', 'grievances.id')
      .where('compartment_grants.grantee_id', '=', eb.fn.any(eb.val(holders))),
  )
}

/** One key of a compartment, sealed to one holder. */
interface Grant extends RestingGrant {
  readonly id: string
  readonly grievance_id: string
  readonly kind: CompartmentKind
  readonly participant_id: string | null
  readonly team_id: string | null
  readonly gen: number
  readonly grantee_id: string
  readonly grantee_gen: number
}

/**
 * The compartments among these that the keyring opens, each when its key is first needed, for opening one takes as long as
 * drawing many lines. A damaged key, or one that fails its check value, takes its compartment alone.
 */
export function openedCompartments(keyring: Keyring, grants: readonly Grant[]): OpenCompartment[] {
  const byId = new Map<string, Grant[]>()
  for (const grant of grants)
    if (heldIn(keyring, grant.grantee_id, grant.grantee_gen) !== undefined) byId.set(grant.id, [...(byId.get(grant.id) ?? []), grant])
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
    const held = heldIn(keyring, grant.grantee_id, grant.grantee_gen)
    const key = held === undefined ? null : keyIn(held, { ...grant, compartment_id: grant.id }, grant)
    if (key !== null) return key
  }
  return null
}
