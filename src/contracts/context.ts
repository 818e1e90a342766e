import type { ApplicationKeys, Pool } from '../platform/sealing/index.ts'
import type { Clock } from '../platform/clock.ts'
import type { Words } from '../platform/words.ts'
import type { BucketShape } from '../platform/bucket.ts'
import type { Postbox } from '../platform/postbox.ts'
import type { Config } from '../config.ts'
import type { Database } from './schema.ts'

/** All that the program stands on, made once by `buildContext`; tests pass other parts. */
export interface Context {
  readonly config: Config
  readonly db: Database
  readonly clock: Clock
  readonly keys: ApplicationKeys
  readonly pools: { readonly receipts: Pool; readonly passphrases: Pool }
  readonly words: Words
  readonly postbox: Postbox | null
  /** How many may come through each paced door at once, and after that. */
  readonly paces: Readonly<Record<PacedDoor, BucketShape>>
  readonly demo: boolean
  /** In the demo alone: who may sign in and how. */
  readonly demoSignIns: readonly DemoSignIn[]
}

/**
 * Drafts that begin, stories that are sent, codes that are tried, field tools of organisations: each door has a line of its own, so
 * that a flood at one leaves the others open, and people who come back are never behind it.
 */
export type PacedDoor = 'draft' | 'send' | 'code' | 'tool'

/** How somebody of the demo signs in; nobody of a real mechanism ever stands here. */
export interface DemoSignIn {
  readonly name: string
  /** What they do, each as `accounts:roles` names it, and in which team. */
  readonly duties: readonly ('lead' | 'handler' | 'steward' | 'speaks')[]
  readonly team: string
  readonly email: string
  readonly passphrase: string
  readonly totpSecret: string
}
