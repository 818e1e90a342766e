import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { answer, follow, textOf } from '../support/walk.ts'
import { act, comeBack, each, fileOf, says, type Walk } from './walk.ts'

const PUT = { rightsChecked: 'yes', adviceOffered: 'yes' }

/** What she asked for is written down twice; she corrects one of the two, and is answered. */
export async function ask(walk: Walk): Promise<void> {
  const { wanjiru, words } = walk
  await act(walk, wanjiru, 'record-asked', { type: 'compensation', asked: words.money, rank: '1' })
  await act(walk, wanjiru, 'record-asked', { type: 'guarantee_non_repetition', asked: words.wish, rank: '2' })
  const seen = await each(walk, '4', { key: 'seen', words: words.wish, one: 'corrected', rest: 'right' })
  await says(walk, '4', { ...seen, words: words.promise }, 'asked')
  await wanjiru.goto(fileOf(walk))
  expect(await textOf(wanjiru)).toContain(words.promise)
  await act(walk, wanjiru, 'answer-message', { message: words.understood })
  await comeBack(walk)
  expect(await textOf(walk.amina)).toContain(words.understood)
}

/** Two offers stand beside what she asked; she says yes to one and wants to discuss the other. */
export async function answerOffers(walk: Walk): Promise<void> {
  const { wanjiru, amina, words, look } = walk
  await offer(walk, { asked: words.money, type: 'compensation', terms: words.moneyTerms, amount: '44800', currency: 'KES' })
  await offer(walk, { asked: words.wish, type: 'guarantee_non_repetition', terms: words.promiseTerms })
  await act(walk, wanjiru, 'put-proposal', PUT)
  await comeBack(walk)
  await look(amina, 'messages-offer')
  const answers = await each(walk, '5', { key: 'answer', words: words.moneyTerms, one: 'accept', rest: 'discuss' })
  await says(walk, '5', { ...answers, words: words.discuss }, 'proposal')
  await wanjiru.goto('/desk/')
  await look(wanjiru, 'today-wrote')
}

/** What she wants to discuss is offered again as she wants it, and she says yes. */
export async function agree(walk: Walk): Promise<void> {
  const { wanjiru, words, look } = walk
  await offer(walk, { asked: words.wish, replaces: words.promiseTerms, type: 'guarantee_non_repetition', terms: words.betterTerms })
  await act(walk, wanjiru, 'put-proposal', PUT)
  await says(walk, '5', { answer1: 'accept' }, 'proposal-again')
  await wanjiru.goto(fileOf(walk))
  await look(wanjiru, 'file-agreed')
}

async function offer(walk: Walk, given: Readonly<Record<string, string>>): Promise<void> {
  const { wanjiru, served } = walk
  await wanjiru.goto(fileOf(walk))
  await follow(wanjiru, '/draft-offer')
  await walk.look(wanjiru, 'act-draft-offer')
  const { asked = '', replaces, ...rest } = given
  await answer(wanjiru, {
    asked: await valueOf(wanjiru, 'asked', asked),
    ...(replaces === undefined ? {} : { replaces: await valueOf(wanjiru, 'replaces', replaces) }),
    organisation: served.mechanism.organisations.dam,
    deadline: '2026-12-15',
    ...rest,
  })
  expect(new URL(wanjiru.url()).pathname, await textOf(wanjiru)).toBe(fileOf(walk))
}

/** The value of the option with these words. */
async function valueOf(page: Page, name: string, words: string): Promise<string> {
  return (await page.locator(`[name="${name}"] option`, { hasText: words }).first().getAttribute('value')) ?? ''
}
