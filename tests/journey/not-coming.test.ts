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
    await one.acts(wanjiru, `report-delivery/${never?.id ?? ''}`, { evidence: 'They ask now.' })
    await one.does(6, { result2: 'confirmed' })
    expect((await one.person()).text).toContain('we expect no more of it')
    const saying = await one.shows(6)
    expect([...saying.html.matchAll(/name="result1" value="(\w+)"/g)].map(([, value]) => value)).toEqual(['confirmed', 'partly'])
    await one.does(6, { result1: 'confirmed' })
    expect(await statuses()).toEqual(['verified', 'verified'])
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
    await one.does(5, { answer1: 'accept', words: '' })
    here.instance.clock.advance(22 * DAY)
    for (const { id } of await one.remedies()) await one.acts(ines, `record-failure/${id}`, letter)
    expect(await one.clocks()).toEqual(['findings', 'update'])
    await put({ type: 'restitution', terms: 'Land upstream', deadline: one.inDays(9) })
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
    expect((await one.person()).text).toContain('It was not done')
  })
})
