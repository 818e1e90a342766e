import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildApp } from '../../src/app.ts'
import type { DemoSignIn } from '../../src/contracts/context.ts'
import { seed, type Seeded } from '../../src/demo/seed.ts'
import { DESKTOP, openBrowser, openWindow, PHONE } from '../support/browser.ts'
import { startInstance, type Instance } from '../support/instance.ts'
import { looksRight } from '../support/looks.ts'
import { digitsNow } from '../support/mechanism.ts'
import { answer, press, textOf } from '../support/walk.ts'

/** Small words of English that stand in no name of the demo. */
const ENGLISH = /\b(the|is|was|with|her|it)\b/i

/** Words of a table that a line ends inside. */
function brokenWords(page: Page): Promise<string[]> {
  return page.locator('td code').evaluateAll(codes =>
    codes.flatMap(code => {
      const text = code.firstChild
      return [...(text?.textContent ?? '').matchAll(/\S+/g)].flatMap(({ 0: word, index }) => {
        const range = code.ownerDocument.createRange()
        range.setStart(text, index)
        range.setEnd(text, index + word.length)
        return range.getClientRects().length > 1 ? [word] : []
      })
    }),
  )
}

describe('The demo, with forty grievances on its desks', { timeout: 180_000 }, () => {
  let instance: Instance
  let app: Awaited<ReturnType<typeof buildApp>>
  let browser: Browser
  let seeded: Seeded
  let address: string

  beforeAll(async () => {
    instance = await startInstance('embedded')
    seeded = await seed(instance.context, instance.clock, instance.clock.now())
    const demoSignIns: DemoSignIn[] = Object.values(seeded.cast.people).map(person => person.signIn)
    app = await buildApp({ ...instance.context, demo: true, demoSignIns })
    address = (await app.listen({ host: '127.0.0.1', port: 0 })).replace('127.0.0.1', 'localhost')
    browser = await openBrowser()
  })
  afterAll(async () => {
    await browser.close()
    await app.close()
    await instance.stop()
  })

  async function desk(name: 'Wanjiru' | 'Salma', language: string): Promise<Page> {
    const page = await openWindow(browser, address, { screen: DESKTOP, language, scripts: true })
    const { signIn } = seeded.cast.people[name]
    instance.clock.advance(30_000)
    await page.goto('/desk/')
    await looksRight(page, `demo-${language}-sign-in`)
    expect(await brokenWords(page)).toEqual([])
    if (language !== 'en') expect(await textOf(page)).not.toMatch(/\b(lead|handler|steward|speaks)\b/i)
    await answer(page, { email: signIn.email, passphrase: signIn.passphrase, digits: digitsNow(signIn, instance.clock) })
    return page
  }

  it('shows a full Today, a queue that filters narrow, and figures with the cases behind them', async () => {
    const wanjiru = await desk('Wanjiru', 'en')
    for (const [address, name] of [
      ['/desk/', 'today'],
      ['/desk/queue', 'queue'],
      ['/desk/queue?stage=closed', 'queue-closed'],
      ['/desk/effectiveness', 'effectiveness'],
    ] as const) {
      await wanjiru.goto(address)
      await looksRight(wanjiru, `demo-${name}`)
    }
    expect(await wanjiru.locator('meter').count()).toBeGreaterThan(3)
    await wanjiru.locator('main summary').first().click()
    expect(await wanjiru.locator('details[open] li').count()).toBeGreaterThan(10)
    await looksRight(wanjiru, 'demo-effectiveness-behind')
  })

  it('shows the same desk in Arabic, from right to left, with stories in every script', async () => {
    const salma = await desk('Salma', 'ar')
    expect(await salma.locator('html').getAttribute('dir')).toBe('rtl')
    await looksRight(salma, 'demo-ar-today')
    await press(salma, salma.locator('.list a').first())
    const asked = salma.locator('button[value=no]')
    if ((await asked.count()) > 0) await press(salma, asked)
    await looksRight(salma, 'demo-ar-file')
  })

  it('opens the page of each person whose code it gives', async () => {
    for (const { language, code, story } of seeded.codes) {
      const person = await openWindow(browser, address, { screen: PHONE, language, scripts: false, dark: true })
      await person.goto(`/${language}/messages`)
      await answer(person, { code })
      expect(await textOf(person)).not.toMatch(/\b(acts|dialogue|reference|events)[.:]/)
      if (language !== 'en') expect(await textOf(person), story).not.toMatch(ENGLISH)
      await looksRight(person, `demo-messages-${story}`)
    }
  })
})
