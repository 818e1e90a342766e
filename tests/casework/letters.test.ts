import { beforeEach, expect, it } from 'vitest'
import { isUnfinished } from '../../src/web/unfinished.ts'
import type { Case } from '../support/case.ts'
import { inMechanism } from '../support/here.ts'
import type { Visitor } from '../support/visitor.ts'

const OFFER = { asked: '', subtype: '', replaces: '', type: 'compensation', amount: '448' }

inMechanism('What is written to a person', here => {
  let one: Case
  beforeEach(async () => {
    one = await here.admitted()
  })

  async function at(page: string): Promise<Visitor> {
    return (await one.file(here.people.wanjiru)).get(`/desk/grievances/${one.reference}/${page}`)
  }
  function begun({ html }: Visitor): string {
    return /<textarea[^>]* name="message"[^>]*>([^]*?)<\/textarea>/.exec(html)?.[1] ?? ''
  }

  it('is not sent as it began while a place in it waits for words, and no promise is met by it', async () => {
    await one.does(7, { words: '' })
    for (const [action, values] of [
      ['answer-safety', {}],
      ['issue-findings', { finding: 'fd_founded' }],
    ] as const) {
      const page = await at(action)
      const running = await one.clocks()
      await page.submit({ ...values, message: begun(page) }, action)
      expect([page.status, page.text.includes('still wait for your words')], action).toEqual([422, true])
      expect(await one.clocks()).toEqual(running)
    }
    await one.acts(here.people.wanjiru, 'answer-safety', { message: `${begun(await at('answer-safety'))} Call the shelter.` })
  })

  it('promises the times that this mechanism keeps', async () => {
    const { db } = here.instance.context
    await db.updateTable('service_standards').set({ count: 7 }).where('clock', '=', 'eligibility').execute()
    const told = await here.told()
    const page = await (await told.file(here.people.wanjiru)).get(`/desk/grievances/${told.reference}/acknowledge`)
    expect(begun(page)).toContain('again in 7 working days at the latest.')
  })

  it('waits for words under each heading, and for what … stands for', () => {
    expect(isUnfinished('We saw:\n\nWe found:', 'We saw:\nthe gate\n\nWe found:')).toBe(true)
    expect(isUnfinished('We saw:\n\nWe found:', 'We saw: the gate\r\n\r\nWe found:\r\nit was shut')).toBe(false)
    expect(isUnfinished('Not, because …\n\nYou were right.', 'Not, because …\n\nYou were right.')).toBe(true)
    expect(isUnfinished('Not, because …\n\nYou were right.', 'Not, because it is far …\n\nYou were right.')).toBe(false)
    expect(isUnfinished('Hello.', 'Hello.')).toBe(false)
  })

  it('goes on with a promise to answer where they say that we did not quite understand', async () => {
    await one.does(18, { right: 'yes', words: '' })
    expect(await one.clocks()).not.toContain('reply')
    const other = await here.admitted()
    await other.does(18, { right: 'no', words: 'It is the upper path.' })
    expect(await other.clocks()).toContain('reply')
  })

  it('asks for an answer only once something was repeated to them, or written down of their voice', async () => {
    const told = await here.told()
    for (const [page, values] of [
      [18, { right: 'yes', words: '' }],
      [18, { right: '' }],
      [27, { heardRight: 'no', correction: 'Words that nobody wrote down.' }],
    ] as const) {
      expect((await told.shows(page)).status).toBe(409)
      const amina = await told.shows(2)
      const sent = amina.prepared({ message: '' }, '/2')
      await amina.repeat({
        ...sent,
        url: `/en/messages/${page}`,
        payload: `${String(sent.payload)}&${String(new URLSearchParams(values))}`,
      })
      expect(amina.status).toBe(409)
      expect((await told.person()).text).not.toMatch(/You said that|Words that nobody/)
    }
    await told.acts(here.people.wanjiru, 'acknowledge', { readback: 'You walk two hours.', message: 'Hello.' })
    for (const right of ['no', 'yes']) await told.does(18, { right, words: '' })
  })

  it('offers nothing that was recorded wrongly and recorded anew, and takes no currency that there is not', async () => {
    const { wanjiru } = here.people
    const offer = { ...OFFER, organisation: here.mechanism.organisations.dam, deadline: one.inDays(20) }
    const wrong = await (await at('draft-offer')).submit({ ...offer, terms: 'Money', currency: 'XYZ' }, 'draft-offer')
    expect(wrong.status).toBe(422)
    await one.acts(wanjiru, 'draft-offer', { ...offer, terms: 'Money, and silence', currency: 'KES' })
    const [first] = await one.remedies()
    await one.acts(wanjiru, 'draft-offer', { ...offer, terms: 'Money alone', currency: 'KES', replaces: first?.id ?? '' })
    await one.acts(wanjiru, 'put-proposal', { rightsChecked: 'yes', adviceOffered: 'yes', message: 'This is the offer.' })
    const { text } = await one.shows(5)
    expect([text.includes('Money alone'), text.includes('silence')]).toEqual([true, false])
  })

  it('goes on in their language when it is offered to nobody else any more', async () => {
    const { db } = here.instance.context
    await db
      .updateTable('mechanism')
      .set({ languages: ['en'] })
      .execute()
    const amina = await here.visitor().get('/sw/messages')
    await amina.submit({ code: one.code }, '/1')
    expect([amina.status, amina.url]).toEqual([200, '/sw/messages'])
    expect((await here.visitor().get('/sw/form/1')).status).toBe(404)
  })
})
