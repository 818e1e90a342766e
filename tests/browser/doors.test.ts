import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ABOUT_TOPICS } from '../../src/contracts/paths.ts'
import { DESKTOP, PHONE, type Device } from '../support/browser.ts'
import { looksRight } from '../support/looks.ts'
import { serve, type Served } from '../support/served.ts'
import { answer, follow, press, signIn, textOf, type Answers } from '../support/walk.ts'

const STORY = 'Los guardias cerraron el camino al río. Caminamos dos horas para buscar agua.'
const VOICE = Buffer.concat([Buffer.from('OggS\0\x02'), Buffer.alloc(22), Buffer.from('OpusHead'), Buffer.alloc(9_000, 1)])
const DESK: Device = { screen: DESKTOP, language: 'en', scripts: true }

describe('Other ways through the same doors', { timeout: 180_000 }, () => {
  let served: Served
  let salma: Page
  let otieno: Page
  let mariam: Page
  beforeAll(async () => {
    served = await serve()
    salma = await served.window(DESK)
    otieno = await served.window(DESK)
    await signIn(salma, served.mechanism.people.salma, served.clock)
    await signIn(otieno, served.mechanism.people.otieno, served.clock)
    mariam = await served.window(DESK)
    await signIn(mariam, served.mechanism.people.mariam, served.clock)
  })
  afterAll(() => served.stop())

  /** Tells something on the first page alone and keeps the code; stands on the person's own page after. */
  async function tell(page: Page, lang: string, answers: Answers): Promise<string> {
    await page.goto(`/${lang}/form/1`)
    await answer(page, answers, 'main form .row button[value=send]')
    await answer(page, {})
    const code = (await page.locator('.code span').allInnerTexts()).join(' ')
    await press(page, page.locator('main form button.act'))
    await page.goto(`/${lang}/messages`)
    if ((await page.locator('[name=code]').count()) > 0) await answer(page, { code })
    return code
  }

  /** Finds what was told in a language in the queue. */
  async function told(page: Page, language: string): Promise<string> {
    await page.goto(`/desk/queue?stage=received&language=${language}`)
    return (await page.locator('.list a').first().getAttribute('href')) ?? ''
  }

  /** Opens a file, and says first that there is no conflict where that is asked. */
  async function open(page: Page, file: string): Promise<void> {
    await page.goto(file)
    const asked = page.locator('button[value=no]')
    if ((await asked.count()) > 0) await press(page, asked)
  }

  async function act(page: Page, file: string, action: string, answers: Answers, look = false): Promise<void> {
    await open(page, file)
    await follow(page, `/${action}`)
    if (look) await looksRight(page, `act-${action}`)
    await answer(page, answers)
    expect(new URL(page.url()).pathname, await textOf(page)).toBe(file)
  }

  it('shows every public page in Arabic, from right to left', async () => {
    const amina = await served.window({ screen: PHONE, language: 'ar', scripts: false })
    await amina.goto('/')
    expect(await amina.locator('html').getAttribute('dir')).toBe('rtl')
    await looksRight(amina, 'ar-home')
    for (const topic of ABOUT_TOPICS) {
      await amina.goto(`/ar/about/${topic}`)
      await looksRight(amina, `ar-about-${topic}`)
    }
    await amina.goto('/ar/messages/16')
    await looksRight(amina, 'ar-lost')
    await amina.goto('/ar/nowhere')
    await looksRight(amina, 'ar-not-found')
  })

  it('takes a voice alone from a phone in Arabic, and everything that follows fits there', async () => {
    const amina = await served.window({ screen: PHONE, language: 'ar', scripts: true, dark: true })
    await amina.goto('/ar/form/1')
    await answer(amina, {}, 'main form .row button.act')
    await looksRight(amina, 'ar-form-nothing-told')
    await answer(amina, { voice: { name: 'صوتي.ogg', mimeType: 'audio/ogg', buffer: VOICE } })
    for (const [index, number] of ['2', '3', '4', '5', '6'].entries()) {
      expect(new URL(amina.url()).pathname).toBe(`/ar/form/${number}`)
      await looksRight(amina, `ar-form-${index + 2}`)
      await answer(amina, {}, 'main form button[value=skip]')
    }
    await looksRight(amina, 'ar-form-check')
    await answer(amina, {})
    await looksRight(amina, 'ar-receipt')
    await follow(amina, '/ar/messages')
    await looksRight(amina, 'ar-told')
    await amina.context().clearCookies()
    await amina.goto('/ar/messages')
    await answer(amina, { code: 'not a code' })
    await looksRight(amina, 'ar-code-wrong')
  })

  it('is told in Spanish with scripts; not admitted goes with other doors, and can be looked at again', async () => {
    const amina = await served.window({ screen: DESKTOP, language: 'es', scripts: true, dark: true })
    await tell(amina, 'es', { story: STORY })
    const file = await told(otieno, 'es')
    await act(otieno, file, 'acknowledge', { readback: 'El camino está cerrado.', message: 'Hola. Soy Otieno.' })
    const not = { req_impact: 'yes', req_connection: 'no', req_understandable: 'yes', outcome: 'not_admitted' }
    const why = {
      ground: 'na_no_company_link',
      routes: ['route_ombuds', 'route_consumer'],
      message: 'Esto no llega a nosotros, pero tenía razón.',
    }
    await act(otieno, file, 'prepare-admission', { ...not, ...why })
    await act(salma, file, 'decide-admission', {}, true)
    await amina.reload()
    expect(await textOf(amina)).toContain('pero tenía razón')
    await looksRight(amina, 'es-not-admitted')
    await follow(amina, '/es/messages/9')
    await looksRight(amina, 'es-look-again')
    await answer(amina, { words: 'La empresa sí está ahí.' })
    await open(mariam, file)
    await looksRight(mariam, 'file-look-again')
    await act(mariam, file, 'decide-looking-again', { review: 'reopened', message: 'Lo miramos de nuevo.' }, true)
  })

  it('answers *I am not safe* first, lets her stop and go on, write, add files and give codes to others', async () => {
    const amina = await served.window({ screen: DESKTOP, language: 'en', scripts: true })
    const code = await tell(amina, 'en', { story: 'The guards closed the path to the river.' })
    await looksRight(amina, 'en-told')
    await follow(amina, '/en/messages/7')
    await looksRight(amina, 'en-unsafe')
    await answer(amina, { words: 'They know it was me.' })
    const file = await told(salma, 'en')
    await open(salma, file)
    await looksRight(salma, 'file-unsafe')
    await act(salma, file, 'answer-safety', { message: 'I call the shelter now. Please stay where you are.' }, true)
    for (const [page, name] of [
      ['13', 'stop'],
      ['14', 'go-on'],
      ['8', 'handler'],
      ['12', 'identity'],
      ['3', 'evidence'],
    ] as const) {
      await amina.goto('/en/messages')
      await follow(amina, `/en/messages/${page}`)
      await looksRight(amina, `en-${name}`)
      const paper = { name: 'list.txt', mimeType: 'text/plain', buffer: Buffer.from('the wells') }
      await answer(amina, name === 'evidence' ? { files: paper } : {})
      expect(new URL(amina.url()).pathname, await textOf(amina)).toBe('/en/messages')
    }
    await looksRight(amina, 'en-after-all')
    await follow(amina, '/en/messages/11')
    await answer(amina, {})
    await looksRight(amina, 'en-codes')
    const second = (await amina.locator('.code span').allInnerTexts()).join(' ')
    expect(second).not.toBe(code)
    await answer(amina, {})
    await looksRight(amina, 'en-codes-two')
    const sister = await served.window({ screen: PHONE, language: 'en', scripts: false })
    await sister.goto('/en/messages')
    await answer(sister, { code: second })
    expect(await textOf(sister)).toContain('I call the shelter now')
    await press(amina, amina.locator('button.leave'))
    await looksRight(amina, 'en-codes-one')
  })

  it('leaves in two hops to somewhere harmless, and Back shows nothing', async () => {
    for (const scripts of [true, false]) {
      const amina = await served.window({ screen: PHONE, language: 'en', scripts })
      await tell(amina, 'en', { story: 'Only for her eyes' })
      expect(await textOf(amina)).toContain('Only for her eyes')
      const hops: string[] = []
      amina.on('response', response => void (response.request().isNavigationRequest() && hops.push(response.url())))
      await amina.locator('.leave').first().click()
      await amina.waitForURL(served.elsewhere)
      expect(hops.map(hop => hop.replace(served.address, ''))).toEqual(['/en/leave', '/en/leave/2', served.elsewhere])
      expect(await amina.context().cookies(served.address)).toEqual([])
      for (let back = 0; back < 4; back += 1) {
        await amina.goBack()
        expect(await amina.content()).not.toContain('Only for her eyes')
      }
    }
  })

  it('closes a page on a press, without leaving this site, and Back shows nothing', async () => {
    for (const scripts of [true, false]) {
      const amina = await served.window({ screen: PHONE, language: 'en', scripts })
      await tell(amina, 'en', { story: 'Only for her eyes' })
      await press(amina, amina.getByRole('button', { name: 'Close my page' }))
      expect(await amina.locator('input[name=code]').count()).toBe(1)
      for (let back = 0; back < 3; back += 1) {
        expect(await amina.content()).not.toContain('Only for her eyes')
        await amina.goBack()
      }
    }
  })

  it('lets Inés, who is steward too, see every page of the desk fit', async () => {
    const ines = await served.window(DESK)
    await signIn(ines, served.mechanism.people.ines, served.clock)
    await ines.goto('/desk/steward')
    const links = await ines.locator('main a').evaluateAll(all => all.map(one => one.getAttribute('href') ?? ''))
    const pages = ['/desk/steward', '/desk/account', '/desk/queue', ...links.filter(link => link.startsWith('/desk/'))]
    for (const page of new Set(pages)) {
      await ines.goto(page)
      await looksRight(ines, `desk${page.replace('/desk', '').replaceAll('/', '-')}`)
    }
  })
})
