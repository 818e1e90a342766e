import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DATABASES } from '../support/databases.ts'
import { at, codesOn, startVillage, type Village } from '../support/group.ts'
import { startInstance, type Instance } from '../support/instance.ts'
import { makeOrganisation, type Organisation } from '../support/organisation.ts'
import { Visitor } from '../support/visitor.ts'

describe.each(DATABASES)('What a village can rely on, on %s', kind => {
  let instance: Instance
  let village: Village
  let haki: Organisation
  let amina: Visitor
  let zawadi: Visitor
  let zawadiCode: string
  let neema: Visitor

  beforeAll(async () => {
    instance = await startInstance(kind)
    village = await startVillage(instance)
    haki = await makeOrganisation(instance, village.mechanism, { name: 'Haki Union', lead: 'Baraka', member: 'Zuhura' })
    amina = village.founder
    await village.does(amina, 'formGroup', { groupName: 'Families by the river', rule: 'elders', how: '', until: '', seenAs: 'Amina' })
    const slips = await village.invites(amina)
    ;[zawadi, zawadiCode] = await village.joins(slips[0] ?? '')
    ;[neema] = await village.joins(slips[1] ?? '', { seenAs: 'Neema' })
  })
  afterAll(() => instance.stop())

  it('a code that one of it lent reads and writes, and cannot take their page or their place away', async () => {
    await zawadi.get(at('codes'))
    await zawadi.submit({}, at('codes'))
    const [lent = ''] = codesOn(zawadi)
    await zawadi.submit({ go: 'keep' }, at('codes'))
    const sister = await village.open(lent)
    await village.does(sister, 'write', { message: 'I write for my sister.' })
    for (const page of ['changeCode', 'codes', 'leaveGroup', 'identity', 'takeUp'] as const) {
      await sister.get(at(page))
      expect([page, sister.status]).toEqual([page, 409])
      expect(sister.text).not.toContain('New code')
    }
    await sister.get('/en/messages')
    expect(sister.links()).not.toContain(at('changeCode'))
    expect((await village.open(zawadiCode)).url).toBe('/en/messages')
  })

  it('the number of one of it stays theirs, however many write on the same day', async () => {
    const more: Visitor[] = []
    for (let one = 0; one < 3; one += 1) more.push((await village.byWord(amina))[0])
    for (const [index, member] of [neema, ...more].entries()) await village.does(member, 'write', { message: `Words of writer ${index}.` })
    const desk = await village.desk()
    await desk.get(`/desk/grievances/${village.reference}`)
    const told = desk.text
    expect(told).toMatch(/Member 1 of the group[^:]*I write for my sister/)
    for (const index of [0, 1, 2, 3])
      expect(told).toMatch(new RegExp(`Member ${index + 2} of the group[^:]{0,80}Words of writer ${index}\\.`))
  })

  it('an organisation that speaks for all of it sees nothing that one of it asked for', async () => {
    await village.does(amina, 'appoint', { organisation: haki.team.principalId, mandateFor: 'receive' })
    const list = async (): Promise<string> => {
      const baraka = await village.mechanism.signIn(new Visitor(instance.app, instance.other), haki.lead)
      await baraka.get('/desk/our-people')
      return baraka.text
    }
    const before = await list()
    expect(before).toContain('The first answer of a person')
    await village.does(zawadi, 'unsafe', { words: '' })
    await village.does(zawadi, 'call', { callPhone: '+254711000111', callHours: '' })
    expect(await list()).toBe(before)
  })

  it('what one of it asked for stays theirs when the group stops and goes on', async () => {
    await village.does(amina, 'stop', { words: '' })
    await village.does(amina, 'resume', { words: '' })
    await zawadi.get('/en/messages')
    expect(zawadi.text).toContain('A person calls you')
    for (const other of [neema, amina]) {
      await other.get('/en/messages')
      expect(other.text).not.toContain('A person calls you')
    }
  })

  it('all of it see who speaks for them, and whoever speaks for the group ends that before everybody', async () => {
    await neema.get('/en/messages')
    expect(neema.text).toContain('Haki Union')
    await neema.get(at('speaks'))
    expect(neema.text).toContain('Haki Union')
    expect(neema.html).not.toContain('name="end"')
    await village.does(amina, 'nameSpeaker', { speaker: await neemaIs(), until: '' })
    await neema.get(at('speaks'))
    await neema.submit({ end: /name="end" value="([^"]+)"/.exec(neema.html)?.[1] ?? '' }, at('speaks'))
    await zawadi.get('/en/messages')
    expect(zawadi.text).toContain('The group ended that somebody speaks for it')
    const baraka = await village.mechanism.signIn(new Visitor(instance.app, instance.other), haki.lead)
    await baraka.get(`/desk/our-people/${village.reference}`)
    expect(baraka.status).toBe(404)
  })

  it('two who turn in one slip at the same moment do not share a page', async () => {
    const [slip = ''] = await village.invites(amina, { count: '1' })
    const both = [await village.open(slip), await village.open(slip)]
    const codes = both.map(one => codesOn(one)[0] ?? '')
    await Promise.all(both.map(one => one.submit({ joining: 'yes' }, at('join'))))
    const opening = await Promise.all(codes.map(async code => (await village.open(code)).url === '/en/messages'))
    expect(opening.filter(Boolean)).toHaveLength(1)
    const loser = both[opening.indexOf(false)]
    await loser?.get('/en/messages')
    expect(loser?.text).not.toContain('Walinzi walifunga njia')
  })

  it('codes that nobody used open nothing once they are ended, whichever way they were given', async () => {
    const [slip = ''] = await village.invites(amina, { count: '1' })
    const [word = ''] = await village.invites(amina, { joinBy: 'word' })
    await amina.get(at('invite'))
    await amina.submit({ go: 'end' }, at('invite'))
    for (const code of [slip, word]) expect((await village.open(code)).text).toContain('does not open anything')
  })

  it('somebody can speak for it again, even where only those were named who never came', async () => {
    await village.invites(amina, { joinBy: 'word', invitedAs: 'spokesperson' })
    for (const who of [await neemaIs(), await aminaIs()]) await village.does(amina, 'endSpeaking', { who })
    await village.does(zawadi, 'takeUp', { decidedHow: 'The elders named me.', until: '' })
    await village.does(zawadi, 'groupWrite', { message: 'We go on.' })
  })

  const of = () =>
    instance.context.db
      .selectFrom('members')
      .innerJoin('participants', 'participants.id', 'members.participant_id')
      .select(['participants.id', 'participants.roles', 'members.name_item_id'])
      .where('members.joined_on', 'is not', null)
      .execute()
  const aminaIs = async (): Promise<string> => (await of()).find(row => !row.roles.includes('member'))?.id ?? ''
  const neemaIs = async (): Promise<string> => (await of()).find(row => row.roles.includes('member') && row.name_item_id !== null)?.id ?? ''
})
