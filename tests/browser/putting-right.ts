import { expect } from 'vitest'
import { openSurveys } from '../../src/effectiveness/open-surveys.ts'
import { answer, follow, textOf } from '../support/walk.ts'
import { act, comeBack, each, fileOf, letIn, messages, says, type Walk } from './walk.ts'

const DAY = 86_400_000

/** Both are said to be delivered; she says that one of them is not, and nothing can be closed. */
export async function dispute(walk: Walk): Promise<void> {
  const { wanjiru, amina, words, look } = walk
  await reportAll(walk)
  const answers = await each(walk, '6', { key: 'result', words: words.moneyTerms, one: 'confirmed', rest: 'not_delivered' })
  await says(walk, '6', { ...answers, alone: 'alone' }, 'delivery')
  await look(amina, 'messages-disputed')
  await wanjiru.goto(fileOf(walk))
  await look(wanjiru, 'file-disputed')
  expect(await wanjiru.locator('a[href$="/prepare-closing"]').count()).toBe(0)
  await wanjiru.goto(`${fileOf(walk)}/prepare-closing`)
  await look(wanjiru, 'desk-refused')
}

/** It is delivered anew, and counts as put right when she says so. */
export async function confirm(walk: Walk): Promise<void> {
  await reportAll(walk)
  const answers = await each(walk, '6', { key: 'result', words: walk.words.betterTerms, one: 'confirmed' })
  await says(walk, '6', answers, 'delivery-again')
}

/** Wanjiru tells what was found, as was promised, and prepares the closing; Inés closes, and what each side says stands beside the other. */
export async function close(walk: Walk): Promise<void> {
  const { wanjiru, ines, amina, words, look } = walk
  const axes = {
    closure: 'cl_remedied',
    finding: 'fd_dialogue_no_finding',
    agreement: 'ag_full',
    delivery: 'rd_full_verified',
    view: 'cv_satisfied',
  }
  await act(walk, wanjiru, 'issue-findings', { finding: axes.finding, message: words.found })
  await act(walk, wanjiru, 'prepare-closing', { ...axes, organisationSays: words.regret, message: words.closing })
  await act(walk, ines, 'close', {})
  await look(ines, 'file-closed')
  await comeBack(walk)
  for (const said of [words.regret, words.found]) expect(await textOf(amina)).toContain(said)
  await look(amina, 'messages-closed')
}

/** Eight days later she answers eight questions. */
export async function answerSurvey(walk: Walk): Promise<void> {
  const { served, amina, look } = walk
  served.clock.advance(8 * DAY)
  await openSurveys(served.context)
  const questions = Array.from({ length: 8 }, (_unused, index) => [`survey_q${index + 1}`, 'mostly'])
  await comeBack(walk)
  await follow(amina, messages(walk, '15'))
  await look(amina, 'messages-survey')
  await answer(amina, Object.fromEntries(questions))
  await look(amina, 'messages-survey-taken')
  await follow(amina, messages(walk))
  expect(await amina.locator('a[href$="/messages/15"]').count()).toBe(0)
}

/** Nothing waits on the desk any more, and she counts in the figures. */
export async function count(walk: Walk): Promise<void> {
  const { wanjiru, look } = walk
  await letIn(walk, wanjiru, 'wanjiru')
  await look(wanjiru, 'today-empty')
  await follow(wanjiru, '/desk/effectiveness')
  expect(await textOf(wanjiru)).toContain('R3')
  await look(wanjiru, 'effectiveness')
  await follow(wanjiru, '/desk/queue')
  await look(wanjiru, 'queue-empty')
}

async function reportAll(walk: Walk): Promise<void> {
  const { wanjiru, words, look } = walk
  await wanjiru.goto(fileOf(walk))
  const links = await wanjiru.locator('a[href*="/report-delivery/"]').evaluateAll(all => all.map(one => one.getAttribute('href') ?? ''))
  for (const link of links) {
    await wanjiru.goto(link)
    await look(wanjiru, 'act-report-delivery')
    await answer(wanjiru, { evidence: words.delivered })
  }
}
