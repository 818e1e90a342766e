import type { GrievanceKind } from '../domain/grievance.ts'
import type { Told } from '../domain/routing.ts'
import { unreadPriority, type Priority } from '../domain/severity.ts'
import type { DraftFile } from './files.ts'
import type { Said } from './items.ts'
import type { LetterAddress } from './notices.ts'

/** How something was told: as it happened, by somebody who was punished for speaking, or as a wish to be called. */
export type Heading = 'told' | 'punished' | 'call'

/** Everything that was told, ready to be sealed. */
export interface Telling {
  readonly kind: GrievanceKind
  readonly heading: Heading
  readonly language: string
  readonly channel: string
  readonly capacity: string
  readonly identityMode: string
  readonly notSafe: boolean
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

/** Before a person has read it: urgent where somebody is not safe or was punished for speaking. */
export function priorityTold({ notSafe, heading }: Pick<Telling, 'notSafe' | 'heading'>): Priority {
  return unreadPriority({ notSafe, punished: heading === 'punished' })
}

/** What is known when nothing was answered: nobody may know the name, and a person decides what it is about. */
export function nothingTold(language: string): Telling {
  return {
    kind: 'grievance',
    heading: 'told',
    language,
    channel: 'ch_web',
    capacity: 'cap_unspecified',
    identityMode: 'id_pseudonymous',
    notSafe: false,
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
