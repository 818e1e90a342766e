import type { Actor } from '../domain/actor.ts'
import type { Grievance } from '../domain/grievance.ts'
import type { CompartmentKind, Reader } from '../contracts/schema.ts'
import { NotFound } from '../platform/errors.ts'
import { grievanceFrom, RULE_COLUMNS } from './change.ts'
import { openCompartments, type Keyring, type OpenCompartment } from './keys.ts'
import { grievancesVisibleTo } from './visible.ts'

/** A grievance that this actor may see, with the compartments that their keys open. */
export interface OpenGrievance extends Grievance {
  readonly compartments: readonly OpenCompartment[]
  /** The one compartment of this kind that is meant; throws NotFound where the actor's keys do not open it. */
  compartment(kind: CompartmentKind, participantId?: string): OpenCompartment
}

/** Opens a grievance by its reference. Throws NotFound where there is none for this actor. */
export async function openGrievance(db: Reader, actor: Actor, keyring: Keyring, reference: string): Promise<OpenGrievance> {
  const row = await grievancesVisibleTo(db, actor)
    .select(RULE_COLUMNS.map(column => `grievances.${column}` as const))
    .where('grievances.reference', '=', reference)
    .executeTakeFirst()
  if (row === undefined) throw new NotFound()
  return opened(grievanceFrom(row), (await openCompartments(db, keyring, [row.id])).get(row.id) ?? [])
}

/** Opens the grievance that a person's receipt belongs to. */
export async function openOwnGrievance(db: Reader, actor: Extract<Actor, { kind: 'affected' }>, keyring: Keyring): Promise<OpenGrievance> {
  const row = await grievancesVisibleTo(db, actor)
    .select(RULE_COLUMNS.map(column => `grievances.${column}` as const))
    .executeTakeFirst()
  if (row === undefined) throw new NotFound()
  return opened(grievanceFrom(row), (await openCompartments(db, keyring, [row.id])).get(row.id) ?? [])
}

function opened(grievance: Grievance, compartments: readonly OpenCompartment[]): OpenGrievance {
  return {
    ...grievance,
    compartments,
    compartment(kind, participantId) {
      const found = compartments.find(one => one.kind === kind && (participantId === undefined || one.participantId === participantId))
      if (found === undefined) throw new NotFound()
      return found
    },
  }
}
