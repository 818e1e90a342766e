import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DATABASES } from '../support/databases.ts'
import { newestReference, references } from '../support/desk.ts'
import { startInstance, type Instance } from '../support/instance.ts'
import { setUpMechanism, type SetUp, type Staff } from '../support/mechanism.ts'
import { tell } from '../support/tell.ts'
import { codeOn } from '../intake/told.ts'
import { Visitor } from '../support/visitor.ts'

const DAY = 86_400_000

describe.each(DATABASES)('The other ways through a grievance on %s', kind => {
  let instance: Instance
  let mechanism: SetUp
  beforeAll(async () => {
    instance = await startInstance(kind)
    mechanism = await setUpMechanism(instance)
  })
  afterAll(() => instance.stop())

  async function told(): Promise<{ code: string; reference: string }> {
    const before = new Set((await instance.context.db.selectFrom('grievances').select('reference').execute()).map(row => row.reference))
    const code = await tell(instance.context, {
      told: { operationId: mechanism.operations.dam, organisationId: mechanism.organisations.dam },
    })
    const after = await instance.context.db.selectFrom('grievances').select('reference').execute()
    return { code, reference: after.find(row => !before.has(row.reference))?.reference ?? '' }
  }
  async function tellByVoice(): Promise<string> {
    const bytes = [Buffer.from('OggS\0\x02'), Buffer.alloc(22), Buffer.from('OpusHead'), Buffer.from('MARKED-VOICE'.repeat(900))]
    const amina = await new Visitor(instance.app, instance.other).get('/en/form/1')
    await amina.submit({ voice: `@what I say.ogg:${Buffer.concat(bytes).toString('base64')}`, go: 'send' })
    await amina.submit({})
    return codeOn(amina) ?? ''
  }
  async function act(person: Staff, reference: string, action: string, values: Record<string, string | string[]>): Promise<Visitor> {
    const visitor = await mechanism.signIn(new Visitor(instance.app, instance.other), person)
    await visitor.get(`/desk/grievances/${reference}`)
    if (visitor.html.includes('declare-interest')) await visitor.submit({ conflict: 'no' }, 'declare-interest')
    if (action === '') return visitor
    await visitor.get(`/desk/grievances/${reference}/${action}`)
    if (visitor.status !== 200) return visitor
    await visitor.submit(values, action)
    expect(visitor.url, `${action}: ${visitor.text.slice(0, 500)}`).toBe(`/desk/grievances/${reference}`)
    return visitor
  }
  async function person(code: string): Promise<Visitor> {
    const visitor = new Visitor(instance.app, instance.other)
    await visitor.get('/sw/messages')
    return visitor.submit({ code }, '/1')
  }
  async function does(code: string, page: number, values: Record<string, string>): Promise<Visitor> {
    const visitor = await person(code)
    await visitor.get(`/sw/messages/${page}`)
    await visitor.submit(values, `/${page}`)
    expect(visitor.status, visitor.text.slice(0, 400)).toBe(200)
    return visitor
  }

  it('not admitted: plain reasons, other doors, and a panel that looks again without the notes of those who decided', async () => {
    const { code, reference } = await told()
    const { wanjiru, ines, mariam } = mechanism.people
    await act(wanjiru, reference, 'acknowledge', { readback: 'Mliandika.', message: 'Habari.' })
    await act(wanjiru, reference, 'write-note', { note: 'Only for the team.' })
    const no = {
      req_impact: 'yes',
      req_connection: 'no',
      req_understandable: 'yes',
      outcome: 'not_admitted',
      ground: 'na_no_company_link',
      message: 'Hatukuweza.',
      note: '',
      routes: ['route_ombuds', 'route_legal_aid'],
    }
    await act(wanjiru, reference, 'prepare-admission', no)
    await act(ines, reference, 'decide-admission', {})
    const amina = await person(code)
    expect(amina.text).toContain('Hatukuweza.')
    expect(amina.text).toContain(instance.context.words.in('sw').t('reference:externalRoutes.route_legal_aid.label'))
    expect((await act(mariam, reference, '', {})).status).toBe(404)
    await does(code, 9, { words: 'Kuna uhusiano: walinzi ni wao.' })
    const panel = await act(mariam, reference, '', {})
    expect(panel.text).toContain('Kuna uhusiano')
    expect(panel.text).toContain('Looks at it again, and can open it Second look')
    expect(panel.text).not.toContain('Only for the team.')
    instance.clock.advance(30 * 86_400_000)
    const today = await (await mechanism.signIn(new Visitor(instance.app, instance.other), mariam)).get('/desk/')
    expect(today.text).toContain(reference)
    expect(today.text, 'what the team owes is no lateness of the panel').not.toMatch(/late|−/)
    await act(mariam, reference, 'write-note', { note: 'Only for the panel.' })
    expect((await act(ines, reference, 'decide-looking-again', {})).status).toBe(404)
    await act(mariam, reference, 'decide-looking-again', { review: 'reopened', message: 'Tunaangalia tena.' })
    expect((await today.get('/desk/')).text, 'and once it has decided, nothing of it waits for the panel').not.toContain(reference)
    expect((await act(wanjiru, reference, '', {})).text).not.toContain('Only for the panel.')
    const reopened = await instance.context.db
      .selectFrom('grievances')
      .select(['stage', 'handler_id'])
      .where('reference', '=', reference)
      .executeTakeFirstOrThrow()
    expect(reopened, 'it does not go back to who said no').toEqual({ stage: 'acknowledged', handler_id: null })
  })

  it('told by voice alone: whoever looks again hears it where the person says so, and reads why and whom else they were sent to', async () => {
    const { otieno, salma, mariam } = mechanism.people
    const refused = async (): Promise<{ code: string; reference: string }> => {
      const known = await references(instance)
      const code = await tellByVoice()
      const reference = await newestReference(instance, known)
      await act(salma, reference, 'acknowledge', { readback: 'I heard that the path is closed.', message: 'Hello.' })
      const answers = { req_impact: 'yes', req_connection: 'no', req_understandable: 'yes', note: '' }
      const no = { outcome: 'not_admitted', ground: 'na_no_company_link', message: 'We could not.', routes: ['route_legal_aid'] }
      await act(salma, reference, 'prepare-admission', { ...answers, ...no })
      await act(otieno, reference, 'decide-admission', {})
      return { code, reference }
    }
    const heard = await refused()
    await does(heard.code, 9, { words: 'Sikilizeni.', hearVoice: 'yes' })
    const panel = await act(mariam, heard.reference, '', {})
    const [voice = ''] = panel.links().filter(link => link.includes('/files/'))
    await panel.get(voice)
    expect([panel.status, panel.text.includes('MARKED-VOICE')]).toEqual([200, true])
    const words = instance.context.words.in('en')
    const file = await act(mariam, heard.reference, '', {})
    expect(file.text).toContain(words.t('reference:nonAdmissionGrounds.na_no_company_link.label'))
    expect(file.text).toContain(words.t('reference:externalRoutes.route_legal_aid.label'))
    const unheard = await refused()
    await does(unheard.code, 9, { words: 'Soma tu.', hearVoice: '' })
    expect((await act(mariam, unheard.reference, '', {})).links().filter(link => link.includes('/files/'))).toEqual([])
  })

  it('stopped: final on the screen, asked in private by somebody else, and open again with the code', async () => {
    const { code, reference } = await told()
    const { wanjiru, ines } = mechanism.people
    await act(wanjiru, reference, 'acknowledge', { readback: 'Mliandika.', message: 'Habari.' })
    await does(code, 13, { words: '' })
    expect((await act(wanjiru, reference, 'check-in-private', {})).status).toBe(404)
    await act(ines, reference, 'check-in-private', { pressed: 'pressure', note: 'A neighbour came with the manager.' })
    await does(code, 14, { words: '' })
    const { stage } = await instance.context.db
      .selectFrom('grievances')
      .select('stage')
      .where('reference', '=', reference)
      .executeTakeFirstOrThrow()
    expect(stage).toBe('acknowledged')
  })

  it('late: the person reads since when, goes higher up, and a lead answers', async () => {
    const { code, reference } = await told()
    instance.clock.advance(8 * DAY)
    const amina = await person(code)
    expect(amina.html).toContain('class="note bad"')
    await does(code, 10, { words: 'Mmechelewa.' })
    expect((await act(mechanism.people.ines, reference, 'answer-escalation', { message: 'Samahani.' })).text).toContain('Samahani.')
  })

  it('a wrong digit: the code that was typed stands there in groups, with what is wrong beside it, and opens once it is mended', async () => {
    const { code } = await told()
    const wrong = code.replace(/.$/, last => String((Number(last) + 1) % 10))
    const visitor = await person(wrong)
    const groups = (digits: string): string => (digits.match(/.{4}/g) ?? []).join(' ')
    expect([visitor.status, visitor.url, visitor.headers['cache-control']]).toEqual([422, '/sw/messages/1', 'no-store'])
    expect(visitor.html).toContain(`value="${groups(wrong)}"`)
    expect(visitor.html).toMatch(
      /<a href="#code">[^<]+<.*id="code-error">[^<]+<.*aria-describedby="code-hint code-error" aria-invalid="true"/s,
    )
    await visitor.submit({ code: groups(code) }, '/1')
    expect(visitor.url).toBe('/sw/messages')
  })

  it('words of people: each paragraph has a direction of its own, whichever way the page runs', async () => {
    const { code, reference } = await told()
    await act(mechanism.people.wanjiru, reference, 'acknowledge', {
      readback: 'Hello (we heard).',
      message: 'It ends with (a bracket).\n\nمرحبا.',
    })
    const amina = await person(code)
    for (const url of ['/ar/messages', '/ar/messages/18', '/ar/messages/19'])
      expect((await amina.get(url)).html).toContain('<p dir="auto">Hello (we heard).</p>')
    expect(amina.html).toContain('<p dir="auto">It ends with (a bracket).</p><p dir="auto">مرحبا.</p>')
  })

  it('more codes: a second opens the same page, stops nothing, and closes once it is taken back', async () => {
    const { code } = await told()
    const amina = await person(code)
    await amina.get('/sw/messages/11')
    await amina.submit({}, '/11')
    const second = [...amina.html.matchAll(/<span>(\d{4})<\/span>/g)].map(([, group]) => group).join('')
    expect((await person(second)).status, 'it holds once she says that she has it').toBe(422)
    await amina.submit({ go: 'keep' }, '/11')
    const sister = await person(second)
    expect(sister.url).toBe('/sw/messages')
    expect(sister.html).not.toContain('href="/sw/messages/13"')
    expect((await sister.get('/sw/messages/13')).status).toBe(409)
    await amina.submit({ end: 'second' }, '/11')
    expect((await sister.get('/sw/messages')).html).toContain('name="code"')
    expect((await person(second)).status).toBe(422)
    expect((await person(code)).url).toBe('/sw/messages')
  })

  it('asked again after closing: it stands on Today and in the queue until that is answered, and no regular news is promised', async () => {
    const { code, reference } = await told()
    const { wanjiru, ines } = mechanism.people
    await act(wanjiru, reference, 'acknowledge', { readback: 'Mliandika.', message: 'Habari.' })
    await does(code, 13, { words: '' })
    await act(ines, reference, 'check-in-private', { pressed: 'free', note: 'She decided it herself.' })
    const sum = { closure: 'cl_withdrawn_free', finding: 'fd_none', agreement: 'ag_na', delivery: 'rd_none_offered', view: 'cv_unknown' }
    await act(wanjiru, reference, 'prepare-closing', { ...sum, organisationSays: 'Nothing.', message: 'Tumefunga.' })
    await act(ines, reference, 'close', {})
    const lists = async (): Promise<string[]> => {
      const visitor = await mechanism.signIn(new Visitor(instance.app, instance.other), wanjiru)
      return [(await visitor.get('/desk/')).html, (await visitor.get('/desk/queue')).html]
    }
    for (const list of await lists()) expect(list).not.toContain(reference)
    expect((await act(ines, reference, 'answer-safety', {})).status).toBe(409)
    await does(code, 7, { words: 'Walikuja tena.' })
    await does(code, 2, { message: 'Bado nipo.' })
    for (const list of await lists()) expect(list).toContain(reference)
    await act(ines, reference, 'answer-safety', { message: 'Tunakuja.' })
    expect((await act(ines, reference, 'answer-safety', {})).status).toBe(409)
    await act(wanjiru, reference, 'answer-message', { message: 'Tumesoma.' })
    for (const list of await lists()) expect(list).not.toContain(reference)
  })

  it('what may be known: shows where letters go and the number to call, and keeps both while something else is changed', async () => {
    const notice = { email: 'amina@example.org', language: 'sw', door: 'messages' } as const
    const called = { callPhone: '+254 700 000 001', callHours: 'Saa kumi', callWord: 'Mto' }
    const apart = { text: '', language: 'sw', answers: { ...called, contact: notice.email } }
    const known = await references(instance)
    const code = await tell(instance.context, { notice, identity: apart, call: true })
    const { id } = await instance.context.db
      .selectFrom('grievances')
      .select('id')
      .where('reference', '=', await newestReference(instance, known))
      .executeTakeFirstOrThrow()
    const calls = async (): Promise<unknown[]> =>
      instance.context.db
        .selectFrom('clocks')
        .select('clock')
        .where('grievance_id', '=', id)
        .where('clock', '=', 'call')
        .where('met_at', 'is', null)
        .execute()
    const amina = await person(code)
    await amina.get('/sw/messages/12')
    await amina.submit({ times: 'Jioni' }, '/12')
    await amina.get('/sw/messages/12')
    for (const known of ['Jioni', '+254 700 000 001', notice.email]) expect(amina.html).toContain(`value="${known}"`)
    expect(await calls()).toHaveLength(1)
    await amina.submit({ phone: '', notices: '' }, '/12')
    expect(await calls(), 'nobody is called at a number that was taken back').toEqual([])
    await amina.get('/sw/messages/21')
    await amina.submit({ callAbout: 'Nataka kuzungumza.' }, '/21')
    expect([amina.status, await calls()], 'nor promised a call without one').toEqual([422, []])
    await amina.submit({ callPhone: '+254 700 000 002' }, '/21')
    expect(await calls()).toHaveLength(1)
    await amina.get('/sw/messages/12')
    await amina.submit({ phone: '+254 700 000 003' }, '/12')
    await amina.get('/sw/messages/12')
    expect(amina.html).toContain('value="+254 700 000 003"')
    await amina.get('/sw/messages/21')
    await amina.submit({}, '/21')
    expect(amina.url, 'the number that is known serves').toBe('/sw/messages')
    await amina.get('/sw/messages/12')
    await amina.submit({ phone: '' }, '/12')
    await amina.get('/sw/messages/12')
    for (const gone of ['+254 700 000 001', notice.email]) expect(amina.html).not.toContain(gone)
    expect(amina.html).toContain('value="Jioni"')
    for (const times of ['Asubuhi', 'Usiku', 'Mchana', 'Jioni', 'Asubuhi']) {
      await amina.submit({ times }, '/12')
      await amina.get('/sw/messages/12')
      expect(amina.html, 'of all that is said on one day the last counts').toContain(`value="${times}"`)
    }
    await amina.submit({ mode: 'id_confidential', name: 'Amina Wekesa' }, '/12')
    const reference = await newestReference(instance, known)
    expect((await act(mechanism.people.otieno, reference, '', {})).text).not.toContain('Amina Wekesa')
    await amina.get('/sw/messages/12')
    await amina.submit({}, '/12')
    expect(amina.url).toBe('/sw/messages')
  })

  it('closing: the page is gone from the screen and from behind Back, without leaving this site', async () => {
    const { code } = await told()
    const amina = await person(code)
    await amina.submit({}, '/20')
    expect(amina.url).toBe('/sw/messages')
    expect(amina.html).toContain('name="code"')
  })

  it('less hidden: only from tomorrow, and only when it is said again; more hidden: at once', async () => {
    const { code } = await told()
    const mode = async (): Promise<string> =>
      (
        await instance.context.db
          .selectFrom('participants')
          .innerJoin('grievances', 'grievances.id', 'grievance_id')
          .select('identity_mode')
          .orderBy('received_on', 'desc')
          .execute()
      )[0]?.identity_mode ?? ''
    const wish = (wanted: string) => does(code, 12, { mode: wanted, notices: '' })
    const only = await instance.context.db
      .selectFrom('unlocks')
      .innerJoin('participants', 'participants.principal_id', 'unlocks.principal_id')
      .select('participants.id')
      .execute()
    expect(only.length).toBeGreaterThan(0)
    await wish('id_named')
    expect(await mode()).toBe('id_pseudonymous')
    const page = '/sw/messages/12'
    const todoOf = (amina: Visitor): string => /<section class="todo">.*?<[/]section>/s.exec(amina.html)?.[0] ?? ''
    const asked = await person(code)
    expect(asked.text).toContain('Bado hakuna kilichobadilika: unaweza kusema tena kuanzia')
    expect([asked.text.includes('Ulibadilisha kinachoweza kujulikana'), todoOf(asked)]).toEqual([false, ''])
    instance.clock.advance(DAY)
    expect(todoOf(await person(code))).toContain(`href="${page}"`)
    await does(code, 12, { notices: '' })
    expect([await mode(), todoOf(await person(code))], 'taken back').toEqual(['id_pseudonymous', ''])
    await wish('id_named')
    instance.clock.advance(DAY)
    await wish('id_named')
    const named = await instance.context.db.selectFrom('participants').select('id').where('identity_mode', '=', 'id_named').execute()
    expect(named).toHaveLength(1)
    await wish('id_confidential')
    expect(
      await instance.context.db.selectFrom('participants').select('id').where('identity_mode', '=', 'id_named').execute(),
    ).toHaveLength(0)
  })
})
