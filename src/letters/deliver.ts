import type { Context } from '../contracts/context.ts'

export async function deliverLetters(_context: Context): Promise<void> {
  return undefined
}
