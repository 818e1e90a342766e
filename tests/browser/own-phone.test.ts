import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BrowserContext, Page } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { FIRST } from '../../src/intake/steps.ts'
import { openOwnPhone } from '../support/browser.ts'
import { looksRight } from '../support/looks.ts'
import { serve, type Served } from '../support/served.ts'
import { press, textOf } from '../support/walk.ts'

/** What a page could find on the phone: the shelf, and the stores of the worker. */
const shelves = (page: Page): Promise<string[]> =>
  page.evaluate(`(async () => [...(await indexedDB.databases()).map(({ name }) => name), ...(await caches.keys())])()`)

const STORY = 'Cerraron el camino al río. Lo cuento sin red, desde mi propio teléfono.'
const TOLD = 'Walifunga njia ya mtoni.'
const WISH = 'Njia ifunguliwe tena.'
const NEED = 'Tunahitaji maji leo.'

describe('Amina’s own phone, in Spanish, where the network comes and goes', { timeout: 120_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'recourse-phone-'))
  let served: Served
  let phone: BrowserContext
  let page: Page

  beforeAll(async () => {
    served = await serve()
    phone = await openOwnPhone(folder, served.address, 'es')
    page = await phone.newPage()
  })
  afterAll(async () => {
    await phone.close()
    await served.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  /** Closes the browser and opens it again, with the network or without: what she told is there. */
  async function openAgain(network: boolean): Promise<void> {
    await phone.close()
    phone = await openOwnPhone(folder, served.address, 'es', network)
    page = await phone.newPage()
    await page.goto('/es/form/1')
    await expect.poll(() => page.locator('[name=story]').inputValue(), { timeout: 20_000 }).toBe(STORY)
  }

  it('has no script on it before she says that it is hers', async () => {
    await page.goto('/es/form/1')
    expect(await page.locator('script').count()).toBe(0)
    const [shared] = await phone.cookies()
    expect(shared, 'a browser that anybody may share keeps its draft until it closes').toMatchObject({ name: 'd', expires: -1 })
    await press(page, page.locator('button[value=own]'))
    expect(await page.locator('script').count()).toBe(1)
    await looksRight(page, 'es-own-phone')
  })

  it('records her voice, lets her hear it and record again', async () => {
    const button = page.locator('[name=voice] ~ p button')
    await button.click()
    await page.waitForTimeout(1_200)
    await button.click()
    await page.locator('audio').first().waitFor({ state: 'visible' })
    const recorded = await page.evaluate<number>(`document.querySelector('[name=voice]').files[0]?.size ?? 0`)
    expect(recorded).toBeGreaterThan(500)
    expect(await button.innerText()).toBe('Grabar otra vez')
  })

  it('keeps what she tells when the network is gone, and says that it is not sent', async () => {
    await page.evaluate('navigator.serviceWorker.ready')
    await expect.poll(() => page.evaluate(`caches.open('own-phone').then(store => store.match('/es/form/1')).then(Boolean)`)).toBe(true)
    await page.locator('[name=story]').fill(STORY)
    await page.waitForTimeout(800)
    await phone.setOffline(true)
    await page.locator('main form .row button.act').click()
    await expect.poll(() => textOf(page)).toContain('Aún no se ha enviado. Sus palabras están aquí')
  })

  it('has nothing of it in any store that could be read, and all of it again after the browser was closed', async () => {
    const read = await page.evaluate<string>(`(async () => {
      const texts = []
      for (const name of await caches.keys())
        for (const request of await (await caches.open(name)).keys()) texts.push(await (await caches.match(request)).text())
      const opened = await new Promise(resolve => (indexedDB.open('own').onsuccess = event => resolve(event.target.result)))
      const row = await new Promise(resolve => (opened.transaction('kept').objectStore('kept').get('form/1').onsuccess = event => resolve(event.target.result)))
      texts.push(new TextDecoder('latin1').decode(row.sealed), Object.values(localStorage).join(), document.cookie)
      return texts.join('\\n')
    })()`)
    expect(read.length).toBeGreaterThan(1_000)
    expect(read).not.toContain('Cerraron el camino')
    await openAgain(false)
    expect(await page.evaluate<number>(`document.querySelector('[name=voice]').files[0]?.size ?? 0`)).toBeGreaterThan(500)
  })

  it('sends it when she presses, and never before', async () => {
    await openAgain(true)
    const { count } = await served.context.db
      .selectFrom('drafts')
      .select(eb => eb.fn.countAll<number>().as('count'))
      .where('answers_sealed', 'is not', null)
      .executeTakeFirstOrThrow()
    const there = page.waitForURL('**/es/form/7')
    await page.locator('main form .row button[value=send]').click()
    await there
    expect(await textOf(page)).toContain(STORY)
    expect(await textOf(page)).toMatch(/voice\.(webm|m4a)/)
    await press(page, page.locator('main form button.act').first())
    expect((await page.locator('.code span').allInnerTexts()).join('')).toMatch(/^\d{24}$/)
    expect(Number(count)).toBeLessThanOrEqual(1)
    expect(await shelves(page), 'nothing stays on the phone of what was sent').toEqual([])
  })

  it('sends again only the photo that was on its way when the line dropped', async () => {
    await phone.clearCookies({ name: 'd' })
    await page.goto('/es/form/1')
    await page.locator('[name=story]').fill('Dos fotos del camino.')
    const photo = (background: string): Promise<Buffer> =>
      sharp({ create: { width: 60, height: 40, channels: 3, background } })
        .jpeg()
        .toBuffer()
    const files = await Promise.all(['#365', '#653'].map(photo))
    await page
      .locator('[name=photos]')
      .setInputFiles(files.map((buffer, index) => ({ name: `foto${index}.jpg`, mimeType: 'image/jpeg', buffer })))
    const sent: string[] = []
    let drops = 1
    await page.route('**/es/form/1', async route => {
      const body = route.request().postDataBuffer()?.toString('latin1') ?? ''
      const [, name] = /filename="(foto\d\.jpg)"/.exec(body) ?? []
      if (name !== undefined) sent.push(name)
      return name === 'foto1.jpg' && drops-- > 0 ? route.abort('connectionreset') : route.continue()
    })
    await page.locator('main form .row button[value=send]').click()
    await expect.poll(() => textOf(page), { timeout: 10_000 }).toContain('Aún no se ha enviado. Sus palabras están aquí')
    const there = page.waitForURL('**/es/form/7')
    await page.locator('main form .note button.act').click()
    await there
    expect(sent).toEqual(['foto0.jpg', 'foto1.jpg', 'foto1.jpg'])
    for (const name of ['Dos fotos del camino.', 'foto0.jpg', 'foto1.jpg']) expect(await textOf(page)).toContain(name)
  })

  it.each([false, true])(
    'takes her words along into another language, and the enter key still goes on; with scripts: %s',
    async scripts => {
      await phone.clearCookies()
      await page.goto('/en/form/1')
      if (scripts) await press(page, page.locator('button[value=own]'))
      await page.locator('[name=story]').fill('Half a story')
      await page.locator('.switch summary').click()
      await looksRight(page, 'language-menu-in-a-form')
      await page.locator('.switch button[value=es]').click()
      await page.waitForURL('**/es/form/1')
      expect(await page.locator('[name=story]').inputValue()).toBe('Half a story')
      await page.goto(`/es/form/${FIRST.call}`)
      await page.locator('[name=callPhone]').fill('12')
      await page.locator('[name=callPhone]').press('Enter')
      await page.locator('#errors').waitFor()
      expect(new URL(page.url()).pathname).toBe(`/es/form/${FIRST.call}`)
    },
  )
})

describe('Neema’s own phone, in Swahili, page after page', { timeout: 120_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'recourse-phone-'))
  let served: Served
  let phone: BrowserContext
  let page: Page

  beforeAll(async () => {
    served = await serve()
    phone = await openOwnPhone(folder, served.address, 'sw')
    page = await phone.newPage()
  })
  afterAll(async () => {
    await phone.close()
    await served.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  async function openAgain(network: boolean): Promise<void> {
    await phone.close()
    phone = await openOwnPhone(folder, served.address, 'sw', network)
    page = await phone.newPage()
  }

  /** Says that the phone is hers, and tells the first page. */
  async function begin(): Promise<void> {
    await page.goto('/sw/form/1')
    await press(page, page.locator('button[value=own]'))
    await page.locator('[name=story]').fill(TOLD)
    await page.locator('main form .row button[value=next]').click()
    await page.waitForURL('**/sw/form/2')
  }

  const keptEmpty = (path: string) =>
    expect.poll(() => page.evaluate(`caches.open('own-phone').then(store => store.match('${path}')).then(Boolean)`)).toBe(true)
  const value = (name: string) => page.locator(`[name=${name}]`).inputValue()

  /** Presses *Leave quickly*, and gives where the phone was led to at last. */
  async function leave(): Promise<string> {
    const led: string[] = []
    page.on('request', request => led.push(request.url()))
    await page.locator('a.leave').click()
    await expect.poll(() => led.at(-1), { timeout: 10_000 }).toBe(served.elsewhere)
    return led.join(' ')
  }

  it('has again what she went on from, after the browser was closed', async () => {
    await begin()
    await openAgain(true)
    await page.goto('/sw/form/1')
    expect(await value('story')).toBe(TOLD)
    expect(await textOf(page)).toContain('Kwenye simu hii unaweza kufunga kivinjari na kurudi.')
    expect(await textOf(page)).not.toContain('uliyokuwa umeanza')
  })

  it('finds what she wrote on another page without a network, from any page that was open before', async () => {
    await page.goto('/sw/form/2')
    await page.evaluate('navigator.serviceWorker.ready')
    await keptEmpty('/sw/form/1')
    await keptEmpty('/sw/form/2')
    await page.locator('[name=wish]').fill(WISH)
    await page.waitForTimeout(800)
    await openAgain(false)
    await page.goto('/sw/form/1')
    expect(await textOf(page)).toContain('Sasa hakuna mtandao.')
    expect(await value('story'), 'words that were sent on are not on the phone').toBe('')
    await page.locator('#page [role=status] a').click()
    await expect.poll(() => value('wish').catch(() => '')).toBe(WISH)
    expect(await textOf(page)).toContain('Hayajatumwa bado')
  })

  it('has both pages with the network again, each in its place', async () => {
    await openAgain(true)
    await page.goto('/sw/form/1')
    expect(await value('story')).toBe(TOLD)
    await page.locator('#page [role=status] a').waitFor()
    await looksRight(page, 'sw-own-phone-others')
    await page.locator('#page [role=status] a').click()
    await expect.poll(() => value('wish').catch(() => '')).toBe(WISH)
    await page.locator('main form .row button[value=next]').click()
    await page.waitForURL('**/sw/form/3')
    await page.goto('/sw/form/2')
    expect(await value('wish')).toBe(WISH)
    expect(await page.locator('#page [role=status]').isVisible()).toBe(false)
  })

  it('shows nothing of it after she left quickly without a network, then or later', async () => {
    await page.locator('[name=need]').fill(NEED)
    await page.waitForTimeout(800)
    await openAgain(false)
    await page.goto('/sw/form/1')
    await page.goto('/sw/form/2')
    await expect.poll(() => value('need')).toBe(NEED)
    expect(await leave()).toContain('/sw/leave/2')
    for (let back = 0; back < 2; back++) {
      await page.goBack().catch(() => undefined)
      await page.waitForTimeout(500)
      await expect.poll(() => page.content().catch(() => NEED)).not.toMatch(new RegExp([TOLD, WISH, NEED].join('|')))
    }
    await expect(page.goto('/sw/form/2')).rejects.toThrow('ERR_FAILED')
    await openAgain(true)
    await page.goto('/sw/form/1')
    expect(await value('story')).toBe('')
    expect(await page.locator('script').count()).toBe(0)
    expect(await shelves(page)).toEqual([])
  })

  it('shows nothing of it after she left quickly with one', async () => {
    await begin()
    await page.locator('[name=wish]').fill(WISH)
    await page.waitForTimeout(800)
    await leave()
    await page.waitForURL(served.elsewhere)
    await page.goBack()
    expect(await page.content()).not.toMatch(new RegExp([TOLD, WISH].join('|')))
    await page.goto('/sw/form/1')
    expect(await value('story')).toBe('')
    expect(await page.locator('script').count()).toBe(0)
    expect(await shelves(page)).toEqual([])
  })
})
