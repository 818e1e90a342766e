import type { Context } from '../contracts/context.ts'
import { mac } from '../platform/sealing/index.ts'

/** What an e-mail address is found by: a keyed sum, so that a copy of the database names nobody. */
export function emailIndex(context: Context, email: string): Buffer {
  return mac(context.keys.index, 'email/v1', email.normalize('NFKC').trim().toLowerCase())
}
