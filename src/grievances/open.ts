import type { Actor } from '../domain/actor.ts'
import type { Grievance } from '../domain/grievance.ts'
import type { CompartmentKind, Reader } from '../contracts/schema.ts'
import { NotFound } from '../platform/errors.ts'
import { grievanceFrom, RULE_COLUMNS } from './grievance-row.ts'
import { holdersIn, type Keyring } from './keyring.ts'
import { compartmentsIn, openedCompartments, type OpenCompartment } from './keys.ts'
import { UNSETTLED } from './unsettled.ts'
import { grievancesVisibleTo, grievancesVisibleToStaff, type Staff } from './visible.ts'

/** A grievance that this actor may see, with the compartments that their keys open. */
export interface OpenGrievance extends Grievance {
  readonly compartments: readonly OpenCompartment[]
  /** The one compartment of this kind that is meant; throws NotFound where the actor's keys do not open it. */
  compartment(kind: CompartmentKind, participantId?: string): OpenCompartment
}

/** Opens a grievance by its reference. Throws NotFound where there is none for this actor. */
export async function openGrievance(db: Reader, actor: Actor, keyring: Keyring, reference: string): Promise<OpenGrievance> {
  const row = await openable(db, actor, holdersIn(keyring)).where('grievances.reference', '=', reference).executeTakeFirst()
  return opened(keyring, row)
}

/** Opens the grievance that a person's receipt belongs to. */
export async function openOwnGrievance(db: Reader, actor: Extract<Actor, { kind: 'affected' }>, keyring: Keyring): Promise<OpenGrievance> {
  return opened(keyring, await openable(db, actor, holdersIn(keyring)).executeTakeFirst())
}

/** The grievances of this actor, each with what it takes to open it; a page asks for what else it shows in the same question. */
export function openable(db: Reader, actor: Actor, holders: readonly string[]) {
  return withKeys(grievancesVisibleTo(db, actor), holders)
}

/** The same for staff, in a question that is put together once. */
export function openableToStaff(db: Reader, staff: Staff, holders: readonly string[]) {
  return withKeys(grievancesVisibleToStaff(db, staff), holders)
}

function withKeys(grievances: ReturnType<typeof grievancesVisibleTo>, holders: readonly string[]) {
  return grievances
    .select(RULE_COLUMNS.map(column => `grievances.${column}` as const))
    .select(UNSETTLED)
    .select(eb => compartmentsIn(eb, holders).as('compartments'))
}

/** A grievance from its row, open; what is missing is not found. */
export function opened(keyring: Keyring, row: OpenableRow | undefined): OpenGrievance {
  if (row === undefined) throw new NotFound()
  const compartments = openedCompartments(keyring, row.compartments)
  return {
    ...grievanceFrom(row),
    compartments,
    compartment(kind, participantId) {
      const found = compartments.find(one => one.kind === kind && (participantId === undefined || one.participantId === participantId))
      if (found === undefined) throw new NotFound()
      return found
    },
  }
}

type OpenableRow = Awaited<ReturnType<ReturnType<typeof openable>['executeTakeFirstOrThrow']>>
