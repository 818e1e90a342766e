import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { changePassphrase } from '../../src/accounts/renew.ts'
import { removeMember } from '../../src/accounts/remove-member.ts'
import { stretchPassphrase } from '../../src/accounts/passphrases.ts'
import { buildApp } from '../../src/app.ts'
import { paths } from '../../src/contracts/paths.ts'
import { grievancesVisibleTo } from '../../src/grievances/visible.ts'
import { blobsBefore } from '../../src/platform/uploads/index.ts'
import { sweep } from '../../src/sweep.ts'
import { DATABASES } from '../support/databases.ts'
import type { Instance } from '../support/instance.ts'
import { actorOf, type SetUp } from '../support/mechanism.ts'
import type { Organisation } from '../support/organisation.ts'
import { openPage, revoke, startSpeaking, type Speaking } from '../support/speaking.ts'
import { STORY, TOKEN, TOKENS, TOLD, Tool, tokenOf } from '../support/tool.ts'

const DAY = 86_400_000

describe.each(DATABASES)('A field tool of an organisation on %s', kind => {
  let instance: Instance
  let mechanism: SetUp
  let tupendo: Organisation
  let haki: Organisation
  let signIn: Speaking['signIn']
  let tool: Tool
  beforeAll(async () => {
    ;({ instance, mechanism, tupendo, haki, signIn } = await startSpeaking(kind))
    tool = await toolOf(tupendo)
  })
  afterAll(() => instance.stop())

  async function toolOf(organisation: Organisation): Promise<Tool> {
    const { token } = await tokenOf(instance, mechanism, organisation.lead, { organisation: organisation.team.principalId })
    return new Tool(token, instance.app, instance.other)
  }
  const grievances = async (): Promise<number> =>
    (await grievancesVisibleTo(instance.context.db, { kind: 'system' }).select('grievances.id').execute()).length

  it('tells for somebody as its people do: the person holds the code, and sees who speaks and who wrote', async () => {
    const { reference, code, answerBy } = await tool.tell('first')
    expect(Date.parse(answerBy)).toBeGreaterThan(instance.clock.now().getTime())
    const row = await grievancesVisibleTo(instance.context.db, { kind: 'system' })
      .select(['channel', 'spoken_by', 'brought_by', 'language', 'suspect'])
      .where('reference', '=', reference)
      .executeTakeFirstOrThrow()
    const { principalId } = tupendo.team
    expect(row).toEqual({ channel: 'ch_intermediary', spoken_by: [principalId], brought_by: principalId, language: 'sw', suspect: false })
    const asha = await openPage(instance, code)
    expect(asha.text).toContain(STORY)
    expect(asha.text).toContain('Field forms, Tupendo Centre')
    const lead = await signIn(tupendo.lead)
    await lead.get(`/desk/our-people/${reference}`)
    expect(lead.text).toContain(STORY)
    expect(lead.text).toContain(instance.context.words.in('en').t('reference:mandateEvidence.me_declared_pending.label'))
  })

  it('is answered the same to the same send, by any instance and all at once, and makes one grievance of it', async () => {
    const before = await grievances()
    const all = await Promise.all(Array.from({ length: 6 }, () => tool.post('/grievances', 'again', TOLD)))
    expect(all.map(answer => answer.statusCode)).toEqual(all.map(() => 201))
    expect(new Set(all.map(answer => answer.body)).size).toBe(1)
    expect((await tool.post('/grievances', 'again', TOLD)).body).toBe(all[0]?.body)
    const restarted = await buildApp(instance.context)
    expect((await new Tool(tool.secret, restarted).post('/grievances', 'again', TOLD)).body).toBe(all[0]?.body)
    await restarted.close()
    expect(await grievances()).toBe(before + 1)
    const turned = { pages: { who: TOLD.pages.who, story: TOLD.pages.story }, language: TOLD.language }
    expect((await tool.post('/grievances', 'again', turned)).body, 'names stand in any order').toBe(all[0]?.body)
    const other = await tool.post('/grievances', 'again', { ...TOLD, language: 'en' })
    expect(other.statusCode).toBe(422)
    expect(other.json()).toMatchObject({ type: 'urn:recourse:problem:keyOther', status: 422 })
    expect((await (await toolOf(tupendo)).tell('again')).reference, 'a key belongs to its token').not.toBe(all[0]?.json().reference)
  })

  it('is told what is wrong in the words of the form, in the language that it asks for, and nothing is made', async () => {
    const before = await grievances()
    const pages = { story: { story: '' }, identity: { reply: 'email' }, who: { people: 'several', phone: '1' } }
    const kinds = await tool.post('/grievances', 'wrong', { language: 'sw', pages })
    expect(kinds.json().errors).toMatchObject([{ pointer: '/pages/who/phone', code: 'unknown_field' }])
    const wrong = await instance.app.inject({
      method: 'POST',
      url: '/api/v1/grievances',
      headers: { authorization: tool.bearer, 'idempotency-key': 'wrong', 'accept-language': 'sw' },
      payload: { language: 'sw', pages: { ...pages, who: { people: 'several' } } },
    })
    const words = instance.context.words.in('sw')
    expect(wrong.statusCode).toBe(422)
    expect(wrong.headers['content-type']).toContain('application/problem+json')
    expect(wrong.headers['set-cookie']).toBeUndefined()
    expect(wrong.json().title).toBe(words.t('partners:problems.invalid.title'))
    expect(wrong.json().errors).toEqual([
      { pointer: '/pages/story/story', code: 'nothing_told', detail: words.t('forms:errors.nothing_told') },
      { pointer: '/pages/who/people', code: 'choose', detail: words.t('forms:errors.choose') },
      { pointer: '/pages/identity/email', code: 'email_needed', detail: words.t('forms:errors.email_needed') },
      { pointer: '/pages/identity/neutral', code: 'neutral', detail: words.t('forms:errors.neutral') },
    ])
    expect(await grievances()).toBe(before)
  })

  it('adds files once: the picture apart, a clean copy and the paper among what is shared; what is no file of people is refused', async () => {
    const { reference } = await tool.tell('with files')
    const photo = { field: 'photos', name: 'IMG_2231 Asha.jpg', bytes: await picture() }
    const paper = { field: 'photos', name: 'letter.txt', bytes: Buffer.from('Dear sirs, the well smells of fuel.') }
    const [first, second] = await Promise.all([
      tool.postFiles(reference, 'files', [photo, paper]),
      tool.postFiles(reference, 'files', [photo, paper]),
    ])
    expect([first.statusCode, first.json()]).toEqual([201, { reference, files: 2 }])
    expect(second.body).toBe(first.body)
    expect((await tool.postFiles(reference, 'files', [paper])).statusCode).toBe(422)
    const rewritten = { ...paper, bytes: Buffer.from('Dear sirs, the well smells of soap.') }
    expect((await tool.postFiles(reference, 'files', [photo, rewritten])).json().type).toBe('urn:recourse:problem:keyOther')
    const unknown = await tool.postFiles(reference, 'unknown', [{ ...paper, field: 'papers' }])
    expect(unknown.json().errors).toMatchObject([{ pointer: '/papers', code: 'unknown_field' }])
    const machine = await tool.postFiles(reference, 'program', [{ field: 'photos', name: 'a.exe', bytes: Buffer.from('MZ\u0000\u0001') }])
    expect(machine.json().errors).toMatchObject([{ pointer: '/photos', code: 'file_kind' }])
    const rows = await instance.context.db
      .selectFrom('files')
      .innerJoin('compartments', 'compartments.id', 'files.compartment_id')
      .innerJoin('grievances', 'grievances.id', 'files.grievance_id')
      .select(['compartments.kind', 'files.copy_of'])
      .where('grievances.reference', '=', reference)
      .execute()
    expect(rows.map(row => `${row.kind} ${row.copy_of === null ? 'original' : 'copy'}`).sort()).toEqual([
      'identity original',
      'shared copy',
      'shared original',
    ])
    expect((await tool.get(`/grievances/${reference}`)).json().files).toContain('letter.txt')
  })

  it('brings no photo and no voice where the person let it read only what is shared, and leaves nothing of them', async () => {
    const { reference, code } = await tool.tell('two speak')
    const asha = await openPage(instance, code)
    await asha.get(paths.message('sw', 'appoint'))
    await asha.submit({ organisation: haki.team.principalId, mandateFor: ['talk'] }, paths.message('sw', 'appoint'))
    const other = await toolOf(haki)
    const refused = await other.postFiles(reference, 'photo', [{ field: 'photos', name: 'a.jpg', bytes: await picture() }])
    expect([refused.statusCode, refused.json().type]).toEqual([409, 'urn:recourse:problem:noIdentity'])
    const paper = await other.postFiles(reference, 'paper', [{ field: 'photos', name: 'a.txt', bytes: Buffer.from('A letter.') }])
    expect(paper.statusCode).toBe(201)
    const known = await instance.context.db.selectFrom('files').select('id').execute()
    const blobs = await blobsBefore(instance.context.config.filesDir, new Date(8.64e15))
    expect(blobs.map(blob => blob.id).sort()).toEqual(known.map(file => file.id).sort())
  })

  it('writes for the person and reads what they and the team say, each use with one record that tells no minute', async () => {
    const { reference, code } = await tool.tell('to talk')
    const message = { language: 'en', message: 'She can meet you on Thursday.' }
    expect((await tool.post(`/grievances/${reference}/messages`, 'words', message)).json()).toEqual({ reference })
    expect((await tool.post(`/grievances/${reference}/messages`, 'words', message)).statusCode).toBe(201)
    const asha = await openPage(instance, code)
    expect(asha.text.split('She can meet you on Thursday.')).toHaveLength(2)
    await asha.submit({ message: 'Ni mimi mwenyewe naandika.' }, '/2')
    const before = await uses()
    const read = (await tool.get(`/grievances/${reference}`)).json()
    expect(read).toMatchObject({
      reference,
      stage: 'received',
      language: 'sw',
      mandates: [{ evidence: 'me_declared_pending', givenHere: false, until: null }],
    })
    expect(read.messages.map((one: { text: string }) => one.text)).toEqual([STORY, message.message, 'Ni mimi mwenyewe naandika.'])
    const after = await uses()
    expect(after).toHaveLength(before.length + 1)
    expect(after.every(use => use.at.getTime() % (DAY / 2) === 0)).toBe(true)
    const { grievances: list } = (await tool.get('/grievances')).json()
    expect(list.find((line: { reference: string }) => line.reference === reference)).toMatchObject({
      stage: 'received',
      told: '2026-09-02',
      next: { what: 'acknowledgement' },
      waits: [instance.context.words.in('en').t('representation:proofFollows')],
    })
  })

  const uses = () => instance.context.db.selectFrom('audit').select(['at', 'object']).where('action', '=', 'token.used').execute()

  it('reads in its list what comes to the person, and not what the desk has to do', async () => {
    const { reference } = await tool.tell('to call', { language: 'sw', pages: { call: { callPhone: '0712 345 678' } } })
    const { grievances: list } = (await tool.get('/grievances')).json()
    const line = list.find((one: { reference: string }) => one.reference === reference)
    expect(line.next).toMatchObject({ what: 'call', name: 'The call to the person' })
    const lead = await signIn(tupendo.lead)
    await lead.get('/desk/our-people')
    expect([lead.text.includes('The call to the person'), lead.text.includes('Call to make')]).toEqual([true, false])
  })

  it('finds nothing once the person ended the mandate, and nothing that another organisation speaks in', async () => {
    const { reference, code } = await tool.tell('to end')
    const stranger = await toolOf(haki)
    expect((await stranger.get(`/grievances/${reference}`)).statusCode).toBe(404)
    expect((await stranger.get('/grievances')).body).not.toContain(reference)
    await revoke(await openPage(instance, code))
    for (const answer of [
      await tool.get(`/grievances/${reference}`),
      await tool.post(`/grievances/${reference}/messages`, 'late', { language: 'en', message: 'Are you there?' }),
      await tool.postFiles(reference, 'late', [{ field: 'photos', name: 'a.txt', bytes: Buffer.from('a') }]),
    ])
      expect([answer.statusCode, answer.json().type]).toEqual([404, 'urn:recourse:problem:notFound'])
    expect((await tool.get('/grievances')).body).not.toContain(reference)
  })

  it('is told which methods an address takes when it comes with another', async () => {
    for (const [method, url, allow] of [
      ['DELETE', '/grievances', 'GET, HEAD, POST'],
      ['POST', '/grievances/AAA-AAA', 'GET, HEAD'],
      ['GET', '/grievances/AAA-AAA/files', 'POST'],
    ] as const) {
      const headers = { authorization: tool.bearer, 'accept-language': 'es' }
      const answer = await instance.app.inject({ method, url: `/api/v1${url}`, headers })
      expect([answer.statusCode, answer.headers.allow, answer.json().type]).toEqual([405, allow, 'urn:recourse:problem:wrongMethod'])
      expect(answer.json().title).toBe(instance.context.words.in('es').t('partners:problems.wrongMethod.title'))
    }
  })

  it('goes on working when the key of the organisation changes, for what was told before and after', async () => {
    const own = await toolOf(haki)
    const before = await own.tell('before')
    await remove(haki, haki.member.id)
    const after = await own.tell('after')
    for (const { reference } of [before, after]) expect((await own.get(`/grievances/${reference}`)).json().messages[0].text).toBe(STORY)
  })

  it('opens nothing more once a lead ended the token, its last day has passed, or its maker left or changed their passphrase', async () => {
    const works = async (one: Tool): Promise<number> => (await one.get('/grievances')).statusCode
    const ended = await tokenOf(instance, mechanism, tupendo.lead, { organisation: tupendo.team.principalId, lastDay: '2026-09-03' })
    const brief = new Tool(ended.token, instance.app, instance.other)
    const { token, visitor } = await tokenOf(instance, mechanism, tupendo.lead, { organisation: tupendo.team.principalId })
    const other = new Tool(token, instance.app, instance.other)
    expect([await works(brief), await works(other)]).toEqual([200, 200])
    await visitor.get(TOKENS)
    expect(visitor.html, 'it is shown once').not.toMatch(TOKEN)
    const id = token.slice(3, 35).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
    await visitor.get(`${TOKENS}/${id}/end`)
    expect(visitor.text).toContain('Field forms')
    expect(await works(other), 'looking ends nothing').toBe(200)
    const baraka = await signIn(haki.lead)
    expect((await baraka.get(`${TOKENS}/${id}/end`)).status).toBe(404)
    await visitor.submit({}, `${id}/end`)
    expect(visitor.url).toBe(TOKENS)
    expect([await works(brief), await works(other)]).toEqual([200, 401])
    instance.clock.advance(2 * DAY)
    expect([await works(brief), await works(tool)]).toEqual([401, 200])
    await sweep(instance.context)
    expect(await works(brief)).toBe(401)
    const renewed = await toolOf(haki)
    await changePassphrase(
      instance.context,
      haki.lead.held,
      await stretchPassphrase(instance.context, 'another river, other stones'),
      'account.passphrase_changed',
    )
    expect(await works(renewed)).toBe(401)
    await instance.context.db.updateTable('memberships').set({ role: 'lead' }).where('account_id', '=', tupendo.member.id).execute()
    await remove(tupendo, tupendo.lead.id)
    expect(await works(tool)).toBe(401)
    expect(await instance.context.db.selectFrom('tokens').select('id').execute()).toEqual([])
  })

  const remove = (organisation: Organisation, accountId: string): Promise<void> =>
    instance.context.db
      .transaction()
      .execute(trx =>
        removeMember(instance.context, trx, actorOf(mechanism.people.ines, true), { teamId: organisation.team.principalId, accountId }),
      )

  it('has a token only from a lead, after their passphrase, for a year at most', async () => {
    const neema = await signIn(tupendo.member)
    await neema.get(TOKENS)
    await neema.submit({ toolName: 'Tool', organisation: tupendo.team.principalId, lastDay: '2027-12-31' }, TOKENS)
    expect([neema.status, TOKEN.test(neema.html)]).toEqual([422, false])
    instance.clock.advance(6 * 60_000)
    await neema.get(TOKENS)
    expect(neema.url).toMatch(/^\/desk\/again/)
    const handler = await signIn(mechanism.people.otieno)
    expect((await handler.get(TOKENS)).status).toBe(404)
  })
})

function picture(): Promise<Buffer> {
  return sharp({ create: { width: 40, height: 30, channels: 3, background: '#336699' } })
    .jpeg()
    .toBuffer()
}
