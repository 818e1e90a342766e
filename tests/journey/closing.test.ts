import { beforeEach, expect, it } from 'vitest'
import { admit, agree, deliver, settle, type Case } from '../support/case.ts'
import { inMechanism } from '../support/here.ts'
import type { Visitor } from '../support/visitor.ts'

const RIGHT = {
  closure: 'cl_remedied',
  finding: 'fd_dialogue_no_finding',
  agreement: 'ag_full',
  delivery: 'rd_full_verified',
  view: 'cv_satisfied',
  organisationSays: 'We regret it.',
  message: 'We close it.',
}

const DAY = 86_400_000

inMechanism('Closing', here => {
  let one: Case
  beforeEach(async () => {
    one = await here.told()
  })

  async function preparing(): Promise<Visitor> {
    return (await one.file(here.people.wanjiru)).get(`/desk/grievances/${one.reference}/prepare-closing`)
  }
  async function offered(page: Visitor, field: string): Promise<string[]> {
    const [, options = ''] = new RegExp(`<select id="${field}"[^>]*>([^]*?)</select>`).exec(page.html) ?? []
    return [...options.matchAll(/value="([^"]+)"/g)].map(([, value = '']) => value)
  }

  it('waits for the person and says so, beside what the organisation says of each delivery', async () => {
    await agree(one, here.mechanism)
    await deliver(one, here.mechanism, 'Paid on Monday.')
    const file = await one.file(here.people.wanjiru)
    expect(file.html).not.toContain('prepare-closing')
    expect(file.text).toContain('It cannot be closed yet: a remedy is open')
    expect(file.text).toMatch(/The organisation says Compensation [^:]*: \u2068Paid on Monday\./)
    expect(file.text).not.toContain('The organisation says Nothing yet')
    const refused = await preparing()
    expect(refused.status).toBe(409)
    expect(refused.text).toContain('once the person has said of each one whether it came')
  })

  it('can come without an offer, once the person was told what was found, and they can have it looked at again', async () => {
    const { wanjiru, ines } = here.people
    await admit(one, here.mechanism)
    const early = await preparing()
    expect(early.status).toBe(409)
    expect(early.text).toContain('What was found is not told yet')
    await one.acts(wanjiru, 'issue-findings', { finding: 'fd_not_founded', message: 'We could not confirm it.' })
    const ending = { closure: 'cl_not_founded', finding: 'fd_not_founded', agreement: 'ag_na', delivery: 'rd_none_offered' }
    await one.acts(wanjiru, 'prepare-closing', { ...RIGHT, ...ending, view: 'cv_unknown', routes: ['route_legal_aid'] })
    await one.acts(ines, 'close', {})
    const person = await one.person()
    expect(person.text).toContain('We close it.')
    expect(person.html).toContain('href="/en/messages/9"')
  })

  it('calls nobody lost who was just heard from, and no organisation unwilling that did all it agreed to', async () => {
    const { wanjiru } = here.people
    const lost = ['cl_lost_contact', 'cl_unresolved_company_refused']
    const those = async (): Promise<string[]> => (await offered(await preparing(), 'closure')).filter(code => lost.includes(code))
    await agree(one, here.mechanism)
    await deliver(one, here.mechanism)
    await settle(one, here.mechanism)
    await one.does(6, { result1: 'confirmed', result2: 'partly' })
    expect(await those()).toEqual([])
    for (const message of ['What is missing?', 'Are you there?', 'We ask once more.'])
      await one.acts(wanjiru, 'answer-message', { message })
    expect(await those(), 'asked three times today').toEqual([])
    here.instance.clock.advance(90 * DAY)
    expect(await those()).toEqual(['cl_lost_contact'])
    await one.does(2, { message: 'The lower gate.' })
    expect(await those()).toEqual([])
    const other = await here.admitted()
    await other.acts(wanjiru, 'issue-findings', { finding: 'fd_founded', message: 'You were right.' })
    const page = await (await other.file(wanjiru)).get(`/desk/grievances/${other.reference}/prepare-closing`)
    expect(
      (await offered(page, 'closure')).filter(code => lost.includes(code)),
      'nothing was asked',
    ).toEqual([])
  })

  it('says that it was put right only where the person said so of everything, and no more once she says less', async () => {
    const { wanjiru, ines } = here.people
    await agree(one, here.mechanism)
    await deliver(one, here.mechanism)
    await one.does(6, { result1: 'confirmed', result2: 'partly' })
    expect((await preparing()).text, 'although all of it is said').toContain('What was found is not told yet')
    await settle(one, here.mechanism)
    const partly = await preparing()
    expect(await offered(partly, 'delivery')).toEqual(['rd_partial_verified'])
    expect(await offered(partly, 'closure')).not.toContain('cl_remedied')
    expect(await offered(partly, 'view')).not.toContain('cv_satisfied')
    await partly.submit(RIGHT, 'prepare-closing')
    expect(partly.status).toBe(422)
    await one.does(6, { result2: 'confirmed' })
    expect(await offered(await preparing(), 'delivery')).toEqual(['rd_full_verified'])
    await one.acts(wanjiru, 'prepare-closing', RIGHT)
    await one.does(6, { result1: 'partly' })
    const lead = await (await one.file(ines)).get(`/desk/grievances/${one.reference}/close`)
    await lead.submit({}, 'close')
    expect(lead.status).toBe(409)
    expect(lead.text).toContain('The person has said something since.')
    await one.does(6, { result1: 'confirmed' })
    await one.acts(ines, 'close', {})
    expect(await one.clocks()).toEqual([])
  })

  it('says what was found only where it was told, and that she is satisfied only where she said so herself', async () => {
    const { wanjiru } = here.people
    await agree(one, here.mechanism)
    await deliver(one, here.mechanism)
    await one.does(6, { result1: 'confirmed' })
    here.instance.clock.advance(30 * DAY)
    const [, never] = await one.remedies()
    const found = { checker: 'monitor', result: 'confirmed', found: 'I asked at the market.', apart: 'yes' }
    await one.acts(wanjiru, `record-check/${never?.id ?? ''}`, found)
    await settle(one, here.mechanism)
    const checked = await preparing()
    expect(await offered(checked, 'delivery')).toEqual(['rd_full_verified'])
    expect(await offered(checked, 'finding')).toEqual(['fd_dialogue_no_finding'])
    expect(await offered(checked, 'view')).not.toContain('cv_satisfied')
    await one.acts(wanjiru, 'issue-findings', { finding: 'fd_partly', message: 'Most of it happened.' })
    expect((await one.file(wanjiru)).text).toMatch(/What was found[^.]*Partly confirmed|Partly confirmed/)
    await one.does(6, { result2: 'confirmed' })
    const said = await preparing()
    expect(await offered(said, 'finding')).toEqual(['fd_partly'])
    expect(await offered(said, 'view')).toContain('cv_satisfied')
  })

  it('of what she stopped waits for no admission that was prepared before; if she goes on, that is prepared anew', async () => {
    const { wanjiru, ines } = here.people
    const could = { req_impact: 'yes', req_connection: 'yes', req_understandable: 'yes', outcome: 'admitted', ground: '', note: '' }
    await one.acts(wanjiru, 'acknowledge', { readback: 'The path is closed.', message: 'Hello.' })
    await one.acts(wanjiru, 'prepare-admission', { ...could, message: 'We take it on.' })
    await one.does(13, { words: '' })
    await one.does(14, { words: '' })
    await one.acts(wanjiru, 'prepare-admission', { ...could, message: 'We take it on.' })
    await one.does(13, { words: '' })
    await one.acts(ines, 'check-in-private', { pressed: 'free', note: 'She decided it herself.' })
    const free = {
      ...RIGHT,
      closure: 'cl_withdrawn_free',
      finding: 'fd_none',
      agreement: 'ag_na',
      delivery: 'rd_none_offered',
      view: 'cv_unknown',
    }
    await one.acts(wanjiru, 'prepare-closing', free)
    await one.acts(ines, 'close', {})
  })

  it('takes what fits together alone, and shows an offer that nobody has put to the person as that', async () => {
    const { wanjiru } = here.people
    await admit(one, here.mechanism)
    const member = await one.file(wanjiru)
    const at = (action: string): string => `/desk/grievances/${one.reference}/${action}`
    await (await member.get(at('name-rights'))).submit({ rights: [] }, 'name-rights')
    expect(member.status).toBe(422)
    expect(member.text).toContain('Nothing was chosen, so nothing was saved.')
    await one.acts(wanjiru, 'name-rights', { rights: ['right_water'] })
    await one.acts(wanjiru, 'name-rights', { rights: [] })
    const offer = { organisation: here.mechanism.organisations.dam, type: 'compensation', terms: 'Money', amount: '448', currency: 'KES' }
    await (await member.get(at('draft-offer'))).submit({ ...offer, subtype: 'gnr_training', deadline: one.inDays(9) }, 'draft-offer')
    expect(member.status).toBe(422)
    expect(member.text).toContain('This does not belong to the form of remedy that you chose above.')
    await member.submit({ ...offer, subtype: 'compensation_costs', deadline: one.inDays(9) }, 'draft-offer')
    expect(member.text).toContain('Recorded; not put to the person yet')
  })

  it('says nothing of what nobody offered, confirmed or said, and looking again leaves it as it is', async () => {
    const { wanjiru, ines, mariam } = here.people
    await one.acts(wanjiru, 'acknowledge', { readback: 'The path is closed.', message: 'Hello.' })
    const no = { req_impact: 'yes', req_connection: 'no', req_understandable: 'yes', outcome: 'not_admitted', note: '' }
    await one.acts(wanjiru, 'prepare-admission', {
      ...no,
      ground: 'na_no_company_link',
      message: 'We could not.',
      routes: ['route_ombuds'],
    })
    await one.acts(ines, 'decide-admission', {})
    const page = await preparing()
    expect(await offered(page, 'agreement')).toEqual(['ag_none', 'ag_third_party_decision', 'ag_na'])
    expect(await offered(page, 'delivery')).toEqual(['rd_none_offered', 'rd_not_due'])
    expect(await offered(page, 'view')).toEqual(['cv_not_asked_safe', 'cv_unknown'])
    expect(await offered(page, 'closure')).toEqual(['cl_referred', 'cl_not_admitted'])
    const nothing = { finding: 'fd_none', agreement: 'ag_na', delivery: 'rd_not_due', view: 'cv_unknown', organisationSays: '—' }
    await one.acts(wanjiru, 'prepare-closing', { ...nothing, closure: 'cl_not_admitted', message: 'We close it.' })
    await one.acts(ines, 'close', {})
    await one.does(9, { words: 'Please look again.' })
    expect(await one.clocks()).toEqual(['look_again'])
    await one.acts(mariam, 'decide-looking-again', { review: 'upheld', message: 'It stays as it is.' })
    expect(await one.clocks()).toEqual([])
  })
})
