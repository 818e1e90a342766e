import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openSurveys } from '../../src/effectiveness/open-surveys.ts'
import { DATABASES } from '../support/databases.ts'
import { startInstance, type Instance } from '../support/instance.ts'
import { setUpMechanism, type SetUp, type Staff } from '../support/mechanism.ts'
import { tell } from '../support/tell.ts'
import { Visitor } from '../support/visitor.ts'

const DAY = 86_400_000

describe.each(DATABASES)('A grievance on %s, from the first answer to what the person confirms', kind => {
  let instance: Instance
  let mechanism: SetUp
  let code: string
  let reference: string
  const file = (path = ''): string => `/desk/grievances/${reference}${path}`

  beforeAll(async () => {
    instance = await startInstance(kind)
    mechanism = await setUpMechanism(instance)
    code = await tell(instance.context, { told: { operationId: mechanism.operations.dam, organisationId: mechanism.organisations.dam } })
    reference = (await instance.context.db.selectFrom('grievances').select('reference').executeTakeFirstOrThrow()).reference
  })
  afterAll(() => instance.stop())

  async function desk(person: Staff): Promise<Visitor> {
    return mechanism.signIn(new Visitor(instance.app, instance.other), person)
  }
  async function open(person: Staff): Promise<Visitor> {
    const visitor = await desk(person)
    await visitor.get(file())
    return visitor.html.includes('declare-interest') ? visitor.submit({ conflict: 'no' }, 'declare-interest') : visitor
  }
  async function act(person: Staff, action: string, values: Record<string, string | string[]>): Promise<Visitor> {
    const visitor = await open(person)
    await visitor.get(file(`/${action}`))
    expect(visitor.status, `${action}: ${visitor.text.slice(0, 400)}`).toBe(200)
    await visitor.submit(values, action)
    expect(visitor.status, `${action}: ${visitor.text.slice(0, 600)}`).toBe(200)
    expect(visitor.url, `${action}: ${visitor.text.slice(0, 600)}`).toBe(file())
    return visitor
  }
  async function person(): Promise<Visitor> {
    const visitor = new Visitor(instance.app, instance.other)
    await visitor.get('/sw/messages')
    await visitor.submit({ code }, '/1')
    expect(visitor.url, visitor.text.slice(0, 300)).toBe('/sw/messages')
    return visitor
  }
  async function personActs(page: number, values: Record<string, string>): Promise<Visitor> {
    const visitor = await person()
    await visitor.get(`/sw/messages/${page}`)
    expect(visitor.status, visitor.text.slice(0, 400)).toBe(200)
    await visitor.submit(values, `/${page}`)
    expect(visitor.url, visitor.text.slice(0, 600)).toBe('/sw/messages')
    return visitor
  }
  const remedyIds = () => instance.context.db.selectFrom('remedies').selectAll().execute()

  it('lies on the desk of the team that the operation names, and does not exist for the other', async () => {
    const wanjiru = await desk(mechanism.people.wanjiru)
    expect(wanjiru.text).toContain(reference)
    const salma = await desk(mechanism.people.salma)
    expect(salma.text).not.toContain(reference)
    await salma.get(file())
    expect(salma.status).toBe(404)
  })

  it('is opened only by who declared no interest', async () => {
    const wanjiru = await desk(mechanism.people.wanjiru)
    await wanjiru.get(file())
    expect(wanjiru.text).not.toContain('Walinzi')
    await wanjiru.submit({ conflict: 'no' }, 'declare-interest')
    expect(wanjiru.text).toContain('Walinzi walifunga njia ya mtoni mwezi wa tatu')
  })

  it('is answered by a person who repeats the story, in the language it was told in', async () => {
    await act(mechanism.people.wanjiru, 'acknowledge', {
      readback: 'Njia ya mto imefungwa. Mnatembea saa mbili.',
      message: 'Habari. Mimi ni Wanjiru.',
    })
    const amina = await person()
    expect(amina.text).toContain('Njia ya mto imefungwa')
    await personActs(18, { right: 'yes', words: '' })
    await act(mechanism.people.wanjiru, 'write-note', { note: 'The site manager is a cousin of the liaison.' })
    expect((await person()).text).not.toContain('cousin')
  })

  it('is admitted with reasons only when a second person agrees', async () => {
    await act(mechanism.people.wanjiru, 'prepare-admission', {
      req_impact: 'yes',
      req_connection: 'yes',
      req_understandable: 'yes',
      outcome: 'admitted',
      ground: '',
      message: 'Tunaipokea.',
      note: '',
    })
    const wanjiru = await open(mechanism.people.wanjiru)
    await wanjiru.get(file('/decide-admission'))
    expect(wanjiru.status).toBe(404)
    await act(mechanism.people.ines, 'decide-admission', {})
    expect((await person()).text).toContain('Tunaipokea.')
  })

  it('is rated by the highest dimension, and a single person cannot lower it', async () => {
    await act(mechanism.people.wanjiru, 'rate-severity', { scale: '3', scope: '2', irremediability: '2', reason: 'Drinking water.' })
    const wanjiru = await open(mechanism.people.wanjiru)
    await wanjiru.get(file('/rate-severity'))
    await wanjiru.submit({ scale: '1', scope: '1', irremediability: '1', reason: 'Less.' }, 'rate-severity')
    expect(wanjiru.status).toBe(422)
    await act(mechanism.people.wanjiru, 'rate-involvement', {
      organisation: mechanism.organisations.dam,
      mode: 'cause',
      reason: 'Their guards.',
    })
    await act(mechanism.people.wanjiru, 'rate-involvement', {
      organisation: mechanism.organisations.grid,
      mode: 'contribute_incentivise',
      reason: 'Their deadline.',
    })
    const file1 = await act(mechanism.people.wanjiru, 'name-rights', { rights: ['right_water', 'right_food_living'] })
    expect(file1.text).toContain('Upper Dam Ltd')
    expect(file1.text).toContain('→ 3')
  })

  it('shows the person what was written down as asked, and takes their correction', async () => {
    await act(mechanism.people.wanjiru, 'record-asked', { type: 'compensation', asked: 'Fidia ya mavuno', rank: '1' })
    await act(mechanism.people.wanjiru, 'record-asked', {
      type: 'guarantee_non_repetition',
      asked: 'Wasifunge tena bila kutuuliza',
      rank: '2',
    })
    const [right, corrected] = await instance.context.db.selectFrom('asked_items').select('id').orderBy('rank').execute()
    const seen = (one: typeof right): string => `seen-${one?.id ?? ''}`
    await personActs(4, { [seen(right)]: 'right', [seen(corrected)]: 'corrected', words: 'Na wakuu wa kijiji waulizwe.' })
    await act(mechanism.people.wanjiru, 'record-asked', {
      corrects: corrected?.id ?? '',
      type: 'guarantee_non_repetition',
      asked: 'Wasifunge tena bila kutuuliza sisi na wakuu wa kijiji',
      rank: '2',
    })
    const words = (): ReturnType<typeof live> => live().where('replaced_by', 'is', null).where('rank', '=', 2)
    const live = () => instance.context.db.selectFrom('asked_items').select(['id', 'seen'])
    const shown = await (await person()).get('/sw/messages/4')
    const old = await words().executeTakeFirst()
    await act(mechanism.people.wanjiru, 'record-asked', {
      corrects: old?.id ?? '',
      type: 'guarantee_non_repetition',
      asked: 'Wasifunge tena bila kutuuliza sisi, wakuu na shule',
      rank: '2',
    })
    await shown.submit({ [seen(old)]: 'right', words: '' }, '/4')
    expect(shown.status, 'what was read is not there any more').toBe(422)
    expect(shown.text).toContain('wakuu na shule')
    const newest = await words().executeTakeFirst()
    expect(newest?.seen).toBe('waiting')
    await personActs(4, { [seen(newest)]: 'right', words: '' })
  })

  it('puts two offers beside what was asked; one is accepted, the other discussed, changed and accepted', async () => {
    const asked = await instance.context.db.selectFrom('asked_items').selectAll().where('replaced_by', 'is', null).orderBy('rank').execute()
    const offer = { organisation: mechanism.organisations.dam, deadline: '2026-12-15', subtype: '', replaces: '' }
    await act(mechanism.people.wanjiru, 'draft-offer', {
      ...offer,
      asked: asked[0]?.id ?? '',
      type: 'compensation',
      terms: 'Shilingi 44,800',
      amount: '44800',
      currency: 'KES',
    })
    await act(mechanism.people.wanjiru, 'draft-offer', {
      ...offer,
      asked: asked[1]?.id ?? '',
      type: 'guarantee_non_repetition',
      terms: 'Tutawaarifu',
      amount: '',
      currency: '',
    })
    await act(mechanism.people.wanjiru, 'put-proposal', { rightsChecked: 'yes', adviceOffered: 'yes', message: 'Hili ndilo toleo.' })
    const amina = await person()
    expect(amina.text).toContain('Shilingi 44,800')
    await amina.get('/sw/messages/5')
    expect(amina.text, 'beside what was asked, whose it is and by when').toMatch(/Kilichoombwa: [^·]+ · [^·]+ · kufikia/)
    const compensationFirst = amina.html.indexOf('44,800') < amina.html.indexOf('Tutawaarifu')
    await personActs(5, {
      answer1: compensationFirst ? 'accept' : 'discuss',
      answer2: compensationFirst ? 'discuss' : 'accept',
      words: 'Tuulizwe kwanza.',
    })
    const waits = (): Promise<unknown[]> =>
      instance.context.db.selectFrom('clocks').select('clock').where('clock', '=', 'reply').where('met_at', 'is', null).execute()
    expect(await waits(), 'whoever wants to discuss is promised an answer').toHaveLength(1)
    const discussed = (await remedyIds()).find(row => row.type === 'guarantee_non_repetition')
    await act(mechanism.people.wanjiru, 'draft-offer', {
      ...offer,
      asked: asked[1]?.id ?? '',
      replaces: discussed?.id ?? '',
      type: 'guarantee_non_repetition',
      terms: 'Tutawauliza wakuu kabla',
      amount: '',
      currency: '',
    })
    await act(mechanism.people.wanjiru, 'put-proposal', { rightsChecked: 'yes', adviceOffered: 'yes', message: 'Toleo jipya.' })
    expect(await waits(), 'which a new offer with its words is').toEqual([])
    await personActs(5, { answer1: 'accept', words: '' })
    expect((await remedyIds()).filter(row => row.status === 'agreed')).toHaveLength(2)
  })

  it('lets nobody but the person say that something was delivered', async () => {
    for (const row of (await remedyIds()).filter(one => one.status === 'agreed'))
      await act(mechanism.people.wanjiru, `report-delivery/${row.id}`, { evidence: 'Imelipwa kwa M-Pesa' })
    await expect(
      instance.context.db.transaction().execute(async trx => trx.updateTable('remedies').set({ status: 'verified' }).execute()),
    ).rejects.toThrow(/law/)
    const money = (await remedyIds())
      .filter(row => row.status === 'reported_delivered')
      .toSorted((a, b) => a.deadline.localeCompare(b.deadline))
    expect(money).toHaveLength(2)
    const amina = await person()
    await amina.get('/sw/messages/6')
    const compensationFirst = amina.html.indexOf('44,800') < amina.html.indexOf('wakuu kabla')
    await personActs(6, {
      result1: compensationFirst ? 'confirmed' : 'not_delivered',
      result2: compensationFirst ? 'not_delivered' : 'confirmed',
      alone: 'alone',
      words1: compensationFirst ? '' : 'Hawakutuuliza.',
      words2: compensationFirst ? 'Hawakutuuliza.' : '',
    })
    expect((await remedyIds()).map(row => row.status).sort()).toEqual(['disputed', 'superseded', 'verified'])
  })

  it('refuses to close while an item is open', async () => {
    const wanjiru = await open(mechanism.people.wanjiru)
    await wanjiru.get(file('/prepare-closing'))
    expect(wanjiru.status).toBe(409)
    await expect(
      instance.context.db.transaction().execute(trx =>
        trx
          .updateTable('grievances')
          .set({ stage: 'closed', version: sql`version + 1` } as never)
          .execute(),
      ),
    ).rejects.toThrow(/law/)
  })

  it('is closed by a lead once the person says that everything came', async () => {
    const disputed = (await remedyIds()).find(row => row.status === 'disputed')
    await act(mechanism.people.wanjiru, `report-delivery/${disputed?.id ?? ''}`, { evidence: 'Mkutano ulifanyika' })
    const amina = await person()
    await amina.get('/sw/messages/6')
    const compensationFirst = amina.html.indexOf('44,800') < amina.html.indexOf('wakuu kabla')
    await personActs(6, {
      result1: compensationFirst ? '' : 'confirmed',
      result2: compensationFirst ? 'confirmed' : '',
      alone: '',
    })
    const closing = {
      closure: 'cl_remedied',
      finding: 'fd_dialogue_no_finding',
      agreement: 'ag_full',
      delivery: 'rd_full_verified',
      view: 'cv_satisfied',
      organisationSays: 'We regret it.',
      message: 'Tumefunga.',
    }
    await act(mechanism.people.wanjiru, 'issue-findings', { finding: closing.finding, message: 'Mlikubaliana.' })
    await act(mechanism.people.wanjiru, 'prepare-closing', closing)
    const wanjiru = await open(mechanism.people.wanjiru)
    await wanjiru.get(file('/close'))
    expect(wanjiru.status).toBe(404)
    await act(mechanism.people.ines, 'close', {})
    const closed = await person()
    for (const said of [
      'We regret it.',
      'Mlilitatua kwa kuzungumza',
      'Wewe na kampuni mlikubaliana.',
      'Umeridhika.',
      'Kama sivyo, tuandikie.',
    ])
      expect(closed.text, 'what counts of it is said to her too').toContain(said)
  })

  it('opens the survey seven days later, and keeps the answers apart', async () => {
    instance.clock.advance(8 * DAY)
    await openSurveys(instance.context)
    const codes = Array.from({ length: 8 }, (_unused, index) => `survey_q${index + 1}`)
    const survey = await (await person()).get('/sw/messages/15')
    expect((await survey.submit({}, '/15')).status, 'a page without an answer is asked about').toBe(422)
    await survey.submit(Object.fromEntries(codes.slice(1).map(one => [one, 'mostly'])), '/15')
    expect(survey.text).toContain('Asante')
    const answers = await instance.context.db.selectFrom('survey_answers').selectAll().execute()
    expect(answers.map(({ question }) => question).toSorted(), 'what was left out is no answer').toEqual(codes.slice(1))
    expect(new Set(answers.map(answer => answer.closure_class))).toEqual(new Set([null]))
    expect((await person()).links()).not.toContain('/sw/messages/15')
  })

  it('stands behind the figures: too few for a share, but open to who may open it', async () => {
    const ines = await desk(mechanism.people.ines)
    await ines.get('/desk/effectiveness')
    expect(ines.status).toBe(200)
    expect(ines.text).toContain('fewer than 10')
    expect(ines.links()).toContain(file())
    const salma = await desk(mechanism.people.salma)
    await salma.get('/desk/effectiveness')
    expect(salma.links()).not.toContain(file())
  })
})
