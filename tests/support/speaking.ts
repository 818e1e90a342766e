import { expect } from 'vitest'
import { CHECK, RECEIPT } from '../../src/intake/steps.ts'
import { paths } from '../../src/contracts/paths.ts'
import type { DatabaseKind } from './databases.ts'
import { startInstance, type Instance } from './instance.ts'
import { setUpMechanism, type SetUp, type Staff } from './mechanism.ts'
import { makeOrganisation, type Organisation } from './organisation.ts'
import { Visitor } from './visitor.ts'

export const STORY = 'Mume wangu alifukiwa kwenye machimbo mwezi wa nne. Kampuni haikumwita mtu.'

/** Two organisations that speak for people, each with who leads it and who works in it, and the way in for anybody with an account. */
export interface Speaking {
  readonly tupendo: Organisation
  readonly haki: Organisation
  signIn(person: Staff): Promise<Visitor>
}

/** Makes them in a mechanism that is set up. */
export async function makeSpeaking(instance: Instance, mechanism: SetUp): Promise<Speaking> {
  return {
    tupendo: await makeOrganisation(instance, mechanism, { name: 'Tupendo Centre', lead: 'Joseph', member: 'Neema' }),
    haki: await makeOrganisation(instance, mechanism, { name: 'Haki Union', lead: 'Baraka', member: 'Zawadi' }),
    signIn: person => mechanism.signIn(new Visitor(instance.app, instance.other), person),
  }
}

/** Starts a mechanism in which they speak. */
export async function startSpeaking(kind: DatabaseKind): Promise<Speaking & { readonly instance: Instance; readonly mechanism: SetUp }> {
  const instance = await startInstance(kind)
  const mechanism = await setUpMechanism(instance)
  return { instance, mechanism, ...(await makeSpeaking(instance, mechanism)) }
}

/** The code that a page shows. */
export function codeOn(visitor: Visitor): string {
  return [...visitor.html.matchAll(/<span>(\d{4})<\/span>/g)].map(([, group]) => group).join('')
}

/** The reference of the newest line of the list. */
export function referencesOn(visitor: Visitor): string[] {
  return [...visitor.html.matchAll(/our-people\/([0-9A-Z-]+)"/g)].map(([, reference = '']) => reference)
}

/** An organisation tells what happened to somebody, from its list to the code; gives the code and the reference. */
export async function tellFor(
  instance: Instance,
  mechanism: SetUp,
  person: Staff,
): Promise<{ code: string; reference: string; visitor: Visitor }> {
  const visitor = await mechanism.signIn(new Visitor(instance.app, instance.other), person)
  expect(visitor.url).toBe('/desk/our-people')
  const before = referencesOn(visitor)
  await visitor.submit({}, '/form/begin')
  expect(visitor.url, visitor.text.slice(0, 300)).toBe('/en/form/1')
  await visitor.submit({ story: STORY, go: 'send' }, '/form/1')
  expect(visitor.url, visitor.text.slice(0, 300)).toBe(`/en/form/${CHECK}`)
  await visitor.submit({}, `/form/${CHECK}`)
  expect(visitor.url, visitor.text.slice(0, 300)).toBe(`/en/form/${RECEIPT}`)
  const code = codeOn(visitor)
  expect(visitor.text).not.toMatch(/\bYour (code|page)\b|\bYou (get|can)\b/i)
  await visitor.submit({}, `/form/${RECEIPT}`)
  expect(visitor.url).toBe('/desk/our-people')
  const reference = referencesOn(visitor).find(one => !before.includes(one)) ?? ''
  return { code, reference, visitor }
}

/** Opens the page of a person with their code. */
export async function openPage(instance: Instance, code: string): Promise<Visitor> {
  const visitor = new Visitor(instance.app, instance.other)
  await visitor.get('/sw/messages')
  return visitor.submit({ code }, '/1')
}

/** Presses *They no longer speak for me* beside this name, or beside the only one that stands there. */
export async function revoke(visitor: Visitor, name = ''): Promise<Visitor> {
  await visitor.get(SPEAKS)
  const section = visitor.html.split('<section').find(part => part.includes('name="end"') && part.includes(name)) ?? ''
  const end = /name="end" value="([^"]+)"/.exec(section)?.[1] ?? ''
  expect(end).not.toBe('')
  return visitor.submit({ end }, SPEAKS)
}

export const SPEAKS = paths.message('sw', 'speaks')
