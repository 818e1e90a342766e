import { expect } from 'vitest'
import { press, textOf } from '../support/walk.ts'
import { act, fileOf, letIn, says, type Walk } from './walk.ts'

/** It lies on Wanjiru's Today; she says that she has no interest in it, reads it, and gives the first answer. */
export async function answerFirst(walk: Walk): Promise<void> {
  const { wanjiru, words, look } = walk
  await wanjiru.goto('/desk/')
  await look(wanjiru, 'sign-in')
  await letIn(walk, wanjiru, 'wanjiru')
  await look(wanjiru, 'today')
  await press(wanjiru, wanjiru.locator('.list a').first())
  walk.reference = new URL(wanjiru.url()).pathname.split('/').at(-1) ?? ''
  expect(await textOf(wanjiru)).not.toContain(words.story)
  await look(wanjiru, 'declare')
  await press(wanjiru, wanjiru.locator('button[value=no]'))
  expect(await textOf(wanjiru)).toContain(words.story)
  await look(wanjiru, 'file-received')
  await act(walk, wanjiru, 'acknowledge', { readback: words.readback, message: words.hello })
  await act(walk, wanjiru, 'write-note', { note: words.note })
}

/** She reads the story back on her page and says that it is right; what the team notes is not for her. */
export async function readBack(walk: Walk): Promise<void> {
  await says(walk, '18', { right: 'yes' }, 'readback')
  expect(await textOf(walk.amina)).toContain(walk.words.hello)
  expect(await textOf(walk.amina)).not.toContain(walk.words.note)
}

/** Wanjiru prepares the admission, and Inés, who is not the same person, decides it. */
export async function admit(walk: Walk): Promise<void> {
  const { wanjiru, ines, words, look } = walk
  const could = { req_impact: 'yes', req_connection: 'yes', req_understandable: 'yes' }
  await act(walk, wanjiru, 'prepare-admission', { ...could, outcome: 'admitted', message: words.admitted })
  expect(await wanjiru.locator('a[href$="/decide-admission"]').count()).toBe(0)
  await letIn(walk, ines, 'ines')
  await look(ines, 'today-second')
  await ines.goto(fileOf(walk))
  await press(ines, ines.locator('button[value=no]'))
  await look(ines, 'file-second')
  await act(walk, ines, 'decide-admission', {})
}

/** How severe it is, how two organisations stand to it, and which rights it touches. */
export async function rate(walk: Walk): Promise<void> {
  const { wanjiru, words, served, look } = walk
  const { dam, grid } = served.mechanism.organisations
  await act(walk, wanjiru, 'rate-severity', { scale: '3', scope: '2', irremediability: '2', reason: words.reason })
  await act(walk, wanjiru, 'rate-involvement', { organisation: dam, mode: 'cause', reason: words.reason })
  await act(walk, wanjiru, 'rate-involvement', { organisation: grid, mode: 'contribute_incentivise', reason: words.reason })
  await act(walk, wanjiru, 'name-rights', { rights: ['right_water', 'right_food_living'] })
  await look(wanjiru, 'file-assessment')
}
