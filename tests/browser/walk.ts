import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import type { PersonName } from '../support/mechanism.ts'
import type { Served } from '../support/served.ts'
import { answer, follow, signIn, textOf, type Answers } from '../support/walk.ts'
import { deviceOf, type Way } from './devices.ts'
import { SENTENCES, type Sentences } from './sentences.ts'

/** One journey while it is walked: who is on the way, on what device, what they say, and what they know by then. */
export interface Walk {
  readonly served: Served
  readonly language: Way['language']
  readonly words: Sentences
  readonly amina: Page
  readonly wanjiru: Page
  readonly ines: Page
  readonly look: (page: Page, name: string) => Promise<void>
  code: string
  reference: string
}

/** Opens a window for each of the three. */
export async function setOut(served: Served, way: Way, look: Walk['look']): Promise<Walk> {
  const device = deviceOf(way)
  return {
    served,
    look,
    language: way.language,
    words: SENTENCES[way.language],
    amina: await served.window(device),
    wanjiru: await served.window(device),
    ines: await served.window(device),
    code: '',
    reference: '',
  }
}

/** Closes what belongs to the devices of this journey. */
export async function comeHome({ amina, wanjiru, ines }: Walk): Promise<void> {
  for (const page of [amina, wanjiru, ines]) await page.context().close()
}

/** Where the person's own pages are: the first, or the one behind it with this number. */
export function messages({ language }: Walk, page = ''): string {
  return `/${language}/messages${page === '' ? '' : `/${page}`}`
}

/** Where the file is on the desk. */
export function fileOf({ reference }: Walk): string {
  return `/desk/grievances/${reference}`
}

/** Lets one of the desk in, who reads it in the language of the journey from then on. */
export async function letIn({ served, language }: Walk, page: Page, name: PersonName): Promise<void> {
  await signIn(page, served.mechanism.people[name], served.clock)
  if ((await page.locator('html').getAttribute('lang')) === language) return
  await page.goto('/desk/account')
  await answer(page, { language })
  await page.goto('/desk/')
  expect(await page.locator('html').getAttribute('lang')).toBe(language)
}

/** Opens the page of an act from the file, looks at it, does it, and comes back to the file. */
export async function act(walk: Walk, page: Page, action: string, answers: Answers): Promise<void> {
  await page.goto(fileOf(walk))
  await follow(page, `/${action}`)
  await walk.look(page, `act-${action}`)
  await answer(page, answers)
  expect(new URL(page.url()).pathname, await textOf(page)).toBe(fileOf(walk))
}

/** Opens her page anew with the code, as she would days later. */
export async function comeBack(walk: Walk): Promise<void> {
  const { amina, code } = walk
  await amina.goto(messages(walk))
  if ((await amina.locator('[name=code]').count()) > 0) await answer(amina, { code })
  expect(new URL(amina.url()).pathname, await textOf(amina)).toBe(messages(walk))
}

/** She comes back, follows the link to a page behind hers, looks at it and answers. */
export async function says(walk: Walk, page: string, answers: Answers, name: string): Promise<void> {
  const { amina } = walk
  await comeBack(walk)
  await follow(amina, messages(walk, page))
  await walk.look(amina, `messages-${name}`)
  await answer(amina, answers)
  expect(new URL(amina.url()).pathname, await textOf(amina)).toBe(messages(walk))
}

/** The answers to a page that asks the same of several things: one answer for the thing with these words, one for the rest. */
export async function each(
  walk: Walk,
  page: string,
  { key, words, one, rest }: { key: string; words: string; one: string; rest?: string },
): Promise<Record<string, string>> {
  await comeBack(walk)
  await walk.amina.goto(messages(walk, page))
  const answers: Record<string, string> = {}
  for (const thing of await walk.amina.locator(`fieldset:has([name^="${key}"])`).all()) {
    const given = (await thing.innerText()).includes(words) ? one : rest
    const name = await thing.locator('input').first().getAttribute('name')
    if (given !== undefined && name !== null) answers[name] = given
  }
  return answers
}
