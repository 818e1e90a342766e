import { expect, it } from 'vitest'
import { settle } from '../support/case.ts'
import { inMechanism } from '../support/here.ts'

const DAY = 86_400_000

inMechanism('What an organisation never delivers', here => {
  const letter = { message: 'The dam was sold, and nobody pays. You were right to ask for it.', routes: ['route_legal_aid'] }

  it('is told to her by a lead once its day has passed, with other doors, and she can say at any time that it came', async () => {
    const { wanjiru, ines } = here.people
    const one = await here.agreed()
    const [money, never] = await one.remedies()
    const failing = `record-failure/${money?.id ?? ''}`
    const statuses = async (): Promise<string[]> => (await one.remedies()).map(({ status }) => status)
    const early = await (await one.file(ines)).get(`/desk/grievances/${one.reference}/${failing}`)
    expect(early.status).toBe(409)
    here.instance.clock.advance(22 * DAY)
    expect((await one.file(wanjiru)).html).not.toContain(failing)
    const lead = await (await one.file(ines)).get(`/desk/grievances/${one.reference}/${failing}`)
    await lead.submit({}, failing)
    expect([lead.status, await statuses()], 'a letter is not sent as it began').toEqual([422, ['agreed', 'agreed']])
    await one.acts(ines, failing, letter)
    expect([await statuses(), await one.clocks()]).toEqual([
      ['failed', 'agreed'],
      ['delivery', 'findings', 'update'],
    ])
    const amina = await one.person()
    expect(amina.text).toContain('We told you that it will not come')
    expect(amina.text).toMatch(/The dam was sold.*Legal aid/)
    await one.does(6, { result2: 'partly' })
    expect((await one.person()).text, 'the rest of the other one is owed').toContain('We follow it up with those who owe it')
    await one.acts(wanjiru, `report-delivery/${never?.id ?? ''}`, { evidence: 'They ask now.' })
    await one.does(6, { result2: 'confirmed' })
    expect((await one.person()).text).toContain('we expect no more of it')
    const saying = await one.shows(6)
    expect([...saying.html.matchAll(/name="result1" value="(\w+)"/g)].map(([, value]) => value)).toEqual(['confirmed', 'partly'])
    expect(saying.text).toContain('Say that something came after all, or is not right')
    await one.does(6, { result1: 'partly' })
    expect(await statuses(), 'of what nobody expects, a part makes nobody expect the rest').toEqual(['failed', 'verified'])
    expect(await one.clocks()).toEqual(['findings', 'update'])
    expect((await one.person()).text).toContain('You said that part of it came. The rest was not done')
    await one.does(6, { result1: 'confirmed' })
    expect(await statuses()).toEqual(['verified', 'verified'])
  })

  it('is told of the rest where a part came, and it can be closed as delivered in part', async () => {
    const { wanjiru, ines } = here.people
    const one = await here.agreed()
    const [money, never] = await one.remedies()
    await one.does(6, { result1: 'partly', result2: 'confirmed' })
    const file = await one.file(ines)
    const failing = `record-failure/${money?.id ?? ''}`
    expect((await file.get(`/desk/grievances/${one.reference}/${failing}`)).status, 'its day is to come').toBe(409)
    here.instance.clock.advance(22 * DAY)
    expect((await one.person()).text).toContain('Not all that was promised came')
    const rest = await one.acts(ines, failing, letter)
    expect(rest.text).toContain('told that the rest will not come')
    expect((await one.remedies()).map(({ id, status }) => [id, status])).toEqual([
      [money?.id, 'failed'],
      [never?.id, 'verified'],
    ])
    expect(await one.clocks()).not.toContain('delivery')
    expect((await one.shows(6)).text).toContain('Money for the harvest⁩ · You said that part of it came. The rest was not done')
    expect((await one.person()).text).toContain('You said that part of it came. The rest was not done')
    await settle(one, here.mechanism)
    const closing = await (await one.file(wanjiru)).get(`/desk/grievances/${one.reference}/prepare-closing`)
    expect(closing.html).toContain('value="rd_partial_verified"')
    expect(closing.html).not.toMatch(/value="rd_(not_delivered|full_verified|pending)"/)
  })

  it('lets a case be closed as not delivered, and a new offer be put before', async () => {
    const { wanjiru, ines } = here.people
    const one = await here.admitted()
    const offer = { asked: '', subtype: '', replaces: '', amount: '', currency: '', organisation: here.mechanism.organisations.dam }
    const put = async (offered: Readonly<Record<string, string>>): Promise<unknown> => {
      await one.acts(wanjiru, 'draft-offer', { ...offer, ...offered })
      return one.acts(wanjiru, 'put-proposal', { rightsChecked: 'yes', adviceOffered: 'yes', message: 'This is the offer.' })
    }
    await put({ type: 'compensation', terms: 'Money', amount: '448', currency: 'KES', deadline: one.inDays(20) })
    expect((await one.shows(5)).text).not.toContain('this day has passed')
    here.instance.clock.advance(22 * DAY)
    expect((await one.shows(5)).text, 'whoever says yes knows what it means').toMatch(/this day has passed.*You can still say yes/)
    await one.does(5, { answer1: 'accept', words: '' })
    await one.does(6, { result1: 'not_delivered' })
    expect(await one.clocks()).toContain('reply')
    for (const { id } of await one.remedies()) await one.acts(ines, `record-failure/${id}`, letter)
    expect(await one.clocks(), 'it answers what she said').toEqual(['findings', 'update'])
    expect((await one.shows(6)).text).toMatch(/Say that something came after all .*We told you that it will not come/)
    expect((await one.person()).text).toContain('What was promised did not come')
    await one.acts(wanjiru, 'draft-offer', { ...offer, type: 'restitution', terms: 'Land upstream', deadline: one.inDays(2) })
    here.instance.clock.advance(3 * DAY)
    const late = await (await one.file(wanjiru)).get(`/desk/grievances/${one.reference}/put-proposal`)
    await late.submit({ rightsChecked: 'yes', adviceOffered: 'yes', message: 'This is the offer.' }, 'put-proposal')
    expect([late.status, late.text.includes('The day of one of these offers has passed')]).toEqual([422, true])
    const draft = (await one.remedies()).find(({ status }) => status === 'under_discussion')?.id ?? ''
    await put({ replaces: draft, type: 'restitution', terms: 'Land upstream', deadline: one.inDays(9) })
    await one.does(5, { answer1: 'refuse', words: 'It floods.' })
    await settle(one, here.mechanism)
    const file = await (await one.file(wanjiru)).get(`/desk/grievances/${one.reference}/prepare-closing`)
    expect(file.html).toContain('value="cl_unresolved_company_refused"')
    expect(file.html).toContain('value="rd_not_delivered"')
    expect(file.html).not.toMatch(/value="(cl_remedied|rd_full_verified|rd_pending)"/)
    const axes = { closure: 'cl_unresolved_company_refused', finding: 'fd_dialogue_no_finding', agreement: 'ag_partial' }
    const ending = { ...axes, delivery: 'rd_not_delivered', view: 'cv_not', organisationSays: 'Sold.', routes: ['route_legal_aid'] }
    await one.acts(wanjiru, 'prepare-closing', { ...ending, message: 'It did not come. You were right to tell us.' })
    await one.acts(ines, 'close', {})
    expect((await one.person()).text).toMatch(/It was not done.*What you say Compensation .{0,60}: You said that it did not come/)
  })
})
