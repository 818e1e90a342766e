import type { GrievanceKind } from '../domain/grievance.ts'
import type { Told } from '../domain/routing.ts'
import type { DraftFile } from './files.ts'
import type { Said } from './items.ts'
import type { LetterAddress } from './notices.ts'

/** What was told with it that cannot wait for the first answer: that somebody is not safe, a wish to be called, both or neither. */
export type Heading = 'told' | 'unsafe' | 'call' | 'unsafe_call'

/** Everything that was told, ready to be sealed. */
export interface Telling {
  readonly kind: GrievanceKind
  readonly language: string
  readonly channel: string
  readonly capacity: string
  readonly identityMode: string
  /** Whether somebody is not safe now, or was punished for speaking. */
  readonly notSafe: boolean
  readonly call: boolean
  readonly topics: readonly string[]
  readonly told: Told
  readonly readerInvolved: boolean
  /** Whether topic and place would tell who spoke: a child, sexual violence, the mechanism's own people. */
  readonly restricted: boolean
  /** Whether it may have been sent by a machine: an order of sorting and nothing else. */
  readonly suspect: boolean
  readonly title: string
  readonly story: Said
  readonly identity: Said | null
  readonly notice: LetterAddress | null
  readonly files: readonly DraftFile[]
  /** The organisation that tells it for the person, and who of it follows it; the person holds the code. */
  readonly broughtBy: { readonly teamId: string; readonly accountId: string } | null
}

/** Beside the title that a telling began with: it was moved, which would tell in the clear of whom it speaks. */
export const MOVED = { moved: 'yes' } as const

/** What of it cannot wait, as the rule book tells it apart. */
export function headingOf({ notSafe, call }: Pick<Telling, 'notSafe' | 'call'>): Heading {
  if (notSafe) return call ? 'unsafe_call' : 'unsafe'
  return call ? 'call' : 'told'
}

/** What is known when nothing was answered: nobody may know the name, and a person decides what it is about. */
export function nothingTold(language: string): Telling {
  return {
    kind: 'grievance',
    language,
    channel: 'ch_web',
    capacity: 'cap_unspecified',
    identityMode: 'id_pseudonymous',
    notSafe: false,
    call: false,
    topics: [],
    told: { operationId: null, organisationId: null },
    readerInvolved: false,
    restricted: false,
    suspect: false,
    title: '',
    story: { text: '', language },
    identity: null,
    notice: null,
    files: [],
    broughtBy: null,
  }
}
