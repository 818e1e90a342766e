import type { ToldAtOnce } from '../grievances/clocks.ts'
import type { Bringing } from '../web/ticket.ts'
import type { Pages, Path } from './steps.ts'

/** What a draft holds until it is sent. The code is drawn with the draft, so that no lost answer can lose it. */
export interface Told {
  readonly code: string
  /** Whether somebody asked to send now: every page then leads back to the check page. */
  readonly direct: boolean
  /** Whether somebody asked for the code to come back later, and has not said yet that they have it. */
  readonly saving: boolean
  /** When it was begun, in milliseconds: whoever sends at once may be a machine. */
  readonly began: number
  /** Whether a field was filled that no person sees. */
  readonly trapped: boolean
  /** When their turn to send comes, where many send at once. */
  readonly turn: number | null
  readonly path: Path
  readonly pages: Pages
  readonly lost: LostWords | null
  /** The organisation that tells it for somebody, where one does. */
  readonly broughtBy?: Bringing
}

/** What was told by somebody who lost their code. */
export interface LostWords {
  readonly story: string
  readonly reach: string
}

/** What the receipt page shows until the person says that they have it. */
export interface Sent {
  readonly code: string
  /** The day until which it is answered. */
  readonly answerBy: string
  /** The day until which a person calls, where a call was asked for. */
  readonly callBy?: string
  /** Whether hours were named at which to call. */
  readonly atHours?: boolean
  /** Who is told at once of what cannot wait. */
  readonly told?: ToldAtOnce
  /** Whether the code is somebody else's: it is handed to them, and opens nothing in this browser. */
  readonly brought?: boolean
}
