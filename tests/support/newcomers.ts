import { expect } from 'vitest'
import { digitsAt } from '../../src/accounts/six-digits.ts'
import type { Instance } from './instance.ts'
import type { SetUp } from './mechanism.ts'
import { Visitor } from './visitor.ts'

/** The passphrase that newcomers of tests choose. */
export const CHOSEN = { passphrase: 'seven grey herons fish', again: 'seven grey herons fish' }

/** Inés invites somebody to the River team; gives the path of the link. */
export async function invitedTo(mechanism: SetUp, visitor: Visitor, email: string, more: Record<string, string> = {}): Promise<string> {
  const ines = await mechanism.signIn(visitor, mechanism.people.ines)
  await ines.get('/desk/steward/people')
  await ines.submit({ email, team: mechanism.teams.river.principalId, role: 'handler', ...more }, 'people')
  return pathOf(/<code[^>]*>(http[^<]+)<\/code>/.exec(ines.html)?.[1]?.replaceAll('&#x3D;', '=') ?? null)
}

/** Somebody accepts; gives their visitor, who is signed in, and the secret of their app. */
export async function accept(instance: Instance, link: string, name: string): Promise<{ visitor: Visitor; totpSecret: string }> {
  const visitor = await new Visitor(instance.app, instance.other).get(link)
  await visitor.submit({ name, language: 'en', ...CHOSEN }, visitor.url)
  const totpSecret = secretOn(visitor)
  await visitor.submit({ digits: digitsAt(totpSecret, instance.clock.now()) }, visitor.url)
  expect(visitor.text).toContain('Your own recovery code')
  await visitor.submit({}, visitor.url)
  expect(visitor.url).toBe('/desk/account')
  return { visitor, totpSecret }
}

/** The path of a link, as a browser asks for it. */
export function pathOf(link: string | null): string {
  return new URL(link ?? '').pathname
}

/** The recovery codes that a page shows. */
export function codesOn(visitor: Visitor): string[] {
  return visitor.text.match(/[0-9A-HJKMNP-TV-Z]{4}( [0-9A-HJKMNP-TV-Z]{4}){7} [0-9A-HJKMNP-TV-Z]/g) ?? []
}

/** The secret for an authenticator app that a page shows as text. */
export function secretOn(visitor: Visitor): string {
  return (/<code[^>]*>([A-Z2-7 ]+)<\/code>/.exec(visitor.html)?.[1] ?? '').replaceAll(' ', '')
}
