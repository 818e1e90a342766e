import { afterAll, beforeAll, describe, it } from 'vitest'
import { lookOnce } from '../support/looks.ts'
import { serve, type Served } from '../support/served.ts'
import { agree, answerOffers, ask } from './agreeing.ts'
import type { Way } from './devices.ts'
import { admit, answerFirst, rate, readBack } from './judging.ts'
import { answerSurvey, close, confirm, count, dispute } from './putting-right.ts'
import { openWithCode, tell } from './telling.ts'
import { comeHome, setOut, type Walk } from './walk.ts'

/** From the first page to the figures, step by step. */
const STEPS: readonly (readonly [string, (walk: Walk) => Promise<void>])[] = [
  ['gives Amina her language, takes her words and her photo over six pages, and a code', tell],
  ['opens her page with the code, in any way it is written, and names a wrong group', openWithCode],
  ['lies on Wanjiru’s Today; she declares no interest and gives the first answer', answerFirst],
  ['is read back to Amina, who says that it is right, and sees nothing of what the team notes', readBack],
  ['is admitted when Inés agrees', admit],
  ['is rated, with two organisations and the rights touched', rate],
  ['shows Amina what she asked for, and lets her correct it', ask],
  ['puts two offers beside what she asked; she says yes to one and wants to discuss the other', answerOffers],
  ['offers the other again as she wants it, and she says yes', agree],
  ['counts nothing as delivered before she says so, and cannot be closed before', dispute],
  ['counts as put right once she confirms it', confirm],
  ['is prepared by Wanjiru and closed by Inés, with what each side says beside the other', close],
  ['asks Amina eight questions seven days later', answerSurvey],
  ['leaves an empty Today, and counts in the figures', count],
]

/** Walks the whole journey in each of these ways, one after the other, through the same mechanism. */
export function walkEach(ways: readonly Way[]): void {
  const look = lookOnce()
  let served: Served
  beforeAll(async () => {
    served = await serve()
  })
  afterAll(() => served.stop())

  const named = ways.map(way => [Object.values(way).join(', '), way] as const)
  describe.each(named)('The whole journey, %s', { timeout: 180_000 }, (_name, way) => {
    let walk: Walk
    beforeAll(async () => {
      walk = await setOut(served, way, look)
    })
    afterAll(() => comeHome(walk))

    it.each(STEPS)('%s', async (_title, step) => step(walk))
  })
}
