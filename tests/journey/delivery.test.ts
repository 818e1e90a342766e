import { beforeEach, expect, it } from 'vitest'
import { deliver, settle, type Case } from '../support/case.ts'
import { inMechanism } from '../support/here.ts'

const DAY = 86_400_000

inMechanism('Whether it came', here => {
  let one: Case
  beforeEach(async () => {
    one = await here.delivered()
  })
  const statuses = async (): Promise<string[]> => (await one.remedies()).map(({ status }) => status)
  const close = async (): Promise<void> => {
    const ending = { closure: 'cl_remedied', finding: 'fd_dialogue_no_finding', agreement: 'ag_full', delivery: 'rd_full_verified' }
    const told = { view: 'cv_satisfied', organisationSays: 'Done.', message: 'It is put right.', routes: ['route_legal_aid'] }
    await settle(one, here.mechanism)
    await one.acts(here.people.wanjiru, 'prepare-closing', { ...ending, ...told })
    await one.acts(here.people.ines, 'close', {})
  }
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
    const file = await one.file(here.people.wanjiru)
    expect(file.text).toMatch(/Compensation [^:]*: Part of it was done original Half the money came\./)
    expect(file.text).toContain('The person said that it came, but is not enough')
    expect(file.text).not.toContain('did not come')
  })

  it('leaves the rest owed where only a part came, and it can be reported and asked about again', async () => {
    await one.does(6, { result1: 'confirmed', result2: 'confirmed' })
    expect(await one.clocks()).not.toContain('delivery')
    await one.does(6, { result1: 'partly' })
    expect(await one.clocks()).toEqual(['delivery', 'findings', 'update'])
    here.instance.clock.advance(60 * DAY)
    expect((await one.person()).text).toMatch(/The organisation is late/)
    const [part] = await one.remedies()
    await one.acts(here.people.wanjiru, `report-delivery/${part?.id ?? ''}`, { evidence: 'The rest was paid.' })
    await one.does(6, { result1: 'confirmed' })
    expect([await statuses(), await one.clocks()]).toEqual([
      ['verified', 'verified'],
      ['findings', 'update'],
    ])
  })

  it('can be looked into by somebody independent once she has been silent for thirty days, and her own word still counts more', async () => {
    const { wanjiru, ines } = here.people
    const [money, never] = await one.remedies()
    const check = (remedy: typeof money): string => `record-check/${remedy?.id ?? ''}`
    const found = { checker: 'monitor', found: 'I saw the receipts and asked at the market.', apart: 'yes' }
    const file = await one.file(wanjiru)
    expect(file.html).not.toContain('/record-check/')
    expect((await file.get(`/desk/grievances/${one.reference}/${check(money)}`)).status).toBe(409)
    here.instance.clock.advance(30 * DAY)
    const page = await (await one.file(wanjiru)).get(`/desk/grievances/${one.reference}/${check(money)}`)
    await page.submit({ ...found, result: 'confirmed', apart: '' }, check(money))
    expect(page.status).toBe(422)
    await one.acts(wanjiru, check(money), { ...found, result: 'confirmed' })
    await one.acts(wanjiru, check(never), { ...found, result: 'not_delivered' })
    expect(await statuses()).toEqual(['verified', 'disputed'])
    expect(await one.clocks()).toContain('delivery')
    await deliver(one, here.mechanism, 'They ask now.')
    expect((await one.file(wanjiru)).html).not.toContain('/record-check/')
    here.instance.clock.advance(30 * DAY)
    await one.acts(wanjiru, check(never), { ...found, result: 'confirmed' })
    const theirs = await one.person()
    expect(theirs.text).toMatch(/Compensation [^:]*: Somebody independent found that it came I saw the receipts/)
    expect(theirs.text).not.toContain('You said that it came')
    expect(theirs.text, 'she is still asked').toContain('Did it come?')
    expect(theirs.text).not.toContain('Change what you said')
    expect((await one.file(wanjiru)).text).toMatch(
      /What the person says Compensation [^:]*: no word of their own\. Somebody independent found that it came/,
    )
    await one.does(6, { result1: 'not_delivered', words1: 'Nobody asked me. Nothing came.' })
    expect(await statuses()).toEqual(['disputed', 'verified'])
    expect((await one.file(ines)).html).not.toContain('/record-check/')
  })

  it('has a day for each: what comes first leaves the next one due by its own day, and what she says of one leaves the other hers to say', async () => {
    const fresh = await here.agreed()
    const [money, never] = await fresh.remedies()
    const report = (remedy: typeof money): Promise<unknown> =>
      fresh.acts(here.people.wanjiru, `report-delivery/${remedy?.id ?? ''}`, { evidence: 'It is done.' })
    const moneyDay = fresh.inDays(20)
    const neverDay = fresh.inDays(21)
    expect(await fresh.due('delivery')).toBe(moneyDay)
    await report(money)
    const askedFirst = fresh.inDays(30)
    expect([await fresh.due('delivery'), await fresh.due('verification')]).toEqual([neverDay, askedFirst])
    here.instance.clock.advance(5 * DAY)
    await report(never)
    const askedNext = fresh.inDays(30)
    expect([await fresh.due('delivery'), await fresh.due('verification')]).toEqual([undefined, askedFirst])
    await fresh.does(6, { result1: 'confirmed' })
    expect(await fresh.due('verification')).toBe(askedNext)
    await fresh.does(6, { result1: 'not_delivered' })
    expect([await fresh.due('delivery'), await fresh.due('verification')]).toEqual([moneyDay, askedNext])
    await fresh.does(6, { result2: 'confirmed' })
    expect([await fresh.due('delivery'), await fresh.due('verification')]).toEqual([moneyDay, undefined])
  })

  it('is asked later by the days of a pause, of what comes next as well', async () => {
    const fresh = await here.agreed()
    const [money, never] = await fresh.remedies()
    const report = (remedy: typeof money): Promise<unknown> =>
      fresh.acts(here.people.wanjiru, `report-delivery/${remedy?.id ?? ''}`, { evidence: 'It is done.' })
    await report(money)
    here.instance.clock.advance(5 * DAY)
    await report(never)
    const next = fresh.inDays(30 + 40)
    await fresh.does(13, { words: '' })
    here.instance.clock.advance(40 * DAY)
    await fresh.does(14, { words: '' })
    await fresh.does(6, { result1: 'confirmed' })
    expect(await fresh.due('verification')).toBe(next)
  })

  it('has the time of the standards for each thing that is raised again after closing, in whatever order', async () => {
    await one.does(6, both)
    await close()
    here.instance.clock.advance(90 * DAY)
    await one.does(6, { result2: 'not_delivered' })
    const anew = one.inDays(30)
    await one.does(6, { result1: 'not_delivered' })
    expect(await one.due('delivery')).toBe(anew)
  })

  it('is owed by the day that was agreed where that is still to come once it is raised again, and she hears from us meanwhile', async () => {
    const agreed = one.inDays(21)
    await one.does(6, both)
    await close()
    await one.does(6, { result2: 'not_delivered' })
    expect([await one.due('delivery'), await one.clocks()]).toEqual([agreed, ['delivery', 'reply', 'update']])
  })

  it('is asked once the organisation says that it came, or its day has passed; before that she may say it, and nothing waits', async () => {
    const early = await here.agreed()
    const asked = async (): Promise<number> => [...(await early.person()).html.matchAll(/href="\/en\/messages\/6"><svg/g)].length
    expect([await asked(), (await early.person()).links().includes('/en/messages/6')]).toEqual([0, true])
    here.instance.clock.advance(22 * DAY)
    expect(await asked()).toBe(1)
    await early.does(6, { result1: 'not_delivered', result2: 'not_delivered' })
    expect(await asked(), 'nor is she asked the same again').toBe(0)
    await deliver(early, here.mechanism)
    expect(await asked()).toBe(1)
  })

  it('is asked about no more where the last offer was refused and everything else came before', async () => {
    const { wanjiru } = here.people
    const fresh = await here.admitted()
    const offer = { organisation: here.mechanism.organisations.dam, asked: '', subtype: '', replaces: '', amount: '', currency: '' }
    const put = async (): Promise<unknown> =>
      fresh.acts(wanjiru, 'put-proposal', { rightsChecked: 'yes', adviceOffered: 'yes', message: 'This is the offer.' })
    const path = { type: 'restitution', terms: 'The path is open', deadline: fresh.inDays(20) }
    await fresh.acts(wanjiru, 'draft-offer', { ...offer, ...path })
    const ask = { type: 'guarantee_non_repetition', terms: 'They ask', deadline: fresh.inDays(21) }
    await fresh.acts(wanjiru, 'draft-offer', { ...offer, ...ask })
    await put()
    await fresh.does(5, { answer1: 'accept', answer2: 'discuss', words: '' })
    const [first, second] = await fresh.remedies()
    await fresh.acts(wanjiru, `report-delivery/${first?.id ?? ''}`, { evidence: 'It is open.' })
    await fresh.does(6, { result1: 'confirmed' })
    await fresh.acts(wanjiru, 'draft-offer', { ...offer, ...ask, terms: 'They tell you', replaces: second?.id ?? '' })
    await put()
    await fresh.does(5, { answer1: 'refuse', words: '' })
    expect(await fresh.clocks()).not.toContain('delivery')
    await settle(fresh, here.mechanism)
    expect((await fresh.file(wanjiru)).html).toContain('/prepare-closing')
  })

  it('is the person’s to say in their own time: nobody is late while it is asked', async () => {
    here.instance.clock.advance(60 * DAY)
    await one.acts(here.people.wanjiru, 'answer-message', { message: 'Did it come?' })
    expect(await one.clocks()).toContain('verification')
    expect((await one.person()).text).not.toMatch(/late since/)
  })

  it('leaves nothing late once all of it came, and is late again when it did not after all', async () => {
    here.instance.clock.advance(25 * DAY)
    await one.does(6, { result1: 'not_delivered' })
    expect(await one.clocks()).toContain('delivery')
    await one.does(6, { result1: 'confirmed' })
    expect(await one.clocks(), 'the other one is said to have come, and is hers to say').toEqual([
      'findings',
      'reply',
      'update',
      'verification',
    ])
    await one.does(6, { result2: 'confirmed' })
    expect(await one.clocks()).toEqual(['findings', 'reply', 'update'])
    here.instance.clock.advance(31 * DAY)
    expect((await one.person()).text).not.toContain('what was promised to you')
    expect((await one.person()).text).toContain('All that was promised is confirmed.')
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
    here.instance.clock.advance(30 * DAY)
    await one.does(6, { result1: 'confirmed' })
    here.instance.clock.advance(31 * DAY)
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
    const { wanjiru, ines, mariam } = here.people
    expect((await one.shows(9)).text).not.toContain('You asked for this already')
    await one.does(9, { words: 'Look at the path again.' })
    expect((await one.shows(9)).text).toMatch(
      /You asked for this already[.] It is being looked at again, .* at the latest on [^.]*\d[^.]*[.] What you write/,
    )
    await one.does(9, { words: 'And at the gate.' })
    expect((await one.file(mariam)).text).toMatch(/Look at the path again[.].*And at the gate[.]/)
    const panel = await (await one.file(mariam)).get(`/desk/grievances/${one.reference}/decide-looking-again`)
    expect(panel.html).not.toContain('value="reopened"')
    await panel.submit({ review: 'resumed', message: 'We look again.' }, 'decide-looking-again')
    await one.does(6, { result1: 'confirmed', result2: 'not_delivered', words2: 'The path is closed.' })
    expect(await one.clocks()).toEqual(expect.arrayContaining(['delivery', 'findings', 'reply']))
    await one.acts(wanjiru, 'issue-findings', { finding: 'fd_founded', message: 'You were right.' })
    expect((await one.file(wanjiru)).html).not.toContain('/prepare-closing')
    await deliver(one, here.mechanism, 'It is open now.')
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
