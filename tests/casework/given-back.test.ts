import { beforeAll, expect, it } from 'vitest'
import type { Case } from '../support/case.ts'
import { inMechanism } from '../support/here.ts'
import { digitsNow } from '../support/mechanism.ts'

const YES = { req_impact: 'yes', req_connection: 'yes', req_understandable: 'yes', outcome: 'admitted', ground: '', note: '' }
const NO = { ...YES, outcome: 'not_admitted', ground: 'na_no_company_link', routes: ['route_ombuds'] }
const NOTHING = { finding: 'fd_none', agreement: 'ag_na', delivery: 'rd_not_due', view: 'cv_unknown', organisationSays: '—' }

inMechanism('Somebody who leaves a team', here => {
  let held: Case
  let admission: Case
  let closing: Case

  beforeAll(async () => {
    const { wanjiru, ines } = here.people
    held = await here.told()
    admission = await here.told()
    closing = await here.told()
    for (const one of [held, admission, closing])
      await one.acts(wanjiru, 'acknowledge', { readback: 'The path is closed.', message: 'Hello.' })
    await admission.acts(wanjiru, 'prepare-admission', { ...YES, message: 'We take it on.' })
    await closing.acts(wanjiru, 'prepare-admission', { ...NO, message: 'We could not.' })
    await closing.acts(ines, 'decide-admission', {})
    await closing.acts(wanjiru, 'prepare-closing', { ...NOTHING, closure: 'cl_not_admitted', message: 'We close it.' })
  })

  it('gives back what they held, is on duty no more, and nothing that they prepared waits for anybody', async () => {
    const { people, teams } = here.mechanism
    const lead = await here.signedIn('ines')
    expect(lead.text).toContain('A decision waits for a second person')
    await lead.get('/desk/steward/duty')
    const member = `${teams.river.principalId} ${people.wanjiru.id}`
    await lead.submit({ member, rank: '1', fromOn: held.inDays(0), untilOn: held.inDays(9) }, 'duty')
    expect(lead.html).toContain('<b>Wanjiru</b>')
    await lead.get(`/desk/steward/people/${people.wanjiru.id}/${teams.river.principalId}/remove`)
    expect(lead.text).toContain('2 open cases that they hold will have nobody')
    here.instance.clock.advance(30_000)
    await lead.submit({ digits: digitsNow(people.ines, here.instance.clock) }, 'remove')
    expect(lead.url).toBe('/desk/steward/people')
    const { text } = await lead.get('/desk/')
    for (const one of [held, admission, closing]) expect(text.split('Nobody holds it')[1]).toContain(one.reference)
    expect(text).not.toContain('A decision waits')
    expect(text).not.toContain('Held by colleagues')
    expect((await lead.get('/desk/steward/duty')).html).not.toContain('Wanjiru')
    const missing = (await lead.get('/desk/steward')).text
    expect(missing, 'the steward reads which team it is').toContain('A second person in River team:')
    expect(missing).toContain('Somebody on duty today in River team and Works team')
  })

  it('leaves each case with its promises running and the next step open to whoever takes it on', async () => {
    const { ines } = here.people
    expect((await held.person()).text).toContain('another person of the team goes on')
    const { text: decided } = await closing.person()
    expect(decided, 'nobody goes on with what was decided').toMatch(/Whoever worked on it is no longer here(?!; another)/)
    for (const one of [held, admission]) expect(await one.clocks()).toEqual(['eligibility', 'update'])
    await held.does(7, { words: '' })
    const unsafe = (await here.signedIn('ines')).text
    expect(unsafe).toMatch(new RegExp(`Safety: answer first .*${held.reference} .*nobody holds it .*Nobody holds it`))
    expect(unsafe.split(held.reference)).toHaveLength(2)
    expect(unsafe.split('nobody holds it')).toHaveLength(2)
    await held.acts(ines, 'answer-safety', { message: 'We call you today.' })
    for (const one of [held, admission, closing]) await one.acts(ines, 'take-on', { handler: ines.id })
    const { text } = await here.signedIn('ines')
    for (const one of [held, admission]) expect(text.split(' Due ')[1]).toContain(one.reference)
    expect(text).not.toContain('Nobody holds it')
  })

  it('leaves what they prepared to be read, and nothing to be prepared that nobody is left to settle', async () => {
    const { ines } = here.people
    for (const [one, words, action] of [
      [admission, 'We take it on.', 'prepare-admission'],
      [closing, 'We close it.', 'prepare-closing'],
    ] as const) {
      const file = await one.file(ines)
      expect(file.text).toContain('given back: whoever held it is no longer in the team')
      expect(file.text).toContain('prepared decision returned: whoever prepared it, or could have settled it, no longer works on this case')
      expect(file.text).toContain(words)
      expect((await one.person()).text).not.toContain(words)
      expect(file.text).toContain('You cannot prepare a decision now: one person prepares it')
      expect(file.html).not.toContain(action)
      await file.get(`/desk/grievances/${one.reference}/${action}`)
      expect([file.status, file.text.includes('Nobody else could settle it')]).toEqual([409, true])
    }
  })
})
