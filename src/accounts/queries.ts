import type { Context } from '../contracts/context.ts'
import { openJson } from '../platform/sealing/index.ts'

/** What an account says of itself, sealed under the application's key. */
export interface Profile {
  readonly email: string
  readonly name: string
  readonly language: string
}

/** Opens a profile. */
export function readProfile(context: Context, id: string, sealed: Uint8Array): Profile {
  return openJson<Profile>(context.keys.account, sealed, ['account', id])
}
