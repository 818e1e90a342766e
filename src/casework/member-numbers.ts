import type { OpenItem } from '../grievances/items.ts'

/**
 * The numbers by which the desk tells those of a group apart who wrote for themselves, by compartment, in the order in which they first did:
 * they say nothing about anybody, nor how many did not write.
 */
export function memberNumbers(items: Iterable<OpenItem>): ReadonlyMap<string, number> {
  const own = [...items].filter(item => item.compartment.kind === 'own' && item.authorKind === 'affected')
  const sorted = own.toSorted((a, b) => a.madeOn.localeCompare(b.madeOn) || a.id.localeCompare(b.id))
  return new Map([...new Set(sorted.map(item => item.compartment.id))].map((id, index) => [id, index + 1]))
}
