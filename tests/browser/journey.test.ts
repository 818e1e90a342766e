import type { Page } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openSurveys } from '../../src/effectiveness/open-surveys.ts'
import { DESKTOP, PHONE } from '../support/browser.ts'
import { looksRight } from '../support/looks.ts'
import { serve, type Served } from '../support/served.ts'
import { answer, follow, press, signIn, textOf } from '../support/walk.ts'

const DAY = 86_400_000
const DESK = { screen: DESKTOP, language: 'en', scripts: true } as const
const WISHED = { money: 'Fidia ya mavuno yaliyopotea', promise: 'Wasifunge tena bila kutuuliza' }

describe('Amina’s phone, without scripts, in Kiswahili, and the desk that answers her', { timeout: 180_000 }, () => {
  let served: Served
  let amina: Page
  let wanjiru: Page
  let ines: Page
  let code: string
  let reference: string

  beforeAll(async () => {
    served = await serve()
    amina = await served.window({ screen: PHONE, language: 'sw-KE', scripts: false })
    wanjiru = await served.window(DESK)
    ines = await served.window(DESK)
  })
  afterAll(() => served.stop())

  const file = (): string => `/desk/grievances/${reference}`

  /** Opens the page of an act from the file, looks at it, does it, and comes back to the file. */
  async function act(page: Page, action: string, answers: Parameters<typeof answer>[1], name?: string): Promise<void> {
    await page.goto(file())
    await follow(page, `/${action}`)
    if (name !== undefined) await looksRight(page, `act-${name}`)
    await answer(page, answers)
    expect(new URL(page.url()).pathname, await textOf(page)).toBe(file())
  }

  /** Opens her page anew with the code, as she would days later. */
  async function comeBack(): Promise<void> {
    await amina.goto('/sw/messages')
    if ((await amina.locator('[name=code]').count()) > 0) await answer(amina, { code })
    expect(new URL(amina.url()).pathname, await textOf(amina)).toBe('/sw/messages')
  }

  async function says(page: string, answers: Parameters<typeof answer>[1], name?: string): Promise<void> {
    await comeBack()
    await follow(amina, `/sw/messages/${page}`)
    if (name !== undefined) await looksRight(amina, name)
    await answer(amina, answers)
    expect(new URL(amina.url()).pathname, await textOf(amina)).toBe('/sw/messages')
  }

  it('gives her her language, takes her words and her photo over six pages, and a code', async () => {
    await amina.goto('/')
    expect(new URL(amina.url()).pathname).toBe('/sw/')
    await looksRight(amina, 'home')
    await follow(amina, '/sw/form/1')
    await looksRight(amina, 'form-1')
    const photo = await sharp({ create: { width: 40, height: 20, channels: 3, background: '#a33' } })
      .jpeg()
      .toBuffer()
    const story = 'Walinzi walifunga njia ya mtoni mwezi wa tatu. Sasa tunatembea saa mbili kutafuta maji.'
    const photos = { name: 'njia.jpg', mimeType: 'image/jpeg', buffer: photo }
    await answer(amina, { story, photos, ongoing: 'yes', safe: 'yes' })
    const { dam } = served.mechanism.operations
    const pages = [
      { need: 'Maji karibu na kijiji', wish: 'Wafungue njia' },
      { capacity: 'cap_affected_group', since: 'Mwezi wa tatu', operation: dam, people: 'many' },
      { known: 'team', name: 'Amina W.', reply: 'code' },
      { topics: ['topic_no_consultation', 'topic_livelihood'], punished: 'no' },
      { reader: 'no' },
    ]
    for (const [index, answers] of pages.entries()) {
      await looksRight(amina, `form-${index + 2}`)
      await answer(amina, answers)
    }
    expect(await textOf(amina)).toContain('njia.jpg')
    await looksRight(amina, 'form-check')
    await answer(amina, {})
    await looksRight(amina, 'receipt')
    code = (await amina.locator('.code span').allInnerTexts()).join(' ')
    expect(code).toMatch(/^\d{4}( \d{4}){5}$/)
    await press(amina, amina.locator('main form button.act'))
  })

  it('opens her page with the code, in any way it is written, and names a wrong group', async () => {
    await amina.context().clearCookies()
    await amina.goto('/sw/messages')
    await looksRight(amina, 'messages-code')
    await answer(amina, { code: `${code.slice(0, 6)}${(Number(code[6]) + 1) % 10}${code.slice(7)}` })
    await looksRight(amina, 'messages-code-wrong')
    await answer(amina, { code: code.replaceAll(' ', '-') })
    expect(await textOf(amina)).toContain('Walinzi walifunga njia')
    await looksRight(amina, 'messages-told')
  })

  it('lies on Wanjiru’s Today; she declares no interest and gives the first answer', async () => {
    await wanjiru.goto('/desk/')
    await looksRight(wanjiru, 'sign-in')
    await signIn(wanjiru, served.mechanism.people.wanjiru, served.clock)
    await looksRight(wanjiru, 'today')
    await press(wanjiru, wanjiru.locator('.list a').first())
    reference = new URL(wanjiru.url()).pathname.split('/').at(-1) ?? ''
    expect(await textOf(wanjiru)).not.toContain('Walinzi')
    await looksRight(wanjiru, 'declare')
    await press(wanjiru, wanjiru.locator('button[value=no]'))
    expect(await textOf(wanjiru)).toContain('Walinzi walifunga njia')
    await looksRight(wanjiru, 'file-received')
    const readback = 'Njia ya mto imefungwa. Mnatembea saa mbili kutafuta maji.'
    await act(wanjiru, 'acknowledge', { readback, message: 'Habari. Mimi ni Wanjiru. Nimesoma uliyotuambia.' }, 'acknowledge')
    await act(wanjiru, 'write-note', { note: 'The site manager is a cousin of the liaison.' }, 'write-note')
    await says('18', { right: 'yes' }, 'messages-readback')
    expect(await textOf(amina)).not.toContain('cousin')
  })

  it('is admitted when Inés agrees, then rated, with two organisations and the rights touched', async () => {
    const could = { req_impact: 'yes', req_connection: 'yes', req_understandable: 'yes' }
    await act(wanjiru, 'prepare-admission', { ...could, outcome: 'admitted', message: 'Tunaipokea.' }, 'prepare-admission')
    await signIn(ines, served.mechanism.people.ines, served.clock)
    await looksRight(ines, 'today-second')
    await ines.goto(file())
    await press(ines, ines.locator('button[value=no]'))
    await looksRight(ines, 'file-second')
    await act(ines, 'decide-admission', {}, 'decide-admission')
    await act(wanjiru, 'rate-severity', { scale: '3', scope: '2', irremediability: '2', reason: 'Drinking water.' }, 'rate-severity')
    const { dam, grid } = served.mechanism.organisations
    await act(wanjiru, 'rate-involvement', { organisation: dam, mode: 'cause', reason: 'Their guards.' }, 'rate-involvement')
    await act(wanjiru, 'rate-involvement', { organisation: grid, mode: 'contribute_incentivise', reason: 'Their deadline.' })
    await act(wanjiru, 'name-rights', { rights: ['right_water', 'right_food_living'] }, 'name-rights')
    await looksRight(wanjiru, 'file-assessment')
  })

  it('puts two offers beside what she asked; she says yes to one and wants to discuss the other', async () => {
    await act(wanjiru, 'record-asked', { type: 'compensation', asked: WISHED.money, rank: '1' }, 'record-asked')
    await act(wanjiru, 'record-asked', { type: 'guarantee_non_repetition', asked: WISHED.promise, rank: '2' })
    await says('4', { seen1: 'right', seen2: 'right' }, 'messages-asked')
    await offer({ asked: WISHED.money, type: 'compensation', terms: 'Shilingi 44,800', amount: '44800', currency: 'KES' }, 'draft-offer')
    await offer({ asked: WISHED.promise, type: 'guarantee_non_repetition', terms: 'Tutawaarifu kabla' })
    const put = { rightsChecked: 'yes', adviceOffered: 'yes' }
    await act(wanjiru, 'put-proposal', put, 'put-proposal')
    await comeBack()
    await looksRight(amina, 'messages-offer')
    await says('5', { ...(await each('5', 'answer', '44,800', 'accept', 'discuss')), words: 'Tuulizwe kwanza.' }, 'messages-proposal')
    await wanjiru.goto('/desk/')
    await looksRight(wanjiru, 'today-wrote')
    await offer({ asked: WISHED.promise, replaces: 'Tutawaarifu', type: 'guarantee_non_repetition', terms: 'Tutawauliza wakuu kabla' })
    await act(wanjiru, 'put-proposal', put)
    await says('5', { answer1: 'accept' })
    await wanjiru.goto(file())
    await looksRight(wanjiru, 'file-agreed')
  })

  it('counts nothing as delivered before she says so, and cannot be closed before', async () => {
    await reportAll()
    await says('6', { ...(await each('6', 'result', '44,800', 'confirmed', 'not_delivered')), alone: 'alone' }, 'messages-delivery')
    await looksRight(amina, 'messages-disputed')
    await wanjiru.goto(file())
    await looksRight(wanjiru, 'file-disputed')
    expect(await wanjiru.locator('a[href$="/prepare-closing"]').count()).toBe(0)
    await wanjiru.goto(`${file()}/prepare-closing`)
    await looksRight(wanjiru, 'desk-refused')
    await reportAll()
    await says('6', await each('6', 'result', 'wakuu', 'confirmed', undefined))
  })

  it('is prepared by Wanjiru and closed by Inés, with what each side says beside the other', async () => {
    const axes = { closure: 'cl_remedied', finding: 'fd_founded', agreement: 'ag_full', delivery: 'rd_full_verified', view: 'cv_satisfied' }
    const words = { organisationSays: 'We regret it.', message: 'Tumefunga. Unaweza kutuandikia tena.' }
    await act(wanjiru, 'prepare-closing', { ...axes, ...words }, 'prepare-closing')
    await act(ines, 'close', {}, 'close')
    await looksRight(ines, 'file-closed')
    await comeBack()
    expect(await textOf(amina)).toContain('We regret it.')
    await looksRight(amina, 'messages-closed')
  })

  it('asks her eight questions seven days later, and counts in the figures', async () => {
    served.clock.advance(8 * DAY)
    await openSurveys(served.context)
    const questions = Array.from({ length: 8 }, (_unused, index) => [`survey_q${index + 1}`, 'mostly'])
    await says('15', Object.fromEntries(questions), 'messages-survey')
    expect(await amina.locator('a[href$="/messages/15"]').count()).toBe(0)
    await signIn(wanjiru, served.mechanism.people.wanjiru, served.clock)
    await looksRight(wanjiru, 'today-empty')
    await follow(wanjiru, '/desk/effectiveness')
    expect(await textOf(wanjiru)).toContain('R3')
    await looksRight(wanjiru, 'effectiveness')
    await follow(wanjiru, '/desk/queue')
    await looksRight(wanjiru, 'queue-empty')
  })

  async function offer(given: Readonly<Record<string, string>>, name?: string): Promise<void> {
    await wanjiru.goto(file())
    await follow(wanjiru, '/draft-offer')
    if (name !== undefined) await looksRight(wanjiru, `act-${name}`)
    const { asked = '', replaces, ...rest } = given
    await answer(wanjiru, {
      asked: await valueOf(wanjiru, 'asked', asked),
      ...(replaces === undefined ? {} : { replaces: await valueOf(wanjiru, 'replaces', replaces) }),
      organisation: served.mechanism.organisations.dam,
      deadline: '2026-12-15',
      ...rest,
    })
    expect(new URL(wanjiru.url()).pathname, await textOf(wanjiru)).toBe(file())
  }

  async function reportAll(): Promise<void> {
    await wanjiru.goto(file())
    const links = await wanjiru.locator('a[href*="/report-delivery/"]').evaluateAll(all => all.map(one => one.getAttribute('href') ?? ''))
    for (const link of links) {
      await wanjiru.goto(link)
      await looksRight(wanjiru, 'act-report-delivery')
      await answer(wanjiru, { evidence: 'Imelipwa kwa M-Pesa' })
    }
  }

  /** The answers to a page that asks the same of several things: one answer for the thing with these words, one for the rest. */
  async function each(page: string, key: string, words: string, one: string, rest: string | undefined): Promise<Record<string, string>> {
    await comeBack()
    await amina.goto(`/sw/messages/${page}`)
    const things = amina.locator(`fieldset:has([name^="${key}"])`)
    const answers: Record<string, string> = {}
    for (const [index, asked] of (await things.allInnerTexts()).entries()) {
      const given = asked.includes(words) ? one : rest
      if (given !== undefined) answers[`${key}${index + 1}`] = given
    }
    return answers
  }
})

/** The value of the option with these words. */
async function valueOf(page: Page, name: string, words: string): Promise<string> {
  return (await page.locator(`[name="${name}"] option`, { hasText: words }).first().getAttribute('value')) ?? ''
}
