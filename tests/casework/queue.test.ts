import { expect, it } from 'vitest'
import { RESTING_STAGES } from '../../src/domain/rules.ts'
import { inMechanism } from '../support/here.ts'

inMechanism('The queue', here => {
  it('has a filter for every stage in which a grievance rests, and finds by it what was agreed in part', async () => {
    const { wanjiru } = here.people
    const one = await here.admitted()
    const offer = { organisation: here.mechanism.organisations.dam, asked: '', subtype: '', replaces: '', amount: '', currency: '' }
    for (const terms of ['They ask before they close', 'They open the path'])
      await one.acts(wanjiru, 'draft-offer', { ...offer, type: 'guarantee_non_repetition', terms, deadline: one.inDays(20) })
    await one.acts(wanjiru, 'put-proposal', { rightsChecked: 'yes', adviceOffered: 'yes', message: 'This is the offer.' })
    await one.does(5, { answer1: 'accept', answer2: 'discuss', words: '' })
    const visitor = await (await here.signedIn('wanjiru')).get('/desk/queue')
    const stages = visitor.links().flatMap(link => /stage(?:=|&#x3D;)(\w+)/.exec(link)?.[1] ?? [])
    expect(stages).toEqual(RESTING_STAGES)
    expect(stages).toEqual(expect.arrayContaining(['partly_agreed', 'not_agreed', 'withdrawn', 'not_admitted', 'closed']))
    expect((await visitor.get('/desk/queue?stage=partly_agreed')).text).toContain(one.reference)
    expect((await visitor.get('/desk/queue?stage=not_agreed')).text).not.toContain(one.reference)
  })

  it('says as Today does that our regular word is late where the person may take their time', async () => {
    const one = await here.delivered()
    here.instance.clock.advance(32 * 86_400_000)
    const visitor = await here.signedIn('wanjiru')
    for (const page of ['', 'queue'])
      expect((await visitor.get(`/desk/${page}`)).text, page).toMatch(new RegExp(`days? late ${one.reference}`))
  })
})
