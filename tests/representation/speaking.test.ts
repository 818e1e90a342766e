import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { removeMember } from '../../src/accounts/remove-member.ts'
import { paths } from '../../src/contracts/paths.ts'
import { openedItems, ITEM_COLUMNS } from '../../src/grievances/items.ts'
import { compartmentsIn, openedCompartments } from '../../src/grievances/keys.ts'
import { grievancesVisibleTo } from '../../src/grievances/visible.ts'
import { sweep } from '../../src/sweep.ts'
import { DATABASES } from '../support/databases.ts'
import type { Instance } from '../support/instance.ts'
import { holdersIn } from '../../src/grievances/keyring.ts'
import { keyringIn } from '../support/keyring.ts'
import { actorOf, type SetUp, type Staff } from '../support/mechanism.ts'
import type { Organisation } from '../support/organisation.ts'
import { tell } from '../support/tell.ts'
import { codeOn, openPage, referencesOn, revoke, SPEAKS, startSpeaking, STORY, tellFor, type Speaking } from '../support/speaking.ts'

const DAY = 86_400_000
const PAPER = `@thumb.pdf:${Buffer.from('%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n').toString('base64')}`

describe.each(DATABASES)('Speaking for others on %s', kind => {
  let instance: Instance
  let mechanism: SetUp
  let tupendo: Organisation
  let haki: Organisation
  let signIn: Speaking['signIn']
  beforeAll(async () => {
    ;({ instance, mechanism, tupendo, haki, signIn } = await startSpeaking(kind))
  })
  afterAll(() => instance.stop())

  /** Every text of a grievance that these keys open, as somebody with a dump would try: each key on each item, whatever its generation says. */
  async function opensWith(own: Staff, teamIds: string[], reference: string, dumped?: Awaited<ReturnType<typeof dump>>): Promise<string[]> {
    const keyring = await keyringIn(instance.context.db, own.held, teamIds)
    const row = dumped ?? (await dump(keyring, reference))
    const rows = await itemsOf(reference)
    const tried = openedCompartments(keyring, row.compartments).flatMap(one =>
      Array.from({ length: one.gen }, (_, index) => ({ ...one, keyOf: () => one.keyOf(index + 1) })),
    )
    const items = tried.flatMap(one => [...openedItems([one], rows).values()])
    return items.flatMap(item => (item.said === null ? [] : [item.said.text]))
  }
  const dump = (keyring: Awaited<ReturnType<typeof keyringIn>>, reference: string) =>
    grievancesVisibleTo(instance.context.db, { kind: 'system' })
      .select(eb => compartmentsIn(eb, holdersIn(keyring)).as('compartments'))
      .where('reference', '=', reference)
      .executeTakeFirstOrThrow()
  const itemsOf = (reference: string) =>
    instance.context.db
      .selectFrom('sealed_items')
      .innerJoin('grievances', 'grievances.id', 'sealed_items.grievance_id')
      .select(ITEM_COLUMNS)
      .where('grievances.reference', '=', reference)
      .execute()

  it('an organisation tells for a widow; she has the code, sees who speaks for her, and adds to it herself', async () => {
    const { code, reference, visitor } = await tellFor(instance, mechanism, tupendo.lead)
    expect(code).toMatch(/^\d{24}$/)
    const { channel, spoken_by, brought_by } = await instance.context.db
      .selectFrom('grievances')
      .select(['channel', 'spoken_by', 'brought_by'])
      .where('reference', '=', reference)
      .executeTakeFirstOrThrow()
    expect({ channel, spoken_by, brought_by }).toEqual({
      channel: 'ch_intermediary',
      spoken_by: [tupendo.team.principalId],
      brought_by: tupendo.team.principalId,
    })
    await visitor.get('/en/messages')
    expect(visitor.html, 'her page is not open in the browser of whoever speaks for her').not.toContain(STORY.slice(0, 20))
    const asha = await openPage(instance, code)
    expect(asha.url).toBe('/sw/messages')
    expect(asha.text).toContain('Tupendo Centre')
    expect(asha.text).toContain('Joseph, Tupendo Centre')
    expect(asha.links(), 'what the rules let her do').toContain(paths.message('sw', 'formGroup'))
    await asha.submit({ message: 'Ni mimi mwenyewe naandika.' }, '/2')
    await visitor.get(`/desk/our-people/${reference}`)
    expect(visitor.text).toContain('Ni mimi mwenyewe naandika.')
  })

  it('it writes for her, marked with who wrote; the team reads who speaks for whom, and not to go behind them', async () => {
    const { code, reference, visitor } = await tellFor(instance, mechanism, tupendo.lead)
    await visitor.get(`/desk/our-people/${reference}`)
    await visitor.submit({ message: 'She can meet you on Thursday.', files: PAPER }, 'add-for-person')
    expect(visitor.url).toBe(`/desk/our-people/${reference}`)
    const asha = await openPage(instance, code)
    expect(asha.text).toContain('She can meet you on Thursday.')
    expect(asha.text).toContain('thumb.pdf')
    expect(asha.text).toContain(instance.context.words.in('sw').t('dialogue:events.spoken_for'))
    const event = await instance.context.db.selectFrom('events').selectAll().where('type', '=', 'spoken_for').executeTakeFirstOrThrow()
    expect(event.at, 'who speaks for people leaves a day and no minute').toBeNull()
    const desk = await signIn(mechanism.people.otieno)
    await desk.get(`/desk/grievances/${reference}`)
    await desk.submit({ conflict: 'no' }, 'declare-interest')
    expect(desk.text).toContain('Joseph, Tupendo Centre')
    expect(desk.text).toContain(instance.context.words.in('en').t('casework:throughOthers'))
    expect(desk.text).toContain(instance.context.words.in('en').t('reference:mandateEvidence.me_declared_pending.label'))
  })

  it('she ends it: the next request finds nothing, and no key they ever had opens what is written after', async () => {
    const { code, reference, visitor } = await tellFor(instance, mechanism, tupendo.lead)
    const teams = [tupendo.team.principalId]
    const before = await dump(await keyringIn(instance.context.db, tupendo.lead.held, teams), reference)
    expect(await opensWith(tupendo.lead, teams, reference)).toContain(STORY)
    const asha = await openPage(instance, code)
    await revoke(asha)
    expect(asha.text).not.toContain('Tupendo')
    await visitor.get(`/desk/our-people/${reference}`)
    expect(visitor.status).toBe(404)
    await visitor.get('/desk/our-people')
    expect(referencesOn(visitor)).not.toContain(reference)
    await asha.get('/sw/messages')
    await asha.submit({ message: 'Sasa naongea peke yangu.' }, '/2')
    expect(await opensWith(tupendo.lead, teams, reference), 'from the database as it is now').toEqual([])
    const withDump = await opensWith(tupendo.lead, teams, reference, before)
    expect(withDump, 'with every key from before').toContain(STORY)
    expect(withDump).not.toContain('Sasa naongea peke yangu.')
    const desk = await signIn(mechanism.people.salma)
    await desk.get(`/desk/grievances/${reference}`)
    await desk.submit({ conflict: 'no' }, 'declare-interest')
    expect(desk.text).toContain('Sasa naongea peke yangu.')
    expect(desk.text).toContain(STORY)
    expect(asha.text).toContain(STORY)
  })

  it('what is sealed under a turned key is refused by the database itself', async () => {
    const { code, reference } = await tellFor(instance, mechanism, tupendo.lead)
    await revoke(await openPage(instance, code))
    const [old] = (await itemsOf(reference)).filter(item => item.kind === 'answers')
    await expect(
      instance.context.db
        .insertInto('sealed_items')
        .values({ ...old!, id: crypto.randomUUID() } as never)
        .execute(),
    ).rejects.toThrow('law: what is written after')
  })

  it('a code that somebody else has seen is replaced only once the new one is there', async () => {
    const { code } = await tellFor(instance, mechanism, tupendo.lead)
    const asha = await openPage(instance, code)
    await asha.get(SPEAKS)
    await asha.submit({ go: 'draw', end: [] }, SPEAKS)
    const fresh = codeOn(asha)
    expect((await openPage(instance, fresh)).status).toBe(422)
    expect((await openPage(instance, code)).url).toBe('/sw/messages')
    const form = asha.prepared({ go: 'replace' }, SPEAKS)
    await asha.repeat(form)
    expect((await openPage(instance, fresh)).url).toBe('/sw/messages')
    expect((await openPage(instance, code)).status).toBe(422)
  })

  it('nobody of another organisation, and nobody who answers people, reaches it on that way; and the other way round', async () => {
    const { reference, visitor } = await tellFor(instance, mechanism, tupendo.lead)
    const other = await signIn(haki.lead)
    for (const page of ['', '/add-for-person', '/record-mandate', '/end-mandate'])
      expect((await other.get(`/desk/our-people/${reference}${page}`)).status).toBe(404)
    const handler = await signIn(mechanism.people.otieno)
    for (const page of ['/desk/our-people', `/desk/our-people/${reference}`]) expect((await handler.get(page)).status).toBe(404)
    for (const page of [
      `/desk/grievances/${reference}`,
      `/desk/grievances/${reference}/acknowledge`,
      '/desk/queue',
      '/desk/effectiveness',
      '/desk/steward',
    ])
      expect((await visitor.get(page)).status, page).toBe(404)
    expect((await visitor.get('/desk/')).url).toBe('/desk/our-people')
  })

  it('whoever works for the mechanism speaks for nobody in it, whatever place they are given', async () => {
    const { reference } = await tellFor(instance, mechanism, haki.lead)
    const memberships = [
      { teamId: haki.team.principalId, teamKind: 'representative', role: 'lead' },
      { teamId: mechanism.teams.river.principalId, teamKind: 'handling', role: 'handler' },
    ] as const
    const seen = await grievancesVisibleTo(instance.context.db, { kind: 'account', id: haki.lead.id, memberships, steward: false })
      .select('reference')
      .execute()
    expect(seen.map(row => row.reference)).not.toContain(reference)
  })

  it('a mandate says what for, how and how long; it ends when its time is over, and her next visit turns the key', async () => {
    const { code, reference, visitor } = await tellFor(instance, mechanism, tupendo.lead)
    await visitor.get(`/desk/our-people/${reference}`)
    const record = visitor.links().find(link => link.includes('record-mandate')) ?? ''
    await visitor.get(record)
    const terms = { scope: ['talk', 'receive', 'negotiate'], evidence: 'me_thumb_witness', since: '2026-09-01', until: '2026-09-20' }
    await visitor.submit({ ...terms, scope: [], how: '', proof: PAPER }, record)
    expect(visitor.status).toBe(422)
    await visitor.submit({ ...terms, how: 'In her yard, with her sister.', proof: PAPER }, record)
    expect(visitor.url).toBe(`/desk/our-people/${reference}`)
    expect(visitor.text).toContain(instance.context.words.in('en').t('reference:mandateEvidence.me_thumb_witness.label'))
    const renew = visitor.links().find(link => link.includes('renew-mandate')) ?? ''
    await visitor.get(renew)
    await visitor.submit({ until: '2026-09-19' }, renew)
    expect(visitor.status).toBe(422)
    await visitor.submit({ until: '2026-09-30' }, renew)
    expect(visitor.url).toBe(`/desk/our-people/${reference}`)
    const asha = await openPage(instance, code)
    expect(asha.text).toContain('In her yard, with her sister.')
    expect(asha.text).toContain('thumb.pdf')
    const papers = instance.context.db.selectFrom('files').innerJoin('compartments', 'compartments.id', 'files.compartment_id')
    expect(await papers.select('compartments.kind').execute()).toEqual([{ kind: 'shared' }, { kind: 'identity' }])
    const teams = [tupendo.team.principalId]
    const before = await dump(await keyringIn(instance.context.db, tupendo.lead.held, teams), reference)
    instance.clock.advance(40 * DAY)
    await sweep(instance.context)
    const ended = await instance.context.db.selectFrom('mandates').selectAll().where('ended_by', '=', 'time').execute()
    expect(ended).toHaveLength(1)
    expect(await opensWith(tupendo.lead, teams, reference)).toEqual([])
    const again = await signIn(tupendo.lead)
    expect((await again.get(`/desk/our-people/${reference}`)).status).toBe(404)
    const later = await openPage(instance, code)
    await later.submit({ message: 'Baada ya muda kwisha.' }, '/2')
    expect(later.text).toContain('Baada ya muda kwisha.')
    expect(await opensWith(tupendo.lead, teams, reference, before)).not.toContain('Baada ya muda kwisha.')
    expect(await instance.context.db.selectFrom('keys_to_turn').selectAll().execute()).toEqual([])
  })

  it('two organisations: she lets a second one speak, ends the first, and the second reads on', async () => {
    const { code, reference, visitor } = await tellFor(instance, mechanism, tupendo.lead)
    const asha = await openPage(instance, code)
    const appoint = paths.message('sw', 'appoint')
    await asha.get(appoint)
    await asha.submit({ organisation: haki.team.principalId, mandateFor: ['talk', 'receive'] }, appoint)
    expect(asha.text).toContain('Haki Union')
    const other = await signIn(haki.lead)
    await other.get(`/desk/our-people/${reference}`)
    expect(other.text).toContain(STORY)
    expect(other.text).toContain('Given by the person on their own page')
    expect(other.text).not.toContain('Signed paper')
    const given = other.links().find(link => link.includes('end-mandate')) ?? ''
    expect(other.html).not.toContain('/record-mandate/')
    expect((await other.get(given.replace('end-mandate', 'record-mandate'))).status).toBe(409)
    await other.get(`/desk/our-people/${reference}`)
    await revoke(asha, 'Tupendo')
    expect((await visitor.get(`/desk/our-people/${reference}`)).status).toBe(404)
    await asha.get('/sw/messages')
    await asha.submit({ message: 'Kwa Haki tu.' }, '/2')
    await other.get(`/desk/our-people/${reference}`)
    expect(other.text).toContain('Kwa Haki tu.')
    await other.submit({ message: 'From the union.' }, 'add-for-person')
    const end = other.links().find(link => link.includes('end-mandate')) ?? ''
    await other.get(end)
    await other.submit({}, end)
    expect(other.url).toBe('/desk/our-people')
    expect((await other.get(`/desk/our-people/${reference}`)).status).toBe(404)
  })

  it('after a pause a case opens only with the passphrase, and one tap locks every session', async () => {
    const { reference, visitor } = await tellFor(instance, mechanism, tupendo.lead)
    instance.clock.advance(6 * 60_000)
    await visitor.get('/desk/our-people')
    expect(visitor.text).toContain(reference)
    expect(visitor.text, 'titles hide after a pause').not.toContain('Mume wangu')
    await visitor.get(`/desk/our-people/${reference}`)
    expect(visitor.url).toMatch(/^\/desk\/again/)
    await visitor.submit({ passphrase: 'not the right words at all' }, '/again')
    expect(visitor.status).toBe(422)
    await visitor.submit({ passphrase: tupendo.lead.passphrase }, '/again')
    expect(visitor.url).toBe(`/desk/our-people/${reference}`)
    expect(visitor.text).toContain(STORY)
    const phone = await signIn(tupendo.lead)
    expect(phone.url).toBe('/desk/our-people')
    await phone.submit({}, '/lock')
    expect(phone.url).toBe('/desk/sign-in')
    await visitor.get('/desk/our-people')
    expect(visitor.html).toContain('name="passphrase"')
  })

  it('when somebody leaves, a lead hands their cases on in one act, and they open nothing', async () => {
    const { reference } = await tellFor(instance, mechanism, tupendo.member)
    const lead = await signIn(tupendo.lead)
    expect(lead.text).toContain('Neema')
    await instance.context.db.transaction().execute(trx =>
      removeMember(instance.context, trx, actorOf(mechanism.people.ines, true), {
        teamId: tupendo.team.principalId,
        accountId: tupendo.member.id,
      }),
    )
    await lead.get('/desk/our-people')
    expect(lead.text).toContain(instance.context.words.in('en').t('representation:nobodyFollows'))
    await lead.get('/desk/our-people/hand-over')
    await lead.submit({ from: 'nobody', to: tupendo.lead.id }, 'hand-over')
    expect(lead.url).toBe('/desk/our-people')
    const follower = await instance.context.db
      .selectFrom('case_followers')
      .innerJoin('grievances', 'grievances.id', 'case_followers.grievance_id')
      .select('account_id')
      .where('reference', '=', reference)
      .executeTakeFirstOrThrow()
    expect(follower.account_id).toBe(tupendo.lead.id)
    expect(await opensWith(tupendo.member, [tupendo.team.principalId], reference)).toEqual([])
    const again = await signIn(tupendo.lead)
    await again.get(`/desk/our-people/${reference}`)
    expect(again.text).toContain(STORY)
  })

  it('without an account: a sister gives her a code, speaks from then on, and opens nothing once she ends it', async () => {
    const code = await tell(instance.context, { capacity: 'cap_rep_family', story: { text: STORY, language: 'sw' } })
    const sister = await openPage(instance, code)
    const give = paths.message('sw', 'giveCode')
    await sister.get(give)
    await sister.submit({}, give)
    const hers = codeOn(sister)
    expect((await openPage(instance, hers)).status, 'it holds only once it is written down').toBe(422)
    await sister.submit({}, give)
    expect(sister.url).toBe('/sw/messages')
    const stop = paths.message('sw', 'stop')
    expect((await sister.get(stop)).status, 'she no longer decides').toBe(409)
    await sister.get('/sw/messages')
    await sister.submit({ message: 'Naandika kwa dada yangu.' }, paths.message('sw', 'speak'))
    const asha = await openPage(instance, hers)
    expect(asha.text).toContain('Naandika kwa dada yangu.')
    expect(asha.text).toContain(STORY)
    await revoke(asha)
    await sister.get('/sw/messages')
    expect(sister.html).toContain('name="code"')
    expect((await openPage(instance, code)).status).toBe(422)
    await asha.get('/sw/messages')
    await asha.submit({ message: 'Peke yangu.' }, '/2')
    expect(asha.text).toContain('Peke yangu.')
  })
})
