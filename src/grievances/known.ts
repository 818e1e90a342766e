import type { Reader } from '../contracts/schema.ts'
import { openItems } from './items.ts'
import type { OpenCompartment } from './keys.ts'

/** What a person tells of themselves, apart from their words: what they are called, how to write to them, and the number to call. */
export const KNOWN = ['name', 'avoid', 'times', 'phone'] as const
export type Known = Readonly<Record<(typeof KNOWN)[number], string>>

/** What lies in somebody's sealed identity, each thing as it was last said; what was taken back is empty. */
export async function knownIn(db: Reader, apart: OpenCompartment): Promise<Partial<Known>> {
  const items = [...(await openItems(db, [apart], ['identity'])).values()]
  const told = items.flatMap(item =>
    Object.entries(item.said?.answers ?? {}).map(([name, value]) => [name === 'callPhone' ? 'phone' : name, value]),
  )
  return Object.fromEntries(told.filter(([name]) => (KNOWN as readonly unknown[]).includes(name)))
}
