import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { paths } from '../../src/contracts/paths.ts'
import { DESKTOP, PHONE } from '../support/browser.ts'
import { looksRight } from '../support/looks.ts'
import { makeOrganisation, type Organisation } from '../support/organisation.ts'
import { serve, type Served } from '../support/served.ts'
import { answer, follow, press, signIn, textOf } from '../support/walk.ts'

describe(
  'An organisation that speaks for a widow, at a desk with scripts, and she on her phone without, in Arabic',
  { timeout: 240_000 },
  () => {
    let served: Served
    let centre: Organisation
    let joseph: Page
    let asha: Page
    let code: string
    let reference: string
    beforeAll(async () => {
      served = await serve()
      centre = await makeOrganisation(served, served.mechanism, { name: 'Three Wells Centre', lead: 'Joseph', member: 'Neema' })
      joseph = await served.window({ screen: DESKTOP, language: 'en', scripts: true })
      asha = await served.window({ screen: PHONE, language: 'ar', scripts: false })
    })
    afterAll(() => served.stop())

    it('Joseph signs in to his list and tells what happened to her; the code is hers', async () => {
      await signIn(joseph, centre.lead, served.clock, paths.desk.spoken())
      await looksRight(joseph, 'speaking-list-empty')
      await press(joseph, joseph.locator('form[action$="/form/begin"] button'))
      await looksRight(joseph, 'speaking-form')
      await joseph.locator('main [name="story"]').fill('Her husband was buried at the pit in April. Nobody came to tell her.')
      await press(joseph, joseph.locator('button[value="send"]'))
      await looksRight(joseph, 'speaking-check')
      await answer(joseph, {})
      await looksRight(joseph, 'speaking-receipt')
      code = (await joseph.locator('.code span').allInnerTexts()).join('')
      expect(code).toMatch(/^\d{24}$/)
      await press(joseph, joseph.locator('main form button.act'))
      await looksRight(joseph, 'speaking-list')
      const line = joseph.locator('main tbody a').first()
      reference = await line.innerText()
      await press(joseph, line)
      await looksRight(joseph, 'speaking-case')
    })

    it('he writes down how she asked him, and writes for her', async () => {
      await follow(joseph, await joseph.locator('a[href*="record-mandate"]').first().getAttribute('href').then(String))
      await looksRight(joseph, 'speaking-mandate')
      await answer(joseph, { scope: ['talk', 'receive'], evidence: 'me_thumb_witness', how: 'With her sister.' })
      await joseph.locator('main [name="message"]').fill('She can be met on Thursdays.')
      await press(joseph, joseph.locator('main form button.act').first())
      expect(await textOf(joseph)).toContain('Joseph, Three Wells Centre')
    })

    it('she opens her page with the code, reads who speaks for her, and ends it with one button', async () => {
      await asha.goto('/ar/messages')
      await answer(asha, { code })
      expect(await textOf(asha)).toContain('Three Wells Centre')
      await looksRight(asha, 'speaking-her-page')
      await follow(asha, paths.message('ar', 'speaks'))
      await looksRight(asha, 'speaking-who')
      await press(asha, asha.locator('main button.leave').first())
      await looksRight(asha, 'speaking-nobody')
      expect(await textOf(asha)).toContain(served.context.words.in('ar').t('representation:speaks.nobody'))
      await press(asha, asha.locator('main button').last())
      await looksRight(asha, 'speaking-new-code')
      await press(asha, asha.locator('main button.act').last())
    })

    it('his next request finds nothing; after a pause his list asks the passphrase, and one tap locks it', async () => {
      await joseph.goto(paths.desk.spoken(reference))
      expect(await joseph.locator('h1').innerText()).toBe(served.context.words.in('en').t('failure:notFound.title'))
      await joseph.goto(paths.desk.again(paths.desk.spoken()))
      await looksRight(joseph, 'speaking-again')
      await answer(joseph, { passphrase: centre.lead.passphrase })
      await joseph.goto(paths.desk.spoken('hand-over'))
      await looksRight(joseph, 'speaking-hand-over')
      await press(joseph, joseph.locator('form[action$="/lock"] button'))
      expect(new URL(joseph.url()).pathname).toBe('/desk/sign-in')
    })
  },
)
