import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { digitsAt } from '../../src/accounts/six-digits.ts'
import { offerSetUp } from '../../src/stewardship/set-up-link.ts'
import { DESKTOP, PHONE } from '../support/browser.ts'
import { looksRight } from '../support/looks.ts'
import { serveEmpty, type Opened } from '../support/served.ts'
import { answer, follow, press, textOf } from '../support/walk.ts'

const INES = { passphrase: 'river stones carry water', again: 'river stones carry water' }
const WANJIRU = { passphrase: 'seven grey herons fish', again: 'seven grey herons fish' }
const ANEW = { passphrase: 'nine white egrets wade', again: 'nine white egrets wade' }

describe('A mechanism that nobody has set up, Inés at a desk with scripts, Wanjiru with a phone without', { timeout: 180_000 }, () => {
  let opened: Opened
  let amina: Page
  let ines: Page
  let wanjiru: Page
  const secrets = new Map<Page, string>()
  let recoveryCode: string

  beforeAll(async () => {
    opened = await serveEmpty()
    amina = await opened.window({ screen: PHONE, language: 'sw-KE', scripts: false })
    ines = await opened.window({ screen: DESKTOP, language: 'en-GB', scripts: true })
    wanjiru = await opened.window({ screen: PHONE, language: 'sw-KE', scripts: false })
  })
  afterAll(() => opened.stop())

  /** What somebody's app shows; the clock goes on half a minute first, because digits count once. */
  function digits(of: Page): string {
    opened.clock.advance(30_000)
    return digitsAt(secrets.get(of) ?? '', opened.clock.now())
  }

  /** Reads the secret off the page into the app, and answers with what the app shows. */
  async function setUpApp(page: Page): Promise<void> {
    secrets.set(page, (await page.locator('.slip code').innerText()).replace(/\s/g, ''))
    await answer(page, { digits: digits(page) })
  }

  it('is set up from the link that the start prints, and gives two codes for paper', async () => {
    await ines.goto(new URL((await offerSetUp(opened.context)) ?? '').pathname)
    await looksRight(ines, 'set-up')
    const mechanism = { name: 'Rivers and Works', languages: ['en', 'sw'], defaultLanguage: 'sw', leaveTo: 'https://www.wikipedia.org/' }
    const lead = { leadName: 'Inés', email: 'ines@rivers.example', language: 'en', teamName: 'River team' }
    await answer(ines, { ...mechanism, ...lead, ...INES })
    await looksRight(ines, 'set-up-app')
    await setUpApp(ines)
    expect(await ines.locator('.slip .code').count()).toBe(2)
    await looksRight(ines, 'set-up-codes')
  })

  it('says to a visitor that it is being set up, until Inés names an organisation and opens the doors', async () => {
    await amina.goto('/')
    await looksRight(amina, 'set-up-closed')
    expect(await amina.locator('a[href$="/form/1"]').count()).toBe(0)
    await press(ines, ines.locator('form[action*="/set-up/"] button'))
    await looksRight(ines, 'steward-closed')
    await ines.goto('/desk/steward/organisations')
    await answer(ines, { name: 'Upper Dam Ltd' }, 'form[action$="/organisations"] button.act')
    await ines.goto('/desk/steward')
    await press(ines, ines.locator('form[action$="/steward/open"] button'))
    await looksRight(ines, 'steward-open')
    await amina.goto('/')
    expect(await amina.locator('a[href$="/form/1"]').count()).toBeGreaterThan(0)
  })

  it('lets Wanjiru accept the invitation in her language, and shows her nothing before she is confirmed', async () => {
    await ines.goto('/desk/steward/people')
    const team = (await ines.locator('[name=team] option', { hasText: 'River team' }).getAttribute('value')) ?? ''
    await answer(ines, { email: 'wanjiru@rivers.example', team, role: 'handler' })
    await looksRight(ines, 'people-invited')
    await wanjiru.goto(new URL(await ines.locator('.note code').innerText()).pathname)
    expect(await wanjiru.locator('html').getAttribute('lang')).toBe('sw')
    await looksRight(wanjiru, 'invitation')
    await answer(wanjiru, { name: 'Wanjiru', language: 'sw', ...WANJIRU })
    await looksRight(wanjiru, 'invitation-app')
    await setUpApp(wanjiru)
    recoveryCode = (await wanjiru.locator('.slip .code span').allInnerTexts()).join('-')
    await looksRight(wanjiru, 'invitation-code')
    await wanjiru.reload()
    expect((await wanjiru.locator('.slip .code span').allInnerTexts()).join('-'), 'a reload shows the same code').toBe(recoveryCode)
    await press(wanjiru, wanjiru.locator('form[action*="/invitation/"] button'))
    expect(await wanjiru.locator('.chip.act').count()).toBe(1)
    await looksRight(wanjiru, 'account-waits')
  })

  it('confirms her when Inés compares the digits that Wanjiru reads to her', async () => {
    const read = await wanjiru.locator('code').first().innerText()
    await ines.goto('/desk/steward/people')
    await press(ines, ines.locator('a[href*="/confirm"]').first())
    expect(await textOf(ines)).toContain(read)
    await looksRight(ines, 'confirm')
    await answer(ines, { digits: digits(ines) })
    expect(new URL(ines.url()).pathname).toBe('/desk/steward/people')
    await wanjiru.reload()
    expect(await wanjiru.locator('.chip.act').count()).toBe(0)
  })

  it('gives her a new passphrase for her recovery code, and the old one counts no more', async () => {
    await wanjiru.context().clearCookies()
    await wanjiru.goto('/desk/')
    await follow(wanjiru, '/desk/recover')
    await looksRight(wanjiru, 'recover')
    await answer(wanjiru, { code: recoveryCode, digits: digits(wanjiru), ...ANEW })
    expect(new URL(wanjiru.url()).pathname, await textOf(wanjiru)).toBe('/desk/')
    await wanjiru.context().clearCookies()
    await wanjiru.goto('/desk/')
    for (const { passphrase } of [WANJIRU, ANEW]) {
      expect(await wanjiru.locator('[name=passphrase]').count()).toBe(1)
      await answer(wanjiru, { email: 'wanjiru@rivers.example', passphrase, digits: digits(wanjiru) })
    }
    await looksRight(wanjiru, 'recovered')
    expect(await wanjiru.locator('[name=passphrase]').count()).toBe(0)
  })
})
