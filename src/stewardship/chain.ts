import type { Context } from '../contracts/context.ts'

export async function sealChain(_context: Context): Promise<void> {
  return undefined
}
