import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DATABASES } from '../support/databases.ts'
import { actOn } from '../support/desk.ts'
import { at, startVillage, type Village } from '../support/group.ts'
import { startInstance, type Instance } from '../support/instance.ts'
import type { SetUp } from '../support/mechanism.ts'
import type { Visitor } from '../support/visitor.ts'

describe.each(DATABASES)('A village by the river on %s', kind => {
  let instance: Instance
  let mechanism: SetUp
  let reference: string
  let amina: Visitor
  let slips: string[]
  let zawadi: Visitor
  let zawadiCode: string
  let neema: Visitor
  let baraka: Visitor

  let village: Village

  beforeAll(async () => {
    instance = await startInstance(kind)
    village = await startVillage(instance)
    ;({ mechanism, reference, founder: amina } = village)
  })
  afterAll(() => instance.stop())

  it('is a group that says how it decides, and whoever told it is the first who speaks for it', async () => {
    await village.does(amina, 'formGroup', {
      groupName: 'Families by the river',
      rule: 'assembly',
      how: 'The women sit first.',
      until: '2027-03-01',
      seenAs: 'Amina',
    })
    await amina.get(at('group'))
    expect(amina.text).toContain('Families by the river')
    expect(amina.text).toContain('The women sit first.')
    expect(amina.text).toContain('until 1 March 2027')
    expect(amina.text).toContain('fewer than 10')
    await amina.get(at('giveCode'))
    expect(amina.status).not.toBe(200)
  })

  it('says what is needed first where nobody can be named, and leads to the page that makes a spokesperson’s code', async () => {
    await amina.get(at('nameSpeaker'))
    expect(amina.text).toContain('Nobody can be named yet')
    expect(amina.html).toContain(`class="button act" href="${at('invite')}"`)
    expect(amina.html).not.toContain('name="speaker"')
  })

  it('hands out slips of which nobody can see who used them, and which show nothing before a yes', async () => {
    slips = await village.invites(amina)
    expect(slips).toHaveLength(3)
    const looking = await village.open(slips[0] ?? '')
    expect(looking.url).toBe(at('join'))
    expect(looking.text).toContain('Families by the river')
    expect(looking.text).not.toContain('Walinzi')
    for (const page of ['codes', 'print', 'identity', 'group', 'write'] as const) {
      await looking.get(at(page))
      expect(looking.status, page).toBe(404)
    }
    await looking.get('/en/messages')
    await looking.submit({}, at('join'))
    expect(looking.status).toBe(422)
  })

  it('is joined with a code that only the member knows; the slip opens nothing after', async () => {
    ;[zawadi, zawadiCode] = await village.joins(slips[0] ?? '')
    ;[neema] = await village.joins(slips[1] ?? '', { seenAs: 'Neema of the well', joinMode: 'id_confidential' })
    expect(zawadi.text).toContain('Walinzi walifunga njia')
    const late = await village.open(slips[0] ?? '')
    expect(late.text).toContain('does not open anything')
    expect((await village.open(zawadiCode)).url).toBe('/en/messages')
    await amina.get(at('group'))
    expect(amina.text).toContain('Neema of the well')
    expect(amina.text).not.toContain('Zawadi')
  })

  it('takes a code on a spokesperson’s word, which opens nothing but the page that draws their own', async () => {
    const [given = ''] = await village.invites(amina, { joinBy: 'word', count: '3' })
    for (const page of ['write', 'group', 'identity'] as const) expect((await (await village.open(given)).get(at(page))).status).toBe(404)
    const [, code] = await village.joins(given)
    expect((await village.open(given)).text).toContain('does not open anything')
    expect((await village.open(code)).url).toBe('/en/messages')
  })

  it('keeps what one of it writes between them and the team, and what the team answers them', async () => {
    await village.does(zawadi, 'write', { message: 'I am afraid of the guards at night.' })
    await zawadi.get('/en/messages')
    expect(zawadi.text).toContain('afraid of the guards')
    await neema.get('/en/messages')
    expect(neema.text).not.toContain('afraid of the guards')
    await amina.get('/en/messages')
    expect(amina.text).not.toContain('afraid of the guards')
    const handler = await village.desk()
    await handler.get(`/desk/grievances/${reference}`)
    expect(handler.text).toContain('afraid of the guards')
    expect(handler.text).toContain('Member 1 of the group')
    expect(amina.text).not.toContain('We answer you')
    expect(zawadi.text).toContain('We answer you')
    await handler.get(`/desk/grievances/${reference}/answer-member`)
    const [, member = ''] =
      /<option value="([0-9a-f-]{36})"[^>]*>Member 1/.exec(handler.html) ?? /value="([0-9a-f-]{36})"/.exec(handler.html) ?? []
    await handler.submit({ member, message: 'Zawadi, we can meet you at the clinic.' }, 'answer-member')
    await zawadi.get('/en/messages')
    expect(zawadi.text).toContain('meet you at the clinic')
    expect(zawadi.text).not.toContain('We answer you')
    await amina.get('/en/messages')
    expect(amina.text).not.toContain('clinic')
    expect(amina.text).not.toContain('We answered you alone')
  })

  it('tells the desk that the whole group reads an answer, how it decides, and never how few it is', async () => {
    const handler = await village.desk()
    await handler.get(`/desk/grievances/${reference}`)
    expect(handler.text).toContain('Families by the river · fewer than 10 people have joined')
    expect(handler.text).toContain('Everybody together, in an assembly')
    expect(handler.text).not.toContain('Neema')
    await handler.get(`/desk/grievances/${reference}/answer-message`)
    expect(handler.text).toContain('The whole group reads this')
    await actOn(handler, reference, 'acknowledge', { readback: 'The way is shut.', message: 'We read it.' })
    await neema.get('/en/messages')
    expect(neema.text).toContain('The way is shut.')
  })

  it('answers an offer in its own way; what one answers apart moves nothing', async () => {
    await offered()
    await zawadi.get(at('groupDecision'))
    expect(zawadi.status).not.toBe(200)
    await village.does(zawadi, 'ownAnswer', { answer1: 'refuse', apart: 'disagree', words: 'It is not enough for the widows.' })
    expect(await stage()).toBe('complainant_review')
    await amina.get(at('groupDecision'))
    await amina.submit({ answer1: 'accept', decidedOn: '2030-01-01', words: '' }, at('groupDecision'))
    expect(amina.status).toBe(422)
    await amina.submit(
      {
        answer1: 'accept',
        decidedOn: '2026-09-01',
        words: 'Forty came. Most agree.',
        files: `@minutes.txt:${Buffer.from('Minutes').toString('base64')}`,
      },
      at('groupDecision'),
    )
    expect(amina.url, amina.text.slice(0, 500)).toBe('/en/messages')
    expect(await stage()).toBe('implementing')
    await neema.get('/en/messages')
    expect(neema.text).toContain('Forty came. Most agree.')
    expect(neema.text).not.toContain('not enough for the widows')
    expect(neema.text).toContain('The group said yes')
    await zawadi.get('/en/messages')
    expect(zawadi.text).toContain('The group said yes')
    expect(zawadi.text).toContain('Your own answer: No')
    await village.does(zawadi, 'ownAnswer', {
      answer1: 'discuss',
      apart: 'women',
      words: '',
      files: `@women.txt:${Buffer.from('What the women say').toString('base64')}`,
    })
    await neema.get('/en/messages')
    expect(neema.text).not.toContain('women.txt')
    const handler = await village.desk()
    await handler.get(`/desk/grievances/${reference}`)
    expect(handler.text).toContain('I do not agree with the group')
    expect(handler.text).toContain('not enough for the widows')
    expect(handler.text).toContain('the group decided')
    expect(handler.html).toContain('minutes.txt')
    expect(handler.text).toContain('women.txt · Member 1 of the group')
  })

  it('lets one of it say that nothing came, and nobody but who speaks for it that it came', async () => {
    await zawadi.get(at('delivery'))
    expect(zawadi.html).not.toContain('value="confirmed"')
    await amina.get(at('delivery'))
    expect(amina.html).toContain('value="confirmed"')
    await village.does(zawadi, 'delivery', { result1: 'not_delivered', alone: 'with_someone', words1: 'Nothing reached us.' })
    const handler = await village.desk()
    await handler.get(`/desk/grievances/${reference}`)
    expect(handler.text).toContain('somebody was with them')
    expect((await instance.context.db.selectFrom('remedies').select('status').executeTakeFirstOrThrow()).status).toBe('disputed')
    await zawadi.get('/en/messages')
    expect(zawadi.text).toContain('You said that it did not come')
    await neema.get('/en/messages')
    expect(neema.text).toContain('It was said that it did not come, or is not enough')
    expect(neema.text).not.toContain('You said')
    expect(neema.text).not.toContain('Nothing reached us')
    await zawadi.get(at('stop'))
    expect(zawadi.status).not.toBe(200)
  })

  it('changes who speaks for it', async () => {
    ;[baraka] = await village.byWord(amina, { invitedAs: 'spokesperson' })
    await baraka.get(at('endSpeaking'))
    const aminaIs = await instance.context.db
      .selectFrom('members')
      .select('participant_id')
      .where('speaks_until', 'is not', null)
      .executeTakeFirstOrThrow()
    await baraka.submit({ who: aminaIs.participant_id }, at('endSpeaking'))
    expect(baraka.url).toBe('/en/messages')
    await amina.get(at('invite'))
    expect(amina.status).not.toBe(200)
    await village.does(baraka, 'groupWrite', { message: 'We thank you for the well.' })
    await neema.get('/en/messages')
    expect(neema.text).toContain('We thank you for the well.')
    await baraka.get(at('invite'))
    await baraka.submit({ go: 'end' }, at('invite'))
    expect((await village.open(slips[2] ?? '')).text).toContain('does not open anything')
  })

  it('is left in one step: the code opens nothing, and what is said after lies under a key the leaver never had', async () => {
    const before = await newestKey()
    await zawadi.get(at('leaveGroup'))
    await zawadi.submit({}, at('leaveGroup'))
    expect(zawadi.url).toBe(at('left'))
    expect(zawadi.text).toContain('You have left the group')
    expect((await village.open(zawadiCode)).text).toContain('does not open anything')
    expect(await newestKey()).toBe(before + 1)
    const handler = await village.desk()
    await actOn(handler, reference, 'answer-message', { message: 'News for all who stayed.' })
    await neema.get('/en/messages')
    expect(neema.text).toContain('News for all who stayed.')
    expect(neema.text).toContain('We thank you for the well.')
  })

  it('is left by two in the same moment: both are out, or one is asked to press again, and nothing breaks', async () => {
    const leaving = await twoMore()
    for (const one of leaving) await one.get(at('leaveGroup'))
    await Promise.all(leaving.map(one => one.submit({}, at('leaveGroup'))))
    for (const one of leaving) expect([200, 409]).toContain(one.status)
    expect(leaving.filter(one => one.status === 200).length).toBeGreaterThan(0)
    await neema.get('/en/messages')
    expect(neema.status).toBe(200)
    await village.does(neema, 'write', { message: 'I stay.' })
  })

  it('is told by a lead that it will not come, which answers nobody who wrote for themselves', async () => {
    const waiting = async (): Promise<boolean[]> => {
      const rows = await instance.context.db
        .selectFrom('clocks')
        .select('participant_id')
        .where('clock', '=', 'reply')
        .where('met_at', 'is', null)
        .execute()
      return rows.map(row => row.participant_id !== null)
    }
    expect(await waiting()).toContain(true)
    const alone = (await waiting()).filter(Boolean)
    instance.clock.advance(120 * 86_400_000)
    const { id } = await instance.context.db.selectFrom('remedies').select('id').executeTakeFirstOrThrow()
    await actOn(await village.desk('ines'), reference, `record-failure/${id}`, {
      message: 'The dam was sold.',
      routes: ['route_legal_aid'],
    })
    expect(await waiting()).toEqual(alone)
  })

  /** Two more on the word of whoever speaks for the group now. */
  async function twoMore(): Promise<Visitor[]> {
    return [(await village.byWord(baraka))[0], (await village.byWord(baraka))[0]]
  }

  async function newestKey(): Promise<number> {
    const row = await instance.context.db
      .selectFrom('compartment_keys')
      .innerJoin('compartments', 'compartments.id', 'compartment_keys.compartment_id')
      .select(eb => eb.fn.max('compartment_keys.gen').as('gen'))
      .where('compartments.kind', '=', 'shared')
      .executeTakeFirstOrThrow()
    return Number(row.gen)
  }
  async function stage(): Promise<string> {
    return (await instance.context.db.selectFrom('grievances').select('stage').executeTakeFirstOrThrow()).stage
  }
  /** Brings it to an offer that waits for an answer. */
  async function offered(): Promise<void> {
    const handler = await village.desk()
    await actOn(handler, reference, 'prepare-admission', {
      req_impact: 'yes',
      req_connection: 'yes',
      req_understandable: 'yes',
      outcome: 'admitted',
      ground: '',
      message: 'We take it on.',
      note: '',
    })
    await actOn(await village.desk('ines'), reference, 'decide-admission', {})
    await actOn(handler, reference, 'record-asked', { type: 'compensation', asked: 'The lost harvest', rank: '1' })
    const asked = await instance.context.db.selectFrom('asked_items').select('id').executeTakeFirstOrThrow()
    await actOn(handler, reference, 'draft-offer', {
      organisation: mechanism.organisations.dam,
      deadline: '2026-12-15',
      subtype: '',
      replaces: '',
      asked: asked.id,
      type: 'compensation',
      terms: 'Paid to each family',
      amount: '44800',
      currency: 'KES',
    })
    await actOn(handler, reference, 'put-proposal', { rightsChecked: 'yes', adviceOffered: 'yes', message: 'This is the offer.' })
  }
})
