import type { Stage, Track } from './process.ts'
import type { Level, Priority } from './severity.ts'

/** A decision that one person has prepared and another must settle. */
export const PENDING = ['admission', 'closing'] as const
export type Pending = (typeof PENDING)[number]

/** Whether something happened that must be looked into, or somebody gives feedback or asks. */
export const GRIEVANCE_KINDS = ['grievance', 'feedback', 'question'] as const
export type GrievanceKind = (typeof GRIEVANCE_KINDS)[number]

/** What the rules need to know of a grievance; all of it rests in the clear, none of it is anybody's words. */
export interface Grievance {
  readonly id: string
  readonly reference: string
  readonly kind: GrievanceKind
  readonly stage: Stage
  readonly teamId: string
  readonly panelId: string | null
  readonly handlerId: string | null
  readonly custodianId: string | null
  /** The organisations that speak for somebody in it now. */
  readonly spokenBy: readonly string[]
  /** The accounts that wrote it down for the person and may keep helping them. */
  readonly helpers: readonly string[]
  /** Whether it belongs to a group that decides in its own way. */
  readonly grouped: boolean
  readonly priority: Priority
  readonly severity: Level | null
  readonly pending: Pending | null
  readonly pendingBy: string | null
  readonly returnsTo: Stage | null
  readonly language: string
  readonly restricted: boolean
  /** Whether what was found is promised and not told yet. */
  readonly findingsOwed: boolean
  /** Whether a remedy waits for the person. */
  readonly openRemedies: boolean
  /** What runs beside the main stage: what somebody asked for that nobody has answered, and the private check. */
  readonly openTracks: readonly Track[]
  readonly version: number
}

const LETTERS = '23456789BCDFGHJKMNPQRSTVWXYZ'

/** A public reference such as `KX7-42M`, from six random bytes; it tells nothing about the grievance or its receipt. */
export function referenceFrom(bytes: Uint8Array): string {
  const letters = [...bytes.slice(0, 6)].map(byte => LETTERS[byte % LETTERS.length])
  return `${letters.slice(0, 3).join('')}-${letters.slice(3).join('')}`
}
