import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DATABASES } from '../support/databases.ts'
import { actOn } from '../support/desk.ts'
import { at, startVillage, type Village } from '../support/group.ts'
import { startInstance, type Instance } from '../support/instance.ts'
import type { PersonName } from '../support/mechanism.ts'
import type { Visitor } from '../support/visitor.ts'

/** What one of a group asks for, in how many words they like, and who answers it how. */
const ASKED = [
  ['unsafe', {}, 'answer-safety', 'wanjiru', {}],
  ['call', { callPhone: '+254711000111', callHours: 'After dark' }, 'record-call', 'wanjiru', { reached: 'reached', readBack: 'yes' }],
  ['handler', {}, 'decide-handler', 'ines', { changed: 'no' }],
  ['escalate', {}, 'answer-escalation', 'ines', {}],
  ['review', {}, 'decide-looking-again', 'mariam', { review: 'upheld' }],
] as const

/** What the page of whoever asked says, and nobody else's. */
const TOLD_ALONE = [
  'We answered about your safety',
  'We spoke on the phone',
  'We answered about another person',
  'Somebody higher up answered',
  'We looked again',
]

describe.each(DATABASES)('What one of a village asks for on %s', kind => {
  let instance: Instance
  let village: Village
  let zawadi: Visitor
  let neema: Visitor
  let are: Record<'amina' | 'zawadi' | 'neema', string>

  beforeAll(async () => {
    instance = await startInstance(kind)
    village = await startVillage(instance)
    const { founder } = village
    await village.does(founder, 'formGroup', { groupName: 'Families by the river', rule: 'assembly', how: '', until: '', seenAs: '' })
    const slips = await village.invites(founder)
    ;[zawadi] = await village.joins(slips[0] ?? '')
    ;[neema] = await village.joins(slips[1] ?? '', { seenAs: 'Neema' })
    are = await participants()
    await admitted()
  })
  afterAll(() => instance.stop())

  it.each(ASKED)('by %s is answered to them alone, and the desk knows whom', async (page, asked, action, by, answers) => {
    await village.does(zawadi, page, { words: '', ...asked })
    const desk = await village.desk(by as PersonName)
    await desk.get(`/desk/grievances/${village.reference}`)
    if (by !== 'mariam') expect(desk.text).toContain('Member 1 of the group: ')
    await desk.get(`/desk/grievances/${village.reference}/${action}`)
    if (page === 'call') expect(desk.text).toMatch(/Member 1 of the group ·.*\+254711000111/)
    expect(desk.text).toContain('Everybody in the group')
    const words = `For Zawadi alone, after ${page}.`
    await actOn(desk, village.reference, action, { ...answers, member: are.zawadi, message: words, heard: words, wish: '' })
    await zawadi.get('/en/messages')
    expect(zawadi.text).toContain(words)
    expect(TOLD_ALONE.some(told => zawadi.text.includes(told))).toBe(true)
    for (const other of [neema, village.founder]) {
      await other.get('/en/messages')
      for (const told of ['Zawadi alone', ...TOLD_ALONE]) expect(other.text).not.toContain(told)
    }
    expect(await openTracks()).toEqual([])
  })

  it('is not settled by an answer to another who asked the same', async () => {
    await village.does(zawadi, 'unsafe', { words: 'The guards came.' })
    await village.does(neema, 'unsafe', { words: 'To me too.' })
    const desk = await village.desk()
    await actOn(desk, village.reference, 'answer-safety', { member: are.zawadi, message: 'We come tonight, Zawadi.' })
    expect(await openTracks()).toEqual(['retaliation', 'retaliation'])
    expect(desk.html).toContain('<span class="chip bad">Safety</span>')
    expect(desk.text).toContain('Member 2 of the group: ')
    await desk.get(`/desk/grievances/${village.reference}/answer-safety`)
    await actOn(desk, village.reference, 'answer-safety', { member: are.neema, message: 'We come tonight, Neema.' })
    expect(await openTracks()).toEqual([])
    expect(desk.html).not.toContain('<span class="chip bad">')
    await neema.get('/en/messages')
    expect(neema.text).toContain('tonight, Neema')
    expect(neema.text).not.toContain('tonight, Zawadi')
  })

  it('is said to everybody only where the desk chooses everybody', async () => {
    await village.does(zawadi, 'escalate', { words: '' })
    const desk = await village.desk('ines')
    await desk.get(`/desk/grievances/${village.reference}/answer-escalation`)
    await desk.submit({ message: 'To whom?', member: '' }, 'answer-escalation')
    expect(desk.status).toBe(422)
    await actOn(desk, village.reference, 'answer-escalation', { member: 'all', message: 'All of you may know this.' })
    await neema.get('/en/messages')
    expect(neema.text).toContain('All of you may know this.')
    expect(await openTracks()).toEqual([])
  })

  it('is told to nobody else of the group when a call did not reach them', async () => {
    await village.does(neema, 'call', { callPhone: '+254711000222', callHours: '' })
    const desk = await village.desk()
    await desk.get(`/desk/grievances/${village.reference}/record-call`)
    expect(desk.text).toContain('+254711000222')
    expect(desk.text).not.toContain('+254711000111')
    await actOn(desk, village.reference, 'record-call', { reached: 'missed', member: are.neema, heard: '', wish: '' })
    await neema.get('/en/messages')
    expect(neema.text).toContain('did not reach you')
    for (const other of [zawadi, village.founder]) {
      await other.get('/en/messages')
      expect(other.text).not.toContain('did not reach')
    }
    expect(await waitingFor('call')).toBe(1)
  })

  it('is late to them alone, and the new date is told to them alone', async () => {
    await village.does(zawadi, 'write', { message: 'Where is the water?' })
    const clock = await instance.context.db
      .selectFrom('clocks')
      .select('id')
      .where('clock', '=', 'reply')
      .where('participant_id', '=', are.zawadi)
      .where('met_at', 'is', null)
      .executeTakeFirstOrThrow()
    const desk = await village.desk()
    await actOn(desk, village.reference, 'extend-clock', { clock: clock.id, days: '3', message: 'The tanker is late, Zawadi.' })
    await zawadi.get('/en/messages')
    expect(zawadi.text).toContain('The tanker is late')
    await neema.get('/en/messages')
    expect(neema.text).not.toContain('The tanker is late')
  })

  it('can be looked at by those who were not part of it, and everybody sees that they may read', async () => {
    await zawadi.get(at('review'))
    expect(zawadi.text).toContain('Everybody in the group then sees')
    await neema.get('/en/messages')
    expect(neema.text).toContain('Second look')
  })

  it('is still theirs when nobody speaks for the group, and one of them takes it up before everybody', async () => {
    const { founder } = village
    await founder.get(at('endSpeaking'))
    expect(founder.text).toContain('After this nobody speaks for the group')
    await founder.submit({ who: are.amina }, at('endSpeaking'))
    await founder.get(at('group'))
    expect(founder.text).toContain('Nobody speaks for the group now')
    await zawadi.get(at('takeUp'))
    await village.does(neema, 'takeUp', { decidedHow: 'The women met at the well and chose me.', until: '' })
    await zawadi.submit({ decidedHow: 'No, me.', until: '' }, at('takeUp'))
    expect(zawadi.status).toBe(409)
    expect((await zawadi.get(at('takeUp'))).status, 'where somebody speaks, nobody is asked to').toBe(409)
    await zawadi.get('/en/messages')
    expect(zawadi.text).toContain('The women met at the well and chose me.')
    await village.does(zawadi, 'seenAs', { seenAs: 'Zawadi' })
    await neema.get(at('nameSpeaker'))
    expect(neema.html, 'where one alone can be named, they are').toContain(`<option value="${are.zawadi}" selected>`)
    await neema.submit({ speaker: are.zawadi, until: '2020-01-01' }, at('nameSpeaker'))
    expect(neema.text).toContain('Please give a day that is still to come.')
    await neema.submit({ speaker: are.zawadi, until: '' }, at('nameSpeaker'))
    await village.does(zawadi, 'groupWrite', { message: 'Two of us speak now.' })
    await village.does(zawadi, 'seenAs', { seenAs: '' })
    await founder.get(at('group'))
    expect(founder.text).not.toContain('Zawadi')
  })

  /** Whoever told it, and the two who joined: the one whom nobody sees, and the one who is seen. */
  async function participants(): Promise<Record<'amina' | 'zawadi' | 'neema', string>> {
    const rows = await instance.context.db
      .selectFrom('members')
      .innerJoin('participants', 'participants.id', 'members.participant_id')
      .select(['participants.id', 'participants.roles', 'members.name_item_id'])
      .where('joined_on', 'is not', null)
      .execute()
    const joined = rows.filter(row => row.roles.includes('member'))
    return {
      amina: rows.find(row => !row.roles.includes('member'))?.id ?? '',
      zawadi: joined.find(row => row.name_item_id === null)?.id ?? '',
      neema: joined.find(row => row.name_item_id !== null)?.id ?? '',
    }
  }

  async function openTracks(): Promise<string[]> {
    const rows = await instance.context.db.selectFrom('tracks').select('track').where('closed_on', 'is', null).execute()
    return rows.map(row => row.track)
  }

  async function waitingFor(clock: 'call'): Promise<number> {
    const rows = await instance.context.db
      .selectFrom('clocks')
      .select('id')
      .where('clock', '=', clock)
      .where('met_at', 'is', null)
      .execute()
    return rows.length
  }

  async function admitted(): Promise<void> {
    const desk = await village.desk()
    await actOn(desk, village.reference, 'acknowledge', { readback: 'The way is shut.', message: 'We read it.' })
    const met = { req_impact: 'yes', req_connection: 'yes', req_understandable: 'yes' }
    const admission = { ...met, outcome: 'admitted', ground: '', message: 'We take it on.', note: '' }
    await actOn(desk, village.reference, 'prepare-admission', admission)
    await actOn(await village.desk('ines'), village.reference, 'decide-admission', {})
  }
})
