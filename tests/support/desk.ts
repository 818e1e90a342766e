import { expect } from 'vitest'
import { grievancesVisibleTo } from '../../src/grievances/visible.ts'
import type { Instance } from './instance.ts'
import type { SetUp, Staff } from './mechanism.ts'
import { Visitor } from './visitor.ts'

/** The reference of what was told last; tests tell one thing after the other. */
export async function newestReference(instance: Instance, known: ReadonlySet<string> = new Set()): Promise<string> {
  const rows = await grievancesVisibleTo(instance.context.db, { kind: 'system' }).select('reference').execute()
  const fresh = rows.filter(row => !known.has(row.reference))
  expect(fresh).toHaveLength(1)
  return fresh[0]?.reference ?? ''
}

/** Every reference that stands now. */
export async function references(instance: Instance): Promise<Set<string>> {
  const rows = await grievancesVisibleTo(instance.context.db, { kind: 'system' }).select('reference').execute()
  return new Set(rows.map(row => row.reference))
}

/** Signs a member in, opens a file and says that they have no part in it. */
export async function openFile(instance: Instance, mechanism: SetUp, member: Staff, reference: string): Promise<Visitor> {
  const visitor = await mechanism.signIn(new Visitor(instance.app, instance.other), member)
  await visitor.get(`/desk/grievances/${reference}`)
  if (visitor.html.includes('declare-interest')) await visitor.submit({ conflict: 'no' }, 'declare-interest')
  return visitor
}

/** Does something from a file that is open, and is back there after. */
export async function actOn(
  visitor: Visitor,
  reference: string,
  action: string,
  values: Record<string, string | string[]>,
): Promise<Visitor> {
  await visitor.get(`/desk/grievances/${reference}/${action}`)
  await visitor.submit(values, action)
  expect(visitor.url, `${action}: ${visitor.text.slice(0, 500)}`).toBe(`/desk/grievances/${reference}`)
  return visitor
}
