import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { paths, type MessagePage } from '../../src/contracts/paths.ts'
import { draftIdOf } from '../../src/intake/draft-cookie.ts'
import { FIRST } from '../../src/intake/steps.ts'
import { grievancesVisibleTo } from '../../src/grievances/visible.ts'
import { DATABASES } from '../support/databases.ts'
import { actOn, newestReference, openFile, references } from '../support/desk.ts'
import { startInstance, type Instance } from '../support/instance.ts'
import { setUpMechanism, type SetUp } from '../support/mechanism.ts'
import { Visitor } from '../support/visitor.ts'
import { codeOn, cookiesOf, STORY } from './told.ts'

const page = (name: MessagePage): string => paths.message('en', name)

describe.each(DATABASES)('The ways to tell it, on %s', kind => {
  let instance: Instance
  let mechanism: SetUp
  beforeAll(async () => {
    instance = await startInstance(kind)
    mechanism = await setUpMechanism(instance)
  })
  afterAll(() => instance.stop())

  const visitor = (): Visitor => new Visitor(instance.app, instance.other)
  const rowOf = (reference: string) =>
    grievancesVisibleTo(instance.context.db, { kind: 'system' })
      .selectAll('grievances')
      .where('reference', '=', reference)
      .executeTakeFirstOrThrow()

  /** Goes through pages of the form, sends, and gives the code, the reference and what the receipt says. */
  async function tell(
    amina: Visitor,
    first: number,
    answers: readonly Record<string, string | string[]>[],
  ): Promise<[string, string, string]> {
    const known = await references(instance)
    await amina.get(`/en/form/${first}`)
    for (const values of answers) await amina.submit(values)
    expect(amina.url, amina.text.slice(0, 300)).toBe('/en/form/7')
    instance.clock.advance(60_000)
    await amina.submit({})
    const code = codeOn(amina) ?? ''
    const receipt = amina.text
    await amina.submit({ go: 'have' }, '/form/8')
    return [code, await newestReference(instance, known), receipt]
  }

  async function own(code: string): Promise<Visitor> {
    const amina = visitor()
    await amina.get('/en/messages')
    return amina.submit({ code }, '/1')
  }

  async function does(code: string, name: MessagePage, values: Record<string, string | string[]>): Promise<Visitor> {
    const amina = await own(code)
    await amina.get(page(name))
    await amina.submit(values, page(name))
    expect(amina.url, amina.text.slice(0, 400)).toBe('/en/messages')
    return amina
  }

  it('takes feedback on three pages, answers it, and looks into it under the same code without its being told again', async () => {
    const words = 'The canteen water tastes of diesel since the new tank.'
    const [code, reference] = await tell(visitor(), FIRST.word, [{ about: 'feedback', word: words }, { wordReply: 'code' }])
    expect(await rowOf(reference)).toMatchObject({ kind: 'feedback', stage: 'received' })
    const herPage = (await own(code)).text
    expect([herPage.includes('You got in touch with us'), herPage.includes('You told us')]).toEqual([true, false])
    const otieno = await openFile(instance, mechanism, mechanism.people.otieno, reference)
    expect(otieno.text).toContain(words)
    await otieno.get(`/desk/grievances/${reference}/acknowledge`)
    expect(otieno.status).toBe(409)
    await actOn(otieno, reference, 'answer-word', { message: 'Thank you. Is anyone ill?' })
    await does(code, 'upgrade', { words: 'Yes, two of us.' })
    expect(await rowOf(reference)).toMatchObject({ kind: 'grievance', stage: 'acknowledged' })
    const amina = await own(code)
    expect(amina.text).toContain(words)
    expect(amina.text).toContain('It is looked into as something that happened')
    await otieno.get(`/desk/grievances/${reference}`)
    expect(otieno.links()).toContain(`/desk/grievances/${reference}/prepare-admission`)
  })

  it('tells a fifteen-year-old what we must report before the story, needs no parent, and keeps topic and place out of the clear', async () => {
    const young = visitor()
    await young.get(`/en/form/${FIRST.young}`)
    expect(young.html.indexOf('that we must tell people')).toBeGreaterThan(0)
    expect(young.html.indexOf('that we must tell people')).toBeLessThan(young.html.indexOf('name="youngStory"'))
    const [code, reference] = await tell(young, FIRST.young, [
      { youngStory: 'He sends my pictures around at school.', youngSafe: 'no' },
      { mustNotKnow: 'My father', youngName: 'Sky' },
    ])
    const row = await rowOf(reference)
    expect(row).toMatchObject({ priority: 'P1', restricted: true, operation_id: null })
    const otieno = await openFile(instance, mechanism, mechanism.people.otieno, reference)
    expect(otieno.text).toContain('My father')
    expect((await own(code)).text).toContain('He sends my pictures')
  })

  it('calls whoever asks for it at night; the number is seen where the call is made, and what is said is written down and read back', async () => {
    instance.clock.set(new Date('2026-09-05T23:40:00Z'))
    const night = visitor()
    await night.get(`/en/form/${FIRST.call}`)
    await night.submit({ callPhone: '12' })
    expect([night.status, night.text.includes('does not look like a telephone number')]).toEqual([422, true])
    const asked = { callPhone: '+254 700 000 123', callHours: 'After 18:00', callWord: 'maize', callElse: 'The clinic' }
    const [code, reference, receipt] = await tell(night, FIRST.call, [asked])
    expect(receipt).toContain('A person calls you at the hours that you named, as soon as we can You get')
    const herPage = (await own(code)).text
    expect([herPage.includes('You asked us to call you'), herPage.includes('You told us')]).toEqual([true, false])
    const otieno = await mechanism.signIn(visitor(), mechanism.people.otieno)
    expect(otieno.text).toContain('Calls due')
    await otieno.get(`/desk/grievances/${reference}`)
    await otieno.submit({ conflict: 'no' }, 'declare-interest')
    await actOn(otieno, reference, 'record-call', { reached: 'missed' })
    expect((await own(code)).text).toContain('We called, and did not reach you')
    await otieno.get(`/desk/grievances/${reference}/record-call`)
    expect(otieno.text).toContain('maize')
    await actOn(otieno, reference, 'record-call', {
      reached: 'reached',
      heard: 'They cut my pay in August.',
      since: 'August',
      readBack: 'yes',
    })
    const amina = await own(code)
    expect(amina.text).toContain('They cut my pay in August.')
    await otieno.get('/desk/')
    expect(otieno.text).not.toContain('Calls due')
  })

  it('is begun in a library, left with its code, and finished at home in another browser', async () => {
    const library = visitor()
    await library.get('/en/form/1')
    await library.submit({ story: STORY, go: 'save' })
    expect(library.url).toBe('/en/form/8')
    const code = codeOn(library) ?? ''
    expect(code).toHaveLength(24)
    await library.get('/en/form/8')
    expect(codeOn(library)).toBe(code)
    await library.submit({}, '/form/8')
    await library.get('/en/form/2')
    expect([library.url, library.text.includes('guards closed the path')]).toEqual(['/en/form/1', false])
    instance.clock.advance(10 * 86_400_000)
    const home = await own(code)
    expect(home.url).toBe('/en/form/2')
    await home.submit({ need: 'Water', go: 'send' })
    expect(home.text).toContain('guards closed the path')
    await home.submit({})
    expect(codeOn(home)).toBe(code)
    expect((await own(code)).text).toContain('guards closed the path')
  })

  it('keeps a page that is left with something wrong on it as it was typed, gives the code at once, and asks again before sending', async () => {
    const amina = visitor()
    await amina.get('/en/form/1')
    await amina.submit({ story: STORY })
    for (const number of [2, 3]) expect((await amina.submit({ go: 'skip' })).url).toBe(`/en/form/${number + 1}`)
    await amina.submit({ name: 'Amina W.', go: 'back' })
    expect([amina.status, amina.url]).toEqual([200, '/en/form/3'])
    await amina.get('/en/form/4')
    expect(amina.html).toContain('value="Amina W."')
    expect(amina.html, 'nothing is called wrong before it is gone on from').not.toContain('id="errors"')
    await amina.submit({ phone: '12', go: 'save' })
    expect([amina.url, codeOn(amina)?.length]).toEqual(['/en/form/8', 24])
    const home = await own(codeOn(amina) ?? '')
    expect(home.url).toBe('/en/form/4')
    expect(home.html).toContain('value="12"')
    await home.get('/en/form/7')
    expect(home.text, 'checked').toContain('does not look like a telephone number')
    await home.submit({ phone: '', go: 'send' })
    expect([home.status, home.html.includes('href="#known-1"')], 'gone on from').toEqual([422, true])
    await home.submit({ known: 'team', go: 'send' })
    expect([home.url, home.text.includes('Amina W.')]).toEqual(['/en/form/7', true])
  })

  it('keeps what was typed on a page that is skipped, says that it is not sent, and sends it once it is answered after all', async () => {
    const amina = visitor()
    await amina.get('/en/form/1')
    await amina.submit({ story: STORY })
    await amina.submit({ need: 'Water near the village', go: 'skip' })
    await amina.submit({ go: 'skip' })
    await amina.submit({ name: 'Amina W.', go: 'skip' })
    await amina.submit({ go: 'skip' })
    await amina.submit({ reader: 'yes', go: 'skip' })
    expect([amina.url, amina.text.match(/What you wrote there is not sent/g)?.length]).toEqual(['/en/form/7', 3])
    expect(amina.text).toContain('You did not answer this. If someone is')
    expect(amina.text).not.toMatch(/Water near the village|Amina W\./)
    await amina.get('/en/form/2')
    expect(amina.html).toContain('>Water near the village</textarea>')
    await amina.submit({ shown_in: 'sw' })
    await amina.submit({ go: 'back' })
    await amina.get('/en/form/7')
    expect(amina.text, 'left as it was').not.toContain('Water near the village')
    await amina.get('/en/form/2')
    await amina.submit({})
    expect([amina.url, amina.text.includes('Water near the village'), amina.text.includes('Amina W.')]).toEqual(['/en/form/7', true, false])
    await amina.submit({})
    const [code] = [codeOn(amina) ?? '']
    const page = await own(code)
    expect(page.text).toContain('Water near the village')
    expect(page.text).not.toContain('Amina W.')
  })

  it('comes back to the same page in another language with everything that was typed, and begins nothing for whoever only looks', async () => {
    const amina = visitor()
    await amina.get('/en/form/1')
    await amina.submit({ shown_in: 'sw' })
    expect(amina.url).toBe('/sw/form/1')
    expect(
      await instance.context.db
        .selectFrom('drafts')
        .select('id')
        .where('id', '=', draftIdOf(cookiesOf(amina).get('d') ?? ''))
        .execute(),
    ).toEqual([])
    expect(amina.html).toMatch(/<button[^>]* form="page" name="shown_in" value="ar"/)
    await amina.submit({ story: 'Half a', shown_in: 'ar' })
    expect([amina.url, amina.html.includes('>Half a</textarea>')]).toEqual(['/ar/form/1', true])
    await amina.submit({ story: STORY, ongoing: 'yes', shown_in: 'fr' })
    expect(amina.url, 'a language that is not offered').toBe('/ar/form/1')
    await amina.submit({ shown_in: 'en' })
    await amina.submit({})
    expect(amina.url).toBe('/en/form/2')
    await amina.get('/en/form/1')
    expect(amina.html).toMatch(/name="ongoing" value="yes" checked/)
  })

  it('shows back everything that was answered, on the person’s own page and in print, and nothing that is sealed apart', async () => {
    const amina = visitor()
    const [code] = await tell(amina, 1, [
      { story: STORY, safe: 'not_sure' },
      { need: 'Water near the village' },
      { capacity: 'cap_affected_group', people: 'many', since: 'March', where: 'At the lower bridge', operation: 'unknown' },
      { known: 'team', name: 'Amina W.', reply: 'call', phone: '+254 700 000 001' },
      { topics: ['topic_no_consultation'], computer: 'yes' },
      { go: 'skip' },
    ])
    await does(code, 'addWish', { need: '', wish: 'Open the path again' })
    const lines = [
      ['What do you need now?', 'Water near the village'],
      ['Where did it happen?', 'At the lower bridge'],
      ['It is about', 'Nobody asked us'],
      ['What would you like to happen?', 'Open the path again'],
    ]
    const herPage = await own(code)
    for (const url of [paths.messages('en'), page('print')]) {
      await herPage.get(url)
      for (const [label = '', answer = ''] of lines)
        expect(herPage.html).toMatch(new RegExp(`<dt>${label.replace('?', '[?]')}.*</dt><dd dir="auto">${answer}</dd>`))
      expect(herPage.text).not.toMatch(/Amina W[.]|700 000 001/)
    }
  })

  it('asks later what was left out, on the person’s own page, and lets them tell about themselves in a compartment apart', async () => {
    const [code, reference] = await tell(visitor(), 1, [{ story: STORY, go: 'send' }])
    await does(code, 'addWish', { need: 'A well in the village', wish: '' })
    await does(code, 'addTopics', { topics: ['topic_water_pollution'], computer: 'yes' })
    await does(code, 'aboutYou', { aboutMe: ['sv_disability'], worse: 'I cannot walk far.', forHelp: 'yes' })
    const otieno = await openFile(instance, mechanism, mechanism.people.otieno, reference)
    for (const said of ['A well in the village', 'I cannot walk far.']) expect(otieno.text).toContain(said)
    const topics = await instance.context.db
      .selectFrom('grievance_topics')
      .select('topic')
      .where('grievance_id', '=', (await rowOf(reference)).id)
      .execute()
    expect(topics.map(row => row.topic).sort()).toEqual(['topic_automated_decision', 'topic_water_pollution'])
  })

  it('promises an answer about safety and a call to whoever says in the form that they are not safe and want to be called', async () => {
    const reach = { reply: 'call', phone: '+254 700 000 001', hours: 'Evenings' }
    const amina = visitor()
    const [code, reference] = await tell(amina, 1, [
      { story: STORY, safe: 'no' },
      { go: 'skip' },
      { go: 'skip' },
      reach,
      { go: 'skip' },
      { go: 'skip' },
    ])
    expect(amina.text).toContain('calls you')
    const running = await instance.context.db
      .selectFrom('clocks')
      .select('clock')
      .where('grievance_id', '=', (await rowOf(reference)).id)
      .orderBy('clock')
      .execute()
    expect(running.map(row => row.clock)).toEqual(['acknowledgement', 'call', 'safety'])
    const otieno = await openFile(instance, mechanism, mechanism.people.otieno, reference)
    expect(otieno.html).toContain('<span class="chip bad">Safety</span>')
    expect(otieno.text).toContain('+254 700 000 001')
    for (const action of ['record-call', 'answer-safety']) expect(otieno.html).toContain(`${reference}/${action}"`)
    expect(code).toBeDefined()
  })

  it('takes up a person who was punished for speaking before anything else, says nothing for them, and goes on after stopping with every date', async () => {
    const punished = [{ story: STORY, safe: 'yes' }, { go: 'skip' }, { go: 'skip' }, { go: 'skip' }, { punished: 'yes' }, { go: 'skip' }]
    const [code, reference] = await tell(visitor(), 1, punished)
    expect(await rowOf(reference)).toMatchObject({ priority: 'P1' })
    const otieno = await openFile(instance, mechanism, mechanism.people.otieno, reference)
    expect(otieno.html).toContain(`${reference}/answer-safety">Answer on their safety</a>`)
    for (const page of [otieno.text, (await otieno.get('/desk/')).text]) expect(page).not.toMatch(/not safe/i)
    const { id } = await rowOf(reference)
    const running = () =>
      instance.context.db
        .selectFrom('clocks')
        .select(['clock', 'due_at'])
        .where('grievance_id', '=', id)
        .where('met_at', 'is', null)
        .orderBy('clock')
        .execute()
    const before = await running()
    expect(before.map(row => row.clock)).toEqual(['acknowledgement', 'safety'])
    await does(code, 'stop', { words: '' })
    instance.clock.advance(3 * 86_400_000)
    await does(code, 'resume', { words: '' })
    const after = new Map((await running()).map(row => [row.clock, row.due_at]))
    expect([...after.keys()].sort()).toEqual(['acknowledgement', 'safety', 'update'])
    const [acknowledgement] = before
    expect(after.get('acknowledgement')?.getTime()).toBe((acknowledgement?.due_at.getTime() ?? 0) + 3 * 86_400_000)
  })
})
