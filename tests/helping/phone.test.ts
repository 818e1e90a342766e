import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { removeMember } from '../../src/accounts/remove-member.ts'
import { paths } from '../../src/contracts/paths.ts'
import { DATABASES } from '../support/databases.ts'
import { actOn, newestReference, openFile, references } from '../support/desk.ts'
import { startInstance, type Instance } from '../support/instance.ts'
import { actorOf, setUpMechanism, type SetUp, type Staff } from '../support/mechanism.ts'
import { Visitor } from '../support/visitor.ts'

const STORY = 'Mto umechafuka tangu kiwanda kifunguliwe, na ng’ombe wetu wanakufa.'

describe.each(DATABASES)('What is told by phone on %s', kind => {
  let instance: Instance
  let mechanism: SetUp
  let slips: { serial: string; code: string }[]
  let salma: Visitor

  beforeAll(async () => {
    instance = await startInstance(kind)
    mechanism = await setUpMechanism(instance)
    salma = await desk(mechanism.people.salma)
    slips = await printed(salma, 3)
  })
  afterAll(() => instance.stop())

  const visitor = (): Visitor => new Visitor(instance.app, instance.other)
  const desk = (person: Staff): Promise<Visitor> => mechanism.signIn(visitor(), person)
  const openWith = async (code: string): Promise<Visitor> => {
    const amina = await visitor().get('/sw/messages')
    return amina.submit({ code }, '/1')
  }
  const told = () => ({
    story: STORY,
    operation: mechanism.operations.dam,
    channel: 'ch_phone',
    toldIn: 'sw',
    readBack: 'yes',
  })

  async function printed(handler: Visitor, count: number): Promise<{ serial: string; code: string }[]> {
    await handler.get('/desk/slips')
    await handler.submit({ count: String(count), slipLanguage: 'sw' }, 'slips')
    const serials = [...handler.html.matchAll(/class="serial">([^<]+)</g)].map(([, serial = '']) => serial)
    const codes = [...handler.html.matchAll(/<div class="code">(.*?)<\/div>/g)].map(([, groups = '']) => groups.replace(/\D/g, ''))
    return serials.map((serial, index) => ({ serial, code: codes[index] ?? '' }))
  }

  it('has slips whose codes are shown once and are kept nowhere', async () => {
    expect(slips).toHaveLength(3)
    expect(new Set(slips.map(slip => slip.code)).size).toBe(3)
    expect(slips[0]?.serial).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/)
    expect(slips[0]?.code).toMatch(/^\d{24}$/)
    await salma.get('/desk/slips')
    expect(salma.html).not.toContain(slips[0]?.serial)
  })

  it('opens nothing with a slip that nobody has used, and says so kindly', async () => {
    const early = await openWith(slips[0]?.code ?? '')
    expect(early.status).toBe(200)
    expect(early.text).toContain('Namba hii ya siri bado haijatumika')
    await early.get('/sw/messages')
    expect(early.html).toContain('name="code"')
  })

  it('is not sent without the channel, the language and whether it was read back', async () => {
    await salma.get('/desk/tell')
    await salma.submit({ story: STORY, serial: 'AAAA-AAAA' }, 'tell')
    expect(salma.status).toBe(422)
    for (const name of ['channel', 'toldIn', 'readBack', 'serial']) expect(salma.html).toContain(`id="${name}-error"`)
    expect(salma.html).toContain(STORY.slice(0, 30))
  })

  it('is written down with a slip whose code the helper never sees, and read by the team that the place names', async () => {
    await salma.get('/desk/tell')
    await salma.submit({ ...told(), serial: slips[0]?.serial.toLowerCase().replace('-', ' ') ?? '', keepHelping: 'yes' }, 'tell')
    expect(salma.status, salma.text).toBe(200)
    expect(salma.html).toContain(slips[0]?.serial)
    expect(salma.html.replace(/\D/g, '')).not.toContain(slips[0]?.code)
    expect(salma.html).not.toContain('class="code"')
    const wanjiru = await desk(mechanism.people.wanjiru)
    await wanjiru.get(`/desk/grievances/${await reference()}`)
    await wanjiru.submit({ conflict: 'no' }, 'declare-interest')
    expect(wanjiru.text).toContain('written down by Salma')
    expect(wanjiru.text).toContain('Phone / hotline · read back and right')
    expect(wanjiru.text).toContain('ng’ombe')
  })

  it('cannot be written down twice with one slip', async () => {
    await salma.get('/desk/tell')
    await salma.submit({ ...told(), serial: slips[0]?.serial ?? '' }, 'tell')
    expect(salma.status).toBe(422)
    expect(salma.html).toContain('id="serial-error"')
  })

  it('opens with the code of the slip, in which the person sees their words and who may keep helping', async () => {
    const amina = await openWith(slips[0]?.code ?? '')
    expect(amina.url).toBe('/sw/messages')
    expect(amina.text).toContain('ng’ombe')
    expect(amina.text).toContain('Salma, anayekusaidia')
    expect(amina.text).toContain('Badilisha namba yangu ya siri')
  })

  it('lets the helper write for the person, and know no more than the person knows', async () => {
    await salma.get(`/desk/grievances/${await reference()}`)
    await salma.submit({ conflict: 'no' }, 'declare-interest')
    expect(salma.text).toContain('ng’ombe')
    expect(salma.html).not.toContain('/write-note')
    expect(salma.text).not.toContain('Routed')
    await salma.get(`/desk/grievances/${await reference()}/write-for-person`)
    await salma.submit({ message: 'Anasema maji yamekuwa mekundu.' }, 'write-for-person')
    const amina = await openWith(slips[0]?.code ?? '')
    expect(amina.text).toContain('maji yamekuwa mekundu')
  })

  it('is the person’s alone once they end the help', async () => {
    const amina = await openWith(slips[0]?.code ?? '')
    await amina.get(paths.message('sw', 'helper'))
    expect(amina.text).toContain('Salma')
    await amina.submit({}, paths.message('sw', 'helper'))
    expect(amina.url).toBe('/sw/messages')
    expect(amina.text).not.toContain('Salma, anayekusaidia')
    await amina.submit({ message: 'Hii ni kwa timu tu.' }, '/2')
    await salma.get(`/desk/grievances/${await reference()}`)
    expect(salma.status).toBe(404)
    const grants = await instance.context.db
      .selectFrom('compartment_grants')
      .select('compartment_id')
      .where('grantee_id', '=', mechanism.people.salma.id)
      .execute()
    expect(grants).toEqual([])
    const wanjiru = await desk(mechanism.people.wanjiru)
    await wanjiru.get(`/desk/grievances/${await reference()}`)
    expect(wanjiru.text).toContain('Hii ni kwa timu tu.')
  })

  it('has a code that only the person knows once they changed it', async () => {
    const elsewhere = await openWith(slips[0]?.code ?? '')
    const amina = await openWith(slips[0]?.code ?? '')
    await amina.get(paths.message('sw', 'changeCode'))
    await amina.submit({}, paths.message('sw', 'changeCode'))
    const fresh = (/<div class="code">(.*?)<\/div>/.exec(amina.html)?.[1] ?? '').replace(/\D/g, '')
    expect(fresh).toMatch(/^\d{24}$/)
    expect((await openWith(slips[0]?.code ?? '')).url, 'the old one holds until the new one is theirs').toBe('/sw/messages')
    await amina.submit({ go: 'replace' }, paths.message('sw', 'changeCode'))
    expect(amina.url).toBe('/sw/messages')
    expect((await openWith(slips[0]?.code ?? '')).status).toBe(422)
    expect((await openWith(fresh)).text).toContain('ng’ombe')
    await elsewhere.get('/sw/messages')
    expect(elsewhere.html).toContain('name="code"')
  })

  it('shows the code once to be read out where there is no slip, and the same one when the page is sent twice', async () => {
    await salma.get('/desk/tell')
    const sent = salma.prepared({ ...told(), operation: 'unknown', channel: 'ch_in_person' }, 'tell')
    const codes = [await salma.repeat(sent), await salma.repeat(sent)].map(page => /<div class="code">(.*?)<\/div>/.exec(page.html)?.[1])
    expect(codes[0]).toBeDefined()
    expect(codes[1]).toBe(codes[0])
    expect((await openWith((codes[0] ?? '').replace(/\D/g, ''))).text).toContain('ng’ombe')
    expect(await instance.context.db.selectFrom('participants').select('id').execute()).toHaveLength(2)
  })

  it('tells the helper no more of how it ended than the person reads: that pressure is suspected stays with the team', async () => {
    const known = await references(instance)
    await salma.get('/desk/tell')
    await salma.submit({ ...told(), channel: 'ch_in_person', serial: slips[1]?.serial ?? '', keepHelping: 'yes' }, 'tell')
    const pressed = await newestReference(instance, known)
    const amina = await (await openWith(slips[1]?.code ?? '')).get(paths.message('sw', 'stop'))
    await amina.submit({ words: '' }, paths.message('sw', 'stop'))
    const open = (who: Staff): Promise<Visitor> => openFile(instance, mechanism, who, pressed)
    const [wanjiru, ines] = [await open(mechanism.people.wanjiru), await open(mechanism.people.ines)]
    await actOn(ines, pressed, 'check-in-private', { pressed: 'pressure', note: 'A neighbour came with the manager.' })
    const ending = {
      closure: 'cl_withdrawn_pressure',
      finding: 'fd_none',
      agreement: 'ag_na',
      delivery: 'rd_none_offered',
      view: 'cv_unknown',
    }
    await actOn(wanjiru, pressed, 'prepare-closing', { ...ending, organisationSays: '—', message: 'Tumefunga.' })
    await actOn(ines, pressed, 'close', {})
    const said = 'pressure suspected'
    expect((await wanjiru.get(`/desk/grievances/${pressed}`)).text).toContain(said)
    const helper = await open(mechanism.people.salma)
    expect([helper.text.includes('Tumefunga.'), helper.text.includes(said)]).toEqual([true, false])
    const own = await openWith(slips[1]?.code ?? '')
    expect([own.text.includes('Tumefunga.'), /shinikiz/.test(own.text)]).toEqual([true, false])
  })

  it('is opened no more by a helper who left, and the person reads that', async () => {
    const { people, teams } = mechanism
    const place = { teamId: teams.works.principalId, accountId: people.salma.id }
    expect((await openWith(slips[1]?.code ?? '')).text).toContain('Salma, anayekusaidia')
    await instance.context.db.transaction().execute(trx => removeMember(instance.context, trx, actorOf(people.otieno), place))
    const own = await openWith(slips[1]?.code ?? '')
    expect([own.text.includes('Aliyekusaidia kuandika hayupo tena hapa'), own.text.includes('Salma, anayekusaidia')]).toEqual([true, false])
    const keys = await instance.context.db
      .selectFrom('compartment_grants')
      .select('compartment_id')
      .where('grantee_id', '=', people.salma.id)
      .execute()
    expect(keys).toEqual([])
  })

  it('is found by nobody without a place in a handling team', async () => {
    const mariam = await desk(mechanism.people.mariam)
    for (const page of ['tell', 'slips']) expect((await mariam.get(`/desk/${page}`)).status).toBe(404)
  })

  async function reference(): Promise<string> {
    const row = await instance.context.db
      .selectFrom('grievances')
      .select('reference')
      .where('channel', '=', 'ch_phone')
      .executeTakeFirstOrThrow()
    return row.reference
  }
})
