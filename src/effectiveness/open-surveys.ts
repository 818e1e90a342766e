import type { Context } from '../contracts/context.ts'

export async function openSurveys(_context: Context): Promise<void> {
  return undefined
}
