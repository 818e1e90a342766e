import type { Context } from '../contracts/context.ts'

export async function forgetExpired(_context: Context): Promise<void> {
  return undefined
}
