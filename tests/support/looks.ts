import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { expect } from 'vitest'
import { ROOT } from '../../src/platform/root.ts'
import { DESKTOP, PHONE } from './browser.ts'

const PICTURES = join(ROOT, '.cache', 'pictures')
const STANDARD = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
const NARROWEST = 320

const mirrors = new WeakMap<Browser, Promise<Page>>()

/**
 * Looks at a page as it stands: no violation of WCAG 2.2 AA, no key where words are missing, nothing to scroll sideways on
 * the smallest phones, and a picture in .cache/pictures for people to look at (with PICTURES=all also on phone, desktop, dark and paper).
 * The page is shown again in a window of its own, because the examiner needs scripts and the person's browser may have none.
 */
export async function looksRight(page: Page, name: string, picture = true): Promise<void> {
  const mirror = await mirrorOf(page)
  const screen = page.viewportSize() ?? PHONE
  const dark = await page.evaluate<boolean>(`matchMedia('(prefers-color-scheme: dark)').matches`)
  await mirror.emulateMedia({ colorScheme: dark ? 'dark' : 'light' })
  await mirror.setViewportSize(screen)
  await show(mirror, page.url(), await page.content())
  const { violations } = await new AxeBuilder({ page: mirror })
    .setLegacyMode()
    .options({ runOnly: STANDARD, resultTypes: ['violations'] })
    .analyze()
  const found = violations.flatMap(({ id, nodes }) => nodes.map(node => `${id} ${node.target.join(' ')}: ${node.failureSummary ?? ''}`))
  found.push(...(await missingWords(mirror)))
  if (picture) await takePicture(mirror, name)
  for (const width of [PHONE.width, NARROWEST]) {
    await mirror.setViewportSize({ width, height: PHONE.height })
    found.push(...(await tooWide(mirror)).map(what => `wider than ${width} px: ${what}`))
  }
  if (process.env.PICTURES === 'all') await takeAllPictures(mirror, name)
  expect.soft(found, `${name} at ${page.url()}`).toEqual([])
}

/**
 * Looks at a page the first time that it is met in a direction and a size, with a picture of it in each direction; asks of it
 * later only that it has its words and fits its screen.
 */
export function lookOnce(): (page: Page, name: string) => Promise<void> {
  const looked = new Set<string>()
  const first = (what: string): boolean => !looked.has(what) && looked.add(what).has(what)
  return async (page, name) => {
    const directed = `${name}-${(await page.locator('html').getAttribute('dir')) ?? 'ltr'}`
    if (!first(`${directed}-${page.viewportSize()?.width ?? 0}`)) return fits(page, name)
    return looksRight(page, directed, first(directed))
  }
}

async function fits(page: Page, name: string): Promise<void> {
  expect.soft([...(await missingWords(page)), ...(await tooWide(page))], `${name} at ${page.url()}`).toEqual([])
}

async function missingWords(page: Page): Promise<string[]> {
  const missing = /\b(?!www)[a-z]\w*(\.[a-zA-Z]\w*){2,}/.exec(await page.locator('body').innerText())
  return missing === null ? [] : [`words are missing: ${missing[0]}`]
}

async function takeAllPictures(mirror: Page, name: string): Promise<void> {
  for (const [device, screen] of Object.entries({ phone: PHONE, desktop: DESKTOP })) {
    await mirror.setViewportSize(screen)
    for (const colorScheme of ['light', 'dark'] as const) {
      await mirror.emulateMedia({ colorScheme })
      await takePicture(mirror, `${name}-${device}-${colorScheme}`)
    }
  }
  await mirror.emulateMedia({ colorScheme: 'light', media: 'print' })
  await mirror.setViewportSize({ width: 794, height: 1123 })
  await takePicture(mirror, `${name}-print`)
  await mirror.emulateMedia({ media: 'screen' })
}

function takePicture(mirror: Page, name: string): Promise<Buffer> {
  mkdirSync(PICTURES, { recursive: true })
  return mirror.screenshot({ path: join(PICTURES, `${name}.png`), fullPage: true, animations: 'disabled' })
}

/** What sticks out of a page that can be scrolled sideways: the smallest parts that do. */
function tooWide(page: Page): Promise<string[]> {
  return page.evaluate(`(() => {
    const { scrollWidth, clientWidth } = document.documentElement
    if (scrollWidth <= clientWidth) return []
    const sticksOut = ({ left, right }) => right > clientWidth + 1 || left < -1
    const spills = one => one.clientWidth > 0 && one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).overflowX === 'visible'
    const outside = [...document.querySelectorAll('body *')].filter(one => sticksOut(one.getBoundingClientRect()) || spills(one))
    const smallest = outside.filter(one => !outside.some(other => other !== one && one.contains(other)))
    return [scrollWidth + ' px', ...smallest.slice(0, 6).map(one => one.outerHTML.slice(0, 120))]
  })()`)
}

/** Shows the very same page, without asking for it again: some are shown only once. */
async function show(mirror: Page, url: string, html: string): Promise<void> {
  const only = (asked: URL): boolean => asked.href === url
  await mirror.route(only, route => route.fulfill({ contentType: 'text/html; charset=utf-8', body: html }))
  await mirror.goto(url)
  await mirror.unroute(only)
}

function mirrorOf(page: Page): Promise<Page> {
  const browser = page.context().browser()
  if (browser === null) throw new Error('a page without a browser cannot be looked at')
  const known = mirrors.get(browser)
  if (known !== undefined) return known
  const made = browser.newContext({ javaScriptEnabled: true }).then(context => context.newPage())
  mirrors.set(browser, made)
  return made
}
