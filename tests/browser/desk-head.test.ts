import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { changeProfile } from '../../src/accounts/renew.ts'
import { paths } from '../../src/contracts/paths.ts'
import { PHONE } from '../support/browser.ts'
import { references } from '../support/desk.ts'
import { looksRight } from '../support/looks.ts'
import { actorOf } from '../support/mechanism.ts'
import { makeOrganisation, type Organisation } from '../support/organisation.ts'
import { serve, type Served } from '../support/served.ts'
import { tell } from '../support/tell.ts'
import { press, signIn } from '../support/walk.ts'

describe('The head of the desk on a phone', { timeout: 240_000 }, () => {
  let served: Served
  let ines: Page
  let joseph: Page
  let centre: Organisation
  let file: string
  beforeAll(async () => {
    served = await serve()
    const { dam: operationId } = served.mechanism.operations
    await tell(served.context, { told: { operationId, organisationId: served.mechanism.organisations.dam } })
    file = `/desk/grievances/${[...(await references(served))][0] ?? ''}`
    ines = await served.window({ screen: PHONE, language: 'en', scripts: true })
    await signIn(ines, served.mechanism.people.ines, served.clock, '/desk/')
    await ines.goto(file)
    await press(ines, ines.locator('button[name="conflict"][value="no"]'))
    centre = await makeOrganisation(served, served.mechanism, { name: 'Three Wells Centre', lead: 'Joseph', member: 'Neema' })
    joseph = await served.window({ screen: PHONE, language: 'en', scripts: true })
    await signIn(joseph, centre.lead, served.clock, paths.desk.spoken())
  })
  afterAll(() => served.stop())

  it.each(['en', 'sw', 'ar', 'es'])('cuts no word in %s, and nothing of it scrolls sideways', async language => {
    for (const { id, email, name } of [served.mechanism.people.ines, centre.lead])
      await changeProfile(served.context, actorOf({ id }), { name, email, language })
    const pages = [
      [ines, 'queue', '/desk/queue'],
      [ines, 'file', file],
      [joseph, 'spoken', paths.desk.spoken()],
    ] as const
    for (const [page, name, path] of pages) {
      await page.goto(path)
      expect(await page.locator('html').getAttribute('lang')).toBe(language)
      await looksRight(page, `desk-head-${name}-${language}`)
      for (const width of [PHONE.width, 320]) {
        await page.setViewportSize({ width, height: PHONE.height })
        expect.soft(await cutIn(page), `${name} at ${width} px`).toEqual([])
      }
      await page.setViewportSize(PHONE)
    }
  })
})

/** What of the head and the menu does not show whole: parts that scroll, and words that stick out of what holds them. */
function cutIn(page: Page): Promise<string[]> {
  return page.evaluate(`(() => {
    const parts = [...document.querySelectorAll('header.bar, header.bar .wrap, nav, nav a, header.bar .pill, header.bar button')]
    const width = document.documentElement.clientWidth
    const outside = ({ left, right }) => left < -1 || right > width + 1
    const cut = one => one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 2 || outside(one.getBoundingClientRect())
    return parts.filter(cut).map(one => one.outerHTML.slice(0, 120))
  })()`)
}
