import type { Page } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { paths } from '../../src/contracts/paths.ts'
import { FIRST } from '../../src/intake/steps.ts'
import { DESKTOP, PHONE, type Device } from '../support/browser.ts'
import { looksRight } from '../support/looks.ts'
import { serve, type Served } from '../support/served.ts'
import { answer, follow, press, signIn, textOf, type Answers } from '../support/walk.ts'

const DESK: Device = { screen: DESKTOP, language: 'en', scripts: true }
const SKIP = 'main form button[value=skip]'

describe('Each way of telling it, in a browser', { timeout: 180_000 }, () => {
  let served: Served
  let otieno: Page
  beforeAll(async () => {
    served = await serve()
    otieno = await served.window(DESK)
    await signIn(otieno, served.mechanism.people.otieno, served.clock)
  })
  afterAll(() => served.stop())

  let sent = ''
  /** Sends what is on the check page and keeps the code. */
  async function send(page: Page): Promise<string> {
    served.clock.advance(60_000)
    const before = await grievances()
    await answer(page, {})
    sent = (await grievances()).find(one => !before.includes(one)) ?? ''
    const code = (await page.locator('.code span').allInnerTexts()).join(' ')
    expect(code).toMatch(/^\d{4}( \d{4}){5}$/)
    await press(page, page.locator('main form button.act'))
    return code
  }

  async function comeBack(page: Page, lang: string, code: string): Promise<void> {
    await page.context().clearCookies()
    await page.goto(`/${lang}/messages`)
    await answer(page, { code })
  }

  async function grievances(): Promise<string[]> {
    const rows = await served.context.db.selectFrom('grievances').select('reference').execute()
    return rows.map(row => row.reference)
  }

  /** Finds in the queue what was sent last, and says that nothing stands against reading it. */
  async function openSent(): Promise<string> {
    await otieno.goto('/desk/queue?stage=received')
    await follow(otieno, paths.desk.grievance(sent))
    await press(otieno, otieno.locator('button[value=no]'))
    return new URL(otieno.url()).pathname
  }

  async function act(file: string, action: string, answers: Answers, name?: string): Promise<void> {
    await otieno.goto(file)
    await follow(otieno, `/${action}`)
    if (name !== undefined) await looksRight(otieno, name)
    await answer(otieno, answers)
    expect(new URL(otieno.url()).pathname, await textOf(otieno)).toBe(file)
  }

  it('named, with three files on one page, from a phone without scripts, in Spanish', async () => {
    const amina = await served.window({ screen: PHONE, language: 'es', scripts: false })
    await amina.goto('/es/form/1')
    await looksRight(amina, 'es-form-1')
    const photo = await sharp({ create: { width: 60, height: 40, channels: 3, background: '#365' } })
      .jpeg()
      .toBuffer()
    const paper = Buffer.from('%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n')
    await amina.locator('[name=photos]').setInputFiles([
      { name: 'camino.jpg', mimeType: 'image/jpeg', buffer: photo },
      { name: 'carta.pdf', mimeType: 'application/pdf', buffer: paper },
      { name: 'lista.txt', mimeType: 'text/plain', buffer: Buffer.from('Doce familias.') },
    ])
    await answer(amina, { story: 'Cerraron el camino. Tengo tres papeles.', safe: 'yes' })
    await answer(amina, {}, SKIP)
    await answer(amina, { capacity: 'cap_affected_individual', children: 'no', since: 'Desde las últimas lluvias' })
    await looksRight(amina, 'es-form-identity')
    await answer(amina, { known: 'team', name: 'Amina Rojas', reply: 'call' })
    await looksRight(amina, 'es-form-identity-wrong')
    await answer(amina, { phone: '+34 600 000 000', hours: 'Tarde', codeWord: 'maíz', needs: ['an_oral'] })
    await answer(amina, {}, SKIP)
    await answer(amina, { reader: 'no' })
    for (const file of ['camino.jpg', 'carta.pdf', 'lista.txt']) expect(await textOf(amina)).toContain(file)
    await send(amina)
    const file = await openSent()
    await otieno.goto(file)
    for (const said of ['Amina Rojas', '+34 600 000 000', 'Desde las últimas lluvias', 'carta.pdf'])
      expect(await textOf(otieno)).toContain(said)
    await looksRight(otieno, 'file-named')
  })

  it('without scripts, with Back after a mistake that was mended, and after one that was not, in Kiswahili', async () => {
    const amina = await served.window({ screen: PHONE, language: 'sw', scripts: false })
    const story = 'Walinzi walifunga njia ya mto mwezi wa tatu.'
    await amina.goto('/sw/form/1')
    await answer(amina, { story: `${story} ${'a'.repeat(25_000)}` })
    expect(await textOf(amina)).toContain('Haya ni marefu mno')
    await amina.reload()
    expect(await textOf(amina)).toContain('Haya ni marefu mno')
    await answer(amina, { story })
    expect(new URL(amina.url()).pathname).toBe('/sw/form/2')
    for (let back = 0; back < 2; back += 1) {
      expect((await amina.goBack())?.status()).toBe(200)
      expect(new URL(amina.url()).pathname).toBe('/sw/form/1')
      expect(await amina.locator('[name=story]').inputValue()).toBe(story)
    }
    await amina.goto('/sw/form/2')
    for (const page of [3, 4]) {
      await answer(amina, {}, SKIP)
      expect(new URL(amina.url()).pathname).toBe(`/sw/form/${page}`)
    }
    await answer(amina, { known: 'team', name: 'Amina W.', reply: 'email', email: 'amina@', neutral: 'yes' })
    await follow(amina, '/sw/')
    expect((await amina.goBack())?.status()).toBe(422)
    expect(await textOf(amina)).toContain('Hii haionekani kuwa anwani')
    for (const [name, typed] of Object.entries({ name: 'Amina W.', email: 'amina@' }))
      expect(await amina.locator(`main [name=${name}]`).inputValue()).toBe(typed)
    await answer(amina, { email: 'amina@example.org' })
    expect(new URL(amina.url()).pathname).toBe('/sw/form/5')
  })

  it('without scripts, with Back to a page of their own that came back and was mended, in Arabic', async () => {
    const amina = await served.window({ screen: PHONE, language: 'ar', scripts: false })
    await amina.goto('/ar/form/1')
    await answer(amina, { story: 'أغلق الحراس طريق النهر.' }, 'main form .row button[value=send]')
    const code = await send(amina)
    await comeBack(amina, 'ar', code)
    await amina.goto('/ar/messages/8')
    await answer(amina, { words: 'طويل '.repeat(6_000) })
    expect(new URL(amina.url()).pathname).toBe('/ar/messages/8')
    await looksRight(amina, 'ar-page-8-wrong')
    await answer(amina, { words: 'ذهبت إلى المكان الآمن.' })
    expect(new URL(amina.url()).pathname).toBe('/ar/messages')
    expect((await amina.goBack())?.status()).toBe(422)
    expect(await amina.locator('main textarea').inputValue()).toContain('طويل طويل')
    await amina.goBack({ waitUntil: 'commit' }) // shown as it was kept for Back, with no load of its own
    await expect.poll(() => amina.url()).toMatch(/\/ar\/messages\/8$/)
    expect(await amina.locator('main textarea').count()).toBe(1)
  })

  it('begun on a library computer, finished at home on a phone, in English', async () => {
    const library = await served.window({ screen: DESKTOP, language: 'en', scripts: false })
    await library.goto('/en/form/1')
    await answer(library, { story: 'I tell this in the library, and finish it at home.' }, 'main form button[value=save]')
    await looksRight(library, 'en-keep')
    const code = (await library.locator('.code span').allInnerTexts()).join(' ')
    await press(library, library.locator('main form button.act'))
    await library.goto('/en/form/1')
    expect(await library.locator('[name=story]').inputValue()).toBe('')
    const home = await served.window({ screen: PHONE, language: 'en', scripts: true })
    await home.goto('/en/messages')
    await answer(home, { code })
    expect(new URL(home.url()).pathname).toBe('/en/form/2')
    await answer(home, { need: 'To be heard.' }, 'main form button[value=send]')
    expect(await textOf(home)).toContain('finish it at home')
    expect(await send(home)).toBe(code)
  })

  it('by a fifteen-year-old, in Kiswahili, who reads first what must be told to others', async () => {
    const young = await served.window({ screen: PHONE, language: 'sw', scripts: false })
    await young.goto('/sw/form/1')
    await follow(young, `/sw/form/${FIRST.young}`)
    await looksRight(young, 'sw-young')
    await answer(young, { youngStory: 'Ananilazimisha kufanya kazi usiku.', youngSafe: 'not_sure' })
    await looksRight(young, 'sw-young-reach')
    await answer(young, { trusted: 'Mwalimu wangu', mustNotKnow: 'Mjomba' })
    const code = await send(young)
    await comeBack(young, 'sw', code)
    expect(await textOf(young)).toContain('Ananilazimisha')
  })

  it('by somebody who asks at night to be called, in Arabic; the call is written down and read on the person’s page', async () => {
    const night = await served.window({ screen: PHONE, language: 'ar', scripts: true, dark: true })
    await night.goto('/ar/')
    await follow(night, `/ar/form/${FIRST.call}`)
    await looksRight(night, 'ar-call')
    await answer(night, { callPhone: '٠٧٠٠١٢٣٤٥٦', callHours: 'بعد المغرب', callWord: 'قمح' })
    const code = await send(night)
    const file = await openSent()
    await otieno.goto('/desk/')
    expect(await textOf(otieno)).toContain('Calls due')
    await looksRight(otieno, 'today-call')
    await act(file, 'record-call', { reached: 'reached', heard: 'خصموا من أجري.', readBack: 'yes' }, 'act-record-call')
    await comeBack(night, 'ar', code)
    expect(await textOf(night)).toContain('خصموا من أجري.')
    await looksRight(night, 'ar-after-call')
  })

  it('as feedback that becomes something to look into, with scripts on a desktop', async () => {
    const amina = await served.window({ screen: DESKTOP, language: 'en', scripts: true })
    await amina.goto('/en/')
    await follow(amina, `/en/form/${FIRST.word}`)
    await looksRight(amina, 'en-word')
    await answer(amina, { about: 'feedback', word: 'The new tank smells of diesel.' })
    await looksRight(amina, 'en-word-reply')
    await answer(amina, { wordReply: 'code' })
    const code = await send(amina)
    const file = await openSent()
    await act(file, 'answer-word', { message: 'Thank you. Is anyone ill?' }, 'act-answer-word')
    await comeBack(amina, 'en', code)
    await follow(amina, paths.message('en', 'upgrade'))
    await looksRight(amina, 'en-upgrade')
    await answer(amina, { words: 'Two of us.' })
    await follow(amina, paths.message('en', 'addWish'))
    await answer(amina, { need: 'Clean water.' })
    await follow(amina, paths.message('en', 'aboutYou'))
    await looksRight(amina, 'en-about-you')
    await answer(amina, { aboutMe: ['sv_poverty'], forFairness: 'yes' })
    await looksRight(amina, 'en-after-upgrade')
    await otieno.goto(file)
    expect(await textOf(otieno)).toContain('Clean water.')
  })

  it('shows a steward hours and duty, and who keeps names', async () => {
    const ines = await served.window(DESK)
    await served.context.db.updateTable('accounts').set({ steward: true }).where('id', '=', served.mechanism.people.ines.id).execute()
    await signIn(ines, served.mechanism.people.ines, served.clock)
    await ines.goto('/desk/steward/duty')
    await looksRight(ines, 'steward-duty')
    await ines.locator('[name=zone]').fill('Nowhere/Land')
    await press(ines, ines.locator('form[action$="/hours"] button.act'))
    expect(await textOf(ines)).toContain('This is not the name of a time zone')
    await ines.goto('/desk/steward/mechanism')
    await looksRight(ines, 'steward-mechanism')
    await ines.goto('/desk/steward')
    await looksRight(ines, 'steward')
  })
})
