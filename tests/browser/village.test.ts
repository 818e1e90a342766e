import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { paths } from '../../src/contracts/paths.ts'
import { DESKTOP, PHONE, type Device } from '../support/browser.ts'
import { looksRight } from '../support/looks.ts'
import { serve, type Served } from '../support/served.ts'
import { answer, follow, press, signIn, textOf } from '../support/walk.ts'

/** Ten of forty, each on their own device: every language, with scripts and without, small and large. */
const TEN: readonly Device[] = [
  { screen: PHONE, language: 'sw', scripts: false },
  { screen: PHONE, language: 'ar', scripts: true },
  { screen: DESKTOP, language: 'ar', scripts: false },
  { screen: PHONE, language: 'es', scripts: true },
  { screen: DESKTOP, language: 'en', scripts: true },
  ...Array.from({ length: 5 }, () => ({ screen: PHONE, language: 'sw', scripts: false })),
]

describe('A village of forty by the river, of whom ten join', { timeout: 240_000 }, () => {
  let served: Served
  let amina: Page
  let members: Page[]
  let slips: string[][]
  let reference: string
  beforeAll(async () => {
    served = await serve()
    amina = await served.window({ screen: PHONE, language: 'sw', scripts: false })
  })
  afterAll(() => served.stop())

  async function open(page: Page, lang: string, code: string): Promise<void> {
    await page.goto(`/${lang}/messages`)
    await answer(page, { code })
  }
  const groupsOn = async (page: Page, place = '.code'): Promise<string[][]> =>
    Promise.all((await page.locator(place).all()).map(code => code.locator('span').allInnerTexts()))

  it('Amina tells it for all of them and makes it a group', async () => {
    await amina.goto('/sw/form/1')
    await answer(amina, { story: 'Walinzi walifunga njia ya mtoni. Sisi ni familia arobaini.', safe: 'yes' })
    await press(amina, amina.locator('main form button[value=skip]'))
    await answer(amina, { capacity: 'cap_affected_group', children: 'no' }, 'main form button[value=send]')
    await answer(amina, {})
    await press(amina, amina.locator('main form button.act'))
    ;({ reference } = await served.context.db.selectFrom('grievances').select('reference').executeTakeFirstOrThrow())
    await follow(amina, paths.message('sw', 'formGroup'))
    await looksRight(amina, 'village-form')
    await answer(amina, { groupName: 'Familia za kando ya mto', rule: 'assembly', how: 'Wanawake wanasema kwanza.', seenAs: 'Amina' })
    await looksRight(amina, 'village-her-page')
  })

  it('makes ten slips and prints them', async () => {
    await follow(amina, paths.message('sw', 'group'))
    await looksRight(amina, 'village-group')
    await follow(amina, paths.message('sw', 'invite'))
    await looksRight(amina, 'village-invite')
    await answer(amina, { count: '10' })
    slips = await groupsOn(amina)
    expect(slips).toHaveLength(10)
    await looksRight(amina, 'village-slips')
    await amina.emulateMedia({ media: 'print' })
    expect(await amina.evaluate('document.documentElement.scrollWidth'), 'no slip is cut off on narrow paper').toBe(PHONE.width)
    expect(await amina.locator('main > .note:visible').count(), 'nothing but slips is printed').toBe(0)
    await amina.emulateMedia({ media: 'screen' })
  })

  it('is joined by ten, each in their own language with a code of their own', async () => {
    members = []
    for (const [index, device] of TEN.entries()) {
      const page = await served.window(device)
      await open(page, device.language, slips[index]?.join(' ') ?? '')
      if (index < 3) await looksRight(page, `village-join-${device.language}-${index}`)
      const own = (await groupsOn(page))[0]?.join(' ') ?? ''
      await answer(page, { joining: 'yes', ...(index === 1 ? { seenAs: 'ليلى' } : {}) })
      expect(new URL(page.url()).pathname, await textOf(page)).toBe(`/${device.language}/messages`)
      expect(await textOf(page)).toContain('Walinzi walifunga')
      if (index < 3) await looksRight(page, `village-member-${device.language}-${index}`)
      expect(own).not.toBe(slips[index]?.join(' '))
      members.push(page)
    }
    await amina.goto(paths.message('sw', 'group'))
    expect(await textOf(amina)).toContain('watu 10 au zaidi wamejiunga')
    expect(await textOf(amina)).toContain('ليلى')
  })

  it('lets one write to the team alone, and leaves nothing of it on anybody else’s page', async () => {
    const [zawadi, leila] = members
    if (zawadi === undefined || leila === undefined) throw new Error('nobody joined')
    await zawadi.goto('/sw/messages')
    await answer(zawadi, { message: 'Naogopa walinzi usiku.' })
    await leila.goto('/ar/messages')
    expect(await textOf(leila)).not.toContain('Naogopa')
    await follow(leila, paths.message('ar', 'group'))
    await follow(leila, paths.message('ar', 'leaveGroup'))
    await looksRight(leila, 'village-leave')
    const wanjiru = await served.window({ screen: DESKTOP, language: 'en', scripts: true })
    await signIn(wanjiru, served.mechanism.people.otieno, served.clock)
    await wanjiru.goto(paths.desk.grievance(reference))
    if ((await wanjiru.locator('button[value=no]').count()) > 0) await press(wanjiru, wanjiru.locator('button[value=no]'))
    expect(await textOf(wanjiru)).toContain('Naogopa walinzi usiku.')
    expect(await textOf(wanjiru)).toContain('10 people or more have joined')
    await looksRight(wanjiru, 'village-file')
    await wanjiru.goto(`${paths.desk.grievance(reference)}/answer-member`)
    await looksRight(wanjiru, 'village-answer-member')
  })

  it('names who speaks, takes it up again when nobody does, and lets one go with a word', async () => {
    const [zawadi, leila, , rosa] = members
    if (zawadi === undefined || leila === undefined || rosa === undefined) throw new Error('nobody joined')
    await rosa.goto(paths.message('es', 'seenAs'))
    await looksRight(rosa, 'village-seen-as')
    await answer(rosa, { seenAs: 'Rosa' })
    await amina.goto(paths.message('sw', 'nameSpeaker'))
    await looksRight(amina, 'village-name-speaker')
    await amina.goto(paths.message('sw', 'endSpeaking'))
    await looksRight(amina, 'village-end-speaking')
    await amina.locator('main select[name=who]').selectOption({ index: 1 })
    await press(amina, amina.locator('main form button.act'))
    await leila.goto(paths.message('ar', 'takeUp'))
    await looksRight(leila, 'village-take-up')
    await zawadi.goto(paths.message('sw', 'changeCode'))
    await press(zawadi, zawadi.locator('main form button.act'))
    await looksRight(zawadi, 'village-change-code')
    await leila.goto(paths.message('ar', 'leaveGroup'))
    await press(leila, leila.locator('main form button.act'))
    expect(new URL(leila.url()).pathname).toBe(paths.message('ar', 'left'))
    await looksRight(leila, 'village-left')
  })
})
