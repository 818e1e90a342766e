import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newCase, type Case } from '../support/case.ts'
import { DATABASES } from '../support/databases.ts'
import { startInstance, type Instance } from '../support/instance.ts'
import { digitsNow, setUpMechanism, type SetUp } from '../support/mechanism.ts'
import { Visitor } from '../support/visitor.ts'

const ADMITTED = { req_impact: 'yes', req_connection: 'yes', req_understandable: 'yes', outcome: 'admitted', ground: '', note: '' }

describe.each(DATABASES)('Somebody who leaves a team, on %s', kind => {
  let instance: Instance
  let mechanism: SetUp
  let held: Case
  let prepared: Case
  let passedOn: Case

  beforeAll(async () => {
    instance = await startInstance(kind)
    mechanism = await setUpMechanism(instance)
    const { wanjiru } = mechanism.people
    held = await newCase(instance, mechanism)
    prepared = await newCase(instance, mechanism)
    passedOn = await newCase(instance, mechanism)
    for (const one of [held, prepared, passedOn])
      await one.acts(wanjiru, 'acknowledge', { readback: 'The path is closed.', message: 'Hello.' })
    for (const one of [prepared, passedOn]) await one.acts(wanjiru, 'prepare-admission', { ...ADMITTED, message: 'We take it on.' })
  })
  afterAll(() => instance.stop())

  async function ines(): Promise<Visitor> {
    return mechanism.signIn(new Visitor(instance.app, instance.other), mechanism.people.ines)
  }

  it('gives back what they held, and is on duty no more', async () => {
    const { people, teams } = mechanism
    const lead = await ines()
    await lead.get('/desk/steward/duty')
    const member = `${teams.river.principalId} ${people.wanjiru.id}`
    await lead.submit({ member, rank: '1', fromOn: held.inDays(0), untilOn: held.inDays(9) }, 'duty')
    expect(lead.html).toContain('<b>Wanjiru</b>')
    await lead.get(`/desk/steward/people/${people.wanjiru.id}/remove?team=${teams.river.principalId}`)
    expect(lead.text).toContain('3 open cases that they hold will have nobody')
    instance.clock.advance(30_000)
    await lead.submit({ digits: digitsNow(people.ines, instance.clock) }, 'remove')
    expect(lead.url).toBe('/desk/steward/people')
    const today = (await lead.get('/desk/')).text
    expect(today).toMatch(
      new RegExp(`A decision waits for a second person .*${prepared.reference}.* nobody holds it .* Nobody holds it .*${held.reference}`),
    )
    expect(today).not.toContain('Held by colleagues')
    expect((await lead.get('/desk/steward/duty')).html).not.toContain('Wanjiru')
  })

  it('leaves what they prepared, where the last of the team may not read it either, to be prepared anew by the team that takes over', async () => {
    const { ines: lead, otieno, salma } = mechanism.people
    const last = await (await ines()).get(`/desk/grievances/${passedOn.reference}`)
    await last.submit({ conflict: 'yes' }, 'declare-interest')
    const file = await passedOn.file(otieno)
    expect([file.html.includes('/decide-admission'), file.html.includes('/prepare-admission')]).toEqual([false, true])
    expect((await passedOn.person()).text).toContain('Works team')
    await passedOn.acts(otieno, 'take-on', { handler: otieno.id })
    await passedOn.acts(otieno, 'prepare-admission', { ...ADMITTED, message: 'It is ours now.' })
    const settling = await (await passedOn.file(salma)).get(`/desk/grievances/${passedOn.reference}/decide-admission`)
    expect(settling.text).toContain('It is ours now.')
    expect((await passedOn.file(lead)).status).toBe(404)
  })

  it('leaves each case with one event, its promises running and the next step open to whoever takes it on', async () => {
    const { ines: lead } = mechanism.people
    expect((await held.person()).text).toContain('another person of the team goes on')
    for (const one of [held, prepared]) expect(await one.clocks()).toEqual(['eligibility', 'update'])
    const file = await prepared.file(lead)
    expect(file.text).toContain('given back: whoever held it is no longer in the team')
    await prepared.acts(lead, 'return-admission', { note: 'She has left; I look at it again.' })
    for (const one of [held, prepared]) await one.acts(lead, 'take-on', { handler: lead.id })
    expect((await ines().then(visitor => visitor.get('/desk/'))).text).not.toContain('Nobody holds it')
  })
})
