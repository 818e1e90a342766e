import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { agree, deliver, newCase, type Case } from '../support/case.ts'
import { DATABASES } from '../support/databases.ts'
import { startInstance, type Instance } from '../support/instance.ts'
import { setUpMechanism, type SetUp } from '../support/mechanism.ts'

const DAY = 86_400_000

describe.each(DATABASES)('Whether it came, on %s', kind => {
  let instance: Instance
  let mechanism: SetUp
  let one: Case
  beforeAll(async () => {
    instance = await startInstance(kind)
    mechanism = await setUpMechanism(instance)
  })
  afterAll(() => instance.stop())
  beforeEach(async () => {
    one = await newCase(instance, mechanism)
    await agree(one, mechanism)
    await deliver(one, mechanism)
  })
  const statuses = async (): Promise<string[]> => (await one.remedies()).map(({ status }) => status)
  const both = { result1: 'confirmed', result2: 'confirmed' }

  it('is not taken without an answer: words alone, and nothing at all, are asked about and kept', async () => {
    const amina = await one.shows(6)
    await amina.submit({ words2: 'They closed it again on Monday.', alone: 'alone' }, '/6')
    expect(amina.status).toBe(422)
    expect(amina.text).toContain('You wrote something about this. Please choose as well')
    expect(amina.html).toContain('They closed it again on Monday.</textarea>')
    expect(amina.html).toMatch(/value="alone" checked/)
    await amina.submit({ words2: '', alone: '' }, '/6')
    expect(amina.status).toBe(422)
    expect(amina.text).toContain('Nothing was chosen, so nothing was sent.')
    expect(await statuses()).toEqual(['reported_delivered', 'reported_delivered'])
  })

  it('stands as she said it, with the words that belong to it, on her page and at the desk', async () => {
    await one.does(6, {
      result1: 'partly',
      words1: 'Half the money came.',
      result2: 'delivered_but_not_enough',
      words2: 'They ask too late.',
    })
    const { text } = await one.person()
    expect(text).toMatch(/Compensation [^:]*: You said that part of it came Half the money came\./)
    expect(text).toMatch(/Guarantees [^:]*: You said that it came, but is not enough They ask too late\./)
    expect(text).not.toMatch(/You said that it (did not come|came [^,])/)
    const file = await one.file(mechanism.people.wanjiru)
    expect(file.text).toMatch(/Compensation [^:]*: Part of it was done original Half the money came\./)
    expect(file.text).toContain('The person said that it came, but is not enough')
    expect(file.text).not.toContain('did not come')
  })

  it('leaves nothing late once all of it came, and is late again when it did not after all', async () => {
    instance.clock.advance(25 * DAY)
    await one.does(6, { result1: 'not_delivered' })
    expect(await one.clocks()).toContain('delivery')
    await one.does(6, { result1: 'confirmed' })
    expect(await one.clocks()).toContain('delivery')
    await one.does(6, { result2: 'confirmed' })
    expect(await one.clocks()).not.toContain('delivery')
    instance.clock.advance(31 * DAY)
    expect((await one.person()).text).not.toContain('what was promised to you')
    await one.does(6, { result2: 'not_delivered' })
    expect(await one.clocks()).toContain('delivery')
  })

  it('can be changed for thirty days, of two answers on one day the later one counts, and after that it can only be raised again', async () => {
    await one.does(6, both)
    const amina = await one.person()
    expect(amina.text).toContain('Change what you said about what came')
    await one.does(6, { result1: 'partly' })
    await one.does(6, { result1: 'not_delivered' })
    await one.does(6, { result1: 'partly' })
    expect((await one.person()).text).toContain('You said that part of it came')
    expect(await statuses()).toEqual(['verified_partly', 'verified'])
    instance.clock.advance(30 * DAY)
    await one.does(6, { result1: 'confirmed' })
    instance.clock.advance(31 * DAY)
    expect((await one.person()).text).toContain('Say that something is not right after all')
    const again = await one.shows(6)
    expect(again.html).not.toContain('value="partly"')
    await again.submit({ result1: 'partly', words1: 'Only half.' }, '/6')
    expect(again.status).toBe(422)
    expect(again.text).toContain('More than 30 days have passed since you said this')
    expect(again.html).toContain('Only half.</textarea>')
    await one.does(6, { result2: 'not_delivered', words2: 'They closed the path again.' })
    expect(await statuses()).toEqual(['verified', 'disputed'])
    expect(await one.clocks()).toEqual(expect.arrayContaining(['delivery', 'reply']))
    await one.does(6, { result2: 'confirmed' })
    expect(await statuses()).toEqual(['verified', 'verified'])
  })

  it('goes on while it is looked at again: it can come, or not, and nothing of what was agreed begins anew', async () => {
    const { wanjiru, ines, mariam } = mechanism.people
    await one.does(9, { words: 'Look at the path again.' })
    const panel = await (await one.file(mariam)).get(`/desk/grievances/${one.reference}/decide-looking-again`)
    expect(panel.html).not.toContain('value="reopened"')
    await panel.submit({ review: 'resumed', message: 'We look again.' }, 'decide-looking-again')
    await one.does(6, { result1: 'confirmed', result2: 'not_delivered', words2: 'The path is closed.' })
    expect(await one.clocks()).toEqual(expect.arrayContaining(['delivery', 'findings', 'reply']))
    await one.acts(wanjiru, 'issue-findings', { finding: 'fd_founded', message: 'You were right.' })
    expect((await one.file(wanjiru)).html).not.toContain('/prepare-closing')
    await deliver(one, mechanism, 'It is open now.')
    await one.does(6, { result2: 'confirmed' })
    expect(await statuses()).toEqual(['verified', 'verified'])
    const remedied = {
      closure: 'cl_remedied',
      finding: 'fd_founded',
      agreement: 'ag_full',
      delivery: 'rd_full_verified',
      view: 'cv_satisfied',
    }
    await one.acts(wanjiru, 'prepare-closing', {
      ...remedied,
      organisationSays: 'Done.',
      message: 'It is put right.',
      routes: ['route_legal_aid'],
    })
    await one.acts(ines, 'close', {})
    expect((await one.person()).text).toContain('It is put right.')
  })
})
