import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { deliverLetters } from '../../src/letters/deliver.ts'
import { DATABASES } from '../support/databases.ts'
import { startInstance, type Instance } from '../support/instance.ts'
import { setUpMechanism, type SetUp } from '../support/mechanism.ts'
import { Visitor } from '../support/visitor.ts'

const PAGES = ['', '/mechanism', '/organisations', '/teams', '/people', '/routing', '/standards', '/standards/reply', '/places', '/letters']

describe.each(DATABASES)('What a steward keeps, on %s', kind => {
  let instance: Instance
  let mechanism: SetUp
  let ines: Visitor

  beforeAll(async () => {
    instance = await startInstance(kind)
    mechanism = await setUpMechanism(instance)
    ines = await mechanism.signIn(new Visitor(instance.app, instance.other), mechanism.people.ines)
  })
  afterAll(() => instance.stop())

  it('does not exist for Wanjiru, who is no steward', async () => {
    const wanjiru = await mechanism.signIn(new Visitor(instance.app), mechanism.people.wanjiru)
    for (const page of PAGES) {
      await wanjiru.get(`/desk/steward${page}`)
      expect(wanjiru.status, page).toBe(404)
    }
  })

  it('shows every page', async () => {
    for (const page of PAGES) {
      await ines.get(`/desk/steward${page}`)
      expect(ines.status, page).toBe(200)
      expect(ines.text, page).not.toMatch(/\w+:\w+\.\w+/)
    }
  })

  it('adds an organisation once however often the page is sent, and gives it another name', async () => {
    await ines.get('/desk/steward/organisations')
    const request = ines.prepared({ name: 'Mine & Sons' }, 'organisations')
    await ines.repeat(request)
    await ines.repeat(request)
    expect(ines.text.split('Mine & Sons').length - 1).toBe(2)
    await ines.submit({ name: '' }, 'organisations')
    expect(ines.status).toBe(422)
    await ines.get(linkAfter(ines, 'Mine &amp; Sons'))
    await ines.submit({ name: 'Mine and Daughters' }, ines.url)
    expect(ines.text).toContain('Mine and Daughters')
    await ines.submit({ organisation: mechanism.organisations.grid, operation: 'North line' }, 'operations')
    expect(ines.text).toContain('North line')
  })

  it('refuses a second organisation, operation or team of one name, with what was typed kept', async () => {
    const { dam, grid } = mechanism.organisations
    const refused = async (page: string, typed: Record<string, string>, form = page): Promise<void> => {
      await ines.get(`/desk/steward/${page}`)
      await ines.submit(typed, form)
      expect([page, ines.status]).toEqual([page, 422])
      expect(ines.text).toContain('There is one of this name already')
      expect(ines.html).toContain(`value="${typed.name ?? typed.operation ?? ''}"`)
    }
    await refused('organisations', { name: 'upper  DAM ltd' })
    await refused('organisations', { organisation: dam, operation: 'Upper Dam' }, 'operations')
    await refused(`organisations/${grid}`, { name: 'Upper Dam Ltd' }, grid)
    await refused('teams', { name: 'river team', kind: 'handling', lead: mechanism.people.ines.id })
    await ines.get('/desk/steward/organisations')
    await ines.submit({ organisation: grid, operation: 'Upper dam' }, 'operations')
    expect(ines.status).toBe(200)
  })

  it('says on every page of a language that its words are unchecked, until Inés names a native reader', async () => {
    const unchecked = 'Hakuna mzungumzaji asilia aliyekagua maneno haya bado'
    const reads = async (page: string): Promise<string> => (await new Visitor(instance.other).get(page)).text
    for (const page of ['/sw/', '/sw/form/1', '/sw/about/safety', '/sw/messages'])
      expect((await reads(page)).split(unchecked)).toHaveLength(2)
    expect(await reads('/en/')).not.toContain('native reader')
    await ines.get('/desk/steward/mechanism')
    await ines.submit({ language: 'sw', reader: 'Asha Mwinyi', checkedOn: '2999-01-01' }, 'checked')
    expect(ines.status).toBe(422)
    expect(ines.html).toContain('value="Asha Mwinyi"')
    await ines.submit({ language: 'sw', reader: 'Asha Mwinyi', checkedOn: '2026-01-05' }, 'checked')
    expect(ines.text).toContain('5 January 2026 · Asha Mwinyi')
    expect(await reads('/sw/form/1')).not.toContain(unchecked)
    expect(await reads('/ar/form/1')).toContain('لم يراجع هذه الكلمات')
  })

  it('promises no slower than the standard, and gives a person no less', async () => {
    await ines.get('/desk/steward/standards/reply')
    await ines.submit({ P1: '25' }, 'reply')
    expect(ines.status).toBe(422)
    expect(ines.text).toContain('This is slower than the standard allows')
    expect(ines.html).toContain('value="25"')
    await ines.submit({ P1: '12' }, 'reply')
    expect(ines.url).toBe('/desk/steward/standards')
    expect(ines.text).toContain('12 hours')
    await ines.get('/desk/steward/standards/your_answer')
    await ines.submit({ P2: '14' }, 'your_answer')
    expect(ines.text).toContain('less time than the standard allows')
    await ines.submit({ P1: '45', P2: '45', P3: '45' }, 'your_answer')
    expect(ines.text).toContain('45 days')
  })

  it('routes by operation, organisation and everything else; the last line always stays', async () => {
    await ines.get('/desk/steward/routing')
    await ines.submit({ organisation: mechanism.organisations.grid, team: mechanism.teams.works.principalId, rank: '2' }, 'routing')
    expect(ines.text).toContain('Grid Co Works team')
    const remove = /action="([^"]*\/remove)"/.exec(ines.html)?.[1] ?? ''
    await ines.submit({}, remove)
    expect(ines.html.match(/\/remove"/g)).toHaveLength(1)
    await ines.submit({ operation: '', organisation: '', team: mechanism.teams.river.principalId, rank: '1' }, 'routing')
    expect(ines.text.match(/Everything else River team 1 Cannot be removed; a new line for everything else takes its place/g)).toHaveLength(
      1,
    )
    const everything = await instance.context.db
      .selectFrom('routing_rules')
      .select('team_id')
      .where('organisation_id', 'is', null)
      .execute()
    expect(everything).toEqual([{ team_id: mechanism.teams.river.principalId }])
  })

  it('says what it is called and which languages it offers, and which nobody has approved', async () => {
    await ines.get('/desk/steward/mechanism')
    expect(ines.text).toContain('Not yet')
    await ines.submit({ name: 'Rivers', languages: ['en', 'ar'], defaultLanguage: 'sw' }, 'mechanism')
    expect(ines.status).toBe(422)
    await ines.submit({ name: 'Rivers', languages: ['en', 'ar'], defaultLanguage: 'ar', leaveTo: 'javascript:alert(1)' }, 'mechanism')
    expect(ines.text).toContain('begins with https://')
    await ines.submit({ name: 'Rivers', languages: ['en', 'ar'], defaultLanguage: 'ar', leaveTo: 'https://example.org/' }, 'mechanism')
    expect(ines.url).toBe('/desk/steward/mechanism')
    expect(await instance.context.db.selectFrom('mechanism').select(['name', 'languages']).execute()).toEqual([
      { name: 'Rivers', languages: ['en', 'ar'] },
    ])
  })

  it('keeps other places that can help, in each language', async () => {
    await ines.get('/desk/steward/places')
    const place = { route: 'route_nhri', language: 'sw', name: 'Tume ya Haki', contact: 'Nairobi\n020 1234', checkedOn: '2026-09-01' }
    await ines.submit(place, 'places')
    expect(ines.text).toContain('Tume ya Haki')
    await ines.submit({}, 'remove')
    expect(ines.text).not.toContain('Tume ya Haki')
  })

  it('makes a team whose key goes to its lead and to the recovery sheet alone', async () => {
    await ines.get('/desk/steward/teams')
    await ines.submit({ name: 'Coast team', kind: 'handling', lead: mechanism.people.otieno.id }, 'teams')
    const { db } = instance.context
    const team = await db.selectFrom('teams').select('id').where('name', '=', 'Coast team').executeTakeFirstOrThrow()
    const grants = await db.selectFrom('team_grants').select('grantee_id').where('team_id', '=', team.id).execute()
    const { recovery_id } = await db.selectFrom('mechanism').select('recovery_id').executeTakeFirstOrThrow()
    expect(grants.map(grant => grant.grantee_id).toSorted()).toEqual([mechanism.people.otieno.id, recovery_id].toSorted())
  })

  it('tells how many letters rest, and never to whom; each change is told to the audit', async () => {
    await ines.get('/desk/steward/people')
    await ines.submit({ email: 'joseph@example.org', team: mechanism.teams.river.principalId, role: 'lead' }, 'people')
    await ines.get('/desk/steward/letters')
    expect(ines.text).toMatch(/Letters that wait 1 Tried without success 0 Since /)
    expect(ines.html).not.toContain('joseph@')
    await deliverLetters(instance.context)
    expect(instance.letters[0]?.text).toContain('http://localhost/desk/invitation/')
    const told = await instance.context.db.selectFrom('audit').select('action').distinct().execute()
    expect(told.map(row => row.action)).toEqual(
      expect.arrayContaining([
        'organisation.renamed',
        'route.removed',
        'standard.set',
        'mechanism.described',
        'team.made',
        'member.invited',
      ]),
    )
  })
})

/** The first link after some words of the page. */
function linkAfter(visitor: Visitor, words: string): string {
  const rest = visitor.html.slice(visitor.html.indexOf(words))
  return /href="([^"]+)"/.exec(rest)?.[1] ?? ''
}
