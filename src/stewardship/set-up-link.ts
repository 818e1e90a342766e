import type { Context } from '../contracts/context.ts'

export async function offerSetUp(_context: Context): Promise<string | null> {
  return null
}
