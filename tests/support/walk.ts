import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import type { Instance } from './instance.ts'
import { digitsNow, type Staff } from './mechanism.ts'

/** A file as somebody picks it. */
export interface Picked {
  readonly name: string
  readonly mimeType: string
  readonly buffer: Buffer
}
/** What somebody answers, by the names of the fields. */
export type Answers = Readonly<Record<string, string | readonly string[] | Picked>>

/** Answers the fields of a page by their names, each in its own way, then presses the button of their form. */
export async function answer(page: Page, answers: Answers, button = 'main form button.act'): Promise<void> {
  for (const [name, value] of Object.entries(answers)) await fill(page, name, value)
  await press(page, page.locator(button).first())
}

/** Presses what leads to another page, and waits until it is there. */
export async function press(page: Page, what: Locator): Promise<void> {
  await Promise.all([page.waitForEvent('load'), what.click()])
}

/** Follows the first link whose address ends so. */
export function follow(page: Page, ending: string): Promise<void> {
  return press(page, page.locator(`a[href$="${ending}"]`).first())
}

/** The words of the page, as they are read. */
export function textOf(page: Page): Promise<string> {
  return page.locator('main').innerText()
}

/** Signs in through the page; the clock goes on half a minute first, because digits count once. */
export async function signIn(page: Page, person: Staff, clock: Instance['clock'], to = '/desk/'): Promise<void> {
  clock.advance(30_000)
  await page.goto('/desk/')
  await answer(page, { email: person.email, passphrase: person.passphrase, digits: digitsNow(person, clock) })
  expect(new URL(page.url()).pathname, await textOf(page)).toBe(to)
}

async function fill(page: Page, name: string, value: Answers[string]): Promise<void> {
  const field = page.locator(`main [name="${name}"]:not([type=hidden])`)
  const kind = await field.first().evaluate(one => (one.tagName === 'SELECT' ? 'select' : (one.getAttribute('type') ?? 'text')))
  if (typeof value === 'object' && 'buffer' in value) return field.setInputFiles(value)
  if (kind === 'select') return void (await field.selectOption(value as string))
  if (kind !== 'radio' && kind !== 'checkbox') return field.fill(value as string)
  for (const one of [value].flat() as string[]) await page.locator(`main [name="${name}"][value="${one}"]`).check()
}
