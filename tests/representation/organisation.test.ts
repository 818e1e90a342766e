import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { paths } from '../../src/contracts/paths.ts'
import { deliverLetters } from '../../src/letters/deliver.ts'
import { DATABASES } from '../support/databases.ts'
import type { Instance } from '../support/instance.ts'
import { digitsNow, type SetUp, type Staff } from '../support/mechanism.ts'
import type { Organisation } from '../support/organisation.ts'
import { openPage, revoke, SPEAKS, startSpeaking, tellFor, type Speaking } from '../support/speaking.ts'

describe.each(DATABASES)('An organisation with an account on %s', kind => {
  let instance: Instance
  let mechanism: SetUp
  let tupendo: Organisation
  let signIn: Speaking['signIn']
  beforeAll(async () => {
    ;({ instance, mechanism, tupendo, signIn } = await startSpeaking(kind))
  })
  afterAll(() => instance.stop())

  const lettersTo = (person: Staff) => instance.letters.filter(letter => letter.to === person.email).length

  it('is made by a steward, its key sealed to its lead and to the recovery sheet, and no story is ever routed to it', async () => {
    const steward = await signIn(mechanism.people.ines)
    await steward.get('/desk/steward/teams')
    await steward.submit({ name: 'Salt Workers Union', kind: 'representative', lead: mechanism.people.ines.id }, 'teams')
    const team = await instance.context.db
      .selectFrom('teams')
      .selectAll()
      .where('name', '=', 'Salt Workers Union')
      .executeTakeFirstOrThrow()
    expect(team.kind).toBe('representative')
    const { recovery_id } = await instance.context.db.selectFrom('mechanism').select('recovery_id').executeTakeFirstOrThrow()
    const grants = await instance.context.db.selectFrom('team_grants').select('grantee_id').where('team_id', '=', team.id).execute()
    expect(grants.map(grant => grant.grantee_id).sort()).toEqual([mechanism.people.ines.id, recovery_id ?? ''].sort())
    await steward.get('/desk/steward/routing')
    expect(steward.html).not.toContain(team.id)
    expect(steward.html).toContain(mechanism.teams.river.principalId)
  })

  it('is joined by whom its own lead invites, to no other team and never as a steward', async () => {
    const lead = await signIn(tupendo.lead)
    await lead.get('/desk/steward/people')
    expect(lead.html).not.toContain('name="steward"')
    const asked = { email: 'rehema@tupendo.example', role: 'handler' }
    await lead.submit({ ...asked, team: mechanism.teams.river.principalId }, 'people')
    expect(lead.status).toBe(422)
    await lead.submit({ ...asked, team: tupendo.team.principalId, steward: 'yes' }, 'people')
    expect(lead.text).toContain('rehema@tupendo.example')
    const invited = await instance.context.db.selectFrom('invitations').select(['team_id', 'steward']).execute()
    expect(invited).toEqual([{ team_id: tupendo.team.principalId, steward: false }])
    const member = await signIn(tupendo.member)
    await member.get('/desk/steward/people')
    expect(member.status).toBe(404)
    const works = await signIn(mechanism.people.otieno)
    await works.get('/desk/steward/people')
    expect(works.text).toContain('Salma')
    expect(works.html).not.toContain('name="email"')
  })

  it('takes a person out through its own lead, who sees the people of no other team', async () => {
    const lead = await signIn(tupendo.lead)
    await lead.get('/desk/steward/people')
    expect(lead.text).toContain('Neema')
    expect(lead.text).not.toContain('Wanjiru')
    await lead.get(`/desk/steward/people/${tupendo.member.id}/${tupendo.team.principalId}/remove`)
    instance.clock.advance(30_000)
    await lead.submit({ digits: digitsNow(tupendo.lead, instance.clock) }, 'remove')
    expect(lead.url).toBe('/desk/steward/people')
    expect(lead.text).not.toContain('Neema')
  })

  it('hears that there is news while its mandate lets it, and nothing once the person ended it', async () => {
    const { code, reference } = await tellFor(instance, mechanism, tupendo.lead)
    const handler = await signIn(mechanism.people.salma)
    await handler.get(`/desk/grievances/${reference}`)
    await handler.submit({ conflict: 'no' }, 'declare-interest')
    await handler.get(`/desk/grievances/${reference}/acknowledge`)
    await handler.submit({ readback: 'You wrote.', message: 'We read it.' }, 'acknowledge')
    await deliverLetters(instance.context)
    expect(lettersTo(tupendo.lead)).toBe(1)
    expect(instance.letters.find(letter => letter.to === tupendo.lead.email)?.text).not.toContain(reference)
    await revoke(await openPage(instance, code))
    await handler.get(`/desk/grievances/${reference}/answer-message`)
    await handler.submit({ message: 'For her alone.' }, 'answer-message')
    await deliverLetters(instance.context)
    expect(lettersTo(tupendo.lead)).toBe(1)
  })

  it('is ended once, however often the button is pressed, and only by the person whose mandate it is', async () => {
    const { code } = await tellFor(instance, mechanism, tupendo.lead)
    const other = await tellFor(instance, mechanism, tupendo.lead)
    const asha = await openPage(instance, code)
    const stranger = await openPage(instance, other.code)
    await asha.get(SPEAKS)
    const end = /name="end" value="([^"]+)"/.exec(asha.html)?.[1] ?? ''
    await stranger.get(SPEAKS)
    await stranger.submit({ end }, SPEAKS)
    const pressed = asha.prepared({ end }, SPEAKS)
    await asha.repeat(pressed)
    await asha.repeat(pressed)
    expect(asha.url).toBe(paths.message('sw', 'speaks'))
    const revoked = await instance.context.db
      .selectFrom('mandates')
      .select('id')
      .where('ended_by', '=', 'person')
      .where('id', '=', end)
      .execute()
    expect(revoked).toHaveLength(1)
    const events = await instance.context.db.selectFrom('events').select('facts').where('type', '=', 'mandate_revoked').execute()
    expect(events.filter(event => event.facts.mandateId === end)).toHaveLength(1)
  })

  it('comes to the form with a ticket that is worth half an hour, and with none of anybody else', async () => {
    const visitor = await signIn(tupendo.lead)
    const form = visitor.prepared({}, '/form/begin')
    expect(form.url).not.toContain('ticket')
    const forged = visitor.prepared({ ticket: 'AAAA' }, '/form/begin')
    expect((await visitor.repeat(forged)).status).toBe(403)
    instance.clock.advance(31 * 60_000)
    expect((await visitor.repeat(form)).status).toBe(403)
  })
})
