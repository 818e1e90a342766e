import { beforeAll, expect, it } from 'vitest'
import { sweep } from '../../src/sweep.ts'
import { inMechanism } from '../support/here.ts'
import type { Case } from '../support/case.ts'
import { join, type PersonName } from '../support/mechanism.ts'
import type { Visitor } from '../support/visitor.ts'

inMechanism('Whoever has an interest of their own', here => {
  let one: Case

  beforeAll(async () => {
    one = await here.told()
    await letters()
  })

  /** Who was written to since this was asked last, and about what. */
  async function letters(): Promise<string[]> {
    await sweep(here.instance.context)
    return here.instance.letters.splice(0).map(letter => `${letter.to.split('@')[0] ?? ''}: ${letter.subject}`)
  }

  async function opens(member: PersonName): Promise<Visitor> {
    return (await here.signedIn(member)).get(`/desk/grievances/${one.reference}`)
  }

  async function declares(member: PersonName, conflict: 'yes' | 'no'): Promise<Visitor> {
    return (await opens(member)).submit({ conflict }, 'declare-interest')
  }

  it('no longer knows of it, and the person reads how many still may', async () => {
    expect((await one.person()).text).toContain('River team · 2 people')
    await declares('wanjiru', 'yes')
    expect((await opens('wanjiru')).status).toBe(404)
    expect((await one.person()).text).toContain('River team · 1 person')
    expect(await letters()).toEqual([])
  })

  it('is the last of a team: another team takes over what was told, and gets a letter', async () => {
    await declares('ines', 'yes')
    expect((await opens('ines')).status).toBe(404)
    expect((await letters()).toSorted()).toEqual(['otieno: There is something new', 'salma: There is something new'])
    const otieno = await declares('otieno', 'no')
    expect(otieno.text).toContain('Walinzi')
    const amina = await one.person()
    expect(amina.text).toContain('Works team · 2 people')
    expect(amina.text).not.toContain('River team')
    await amina.get('/en/messages/2')
    await amina.submit({ message: 'Who reads this now?' }, '/2')
    expect((await opens('otieno')).text).toContain('Who reads this now?')
    await letters()
  })

  it('had prepared something in it: the team that takes it over finds it as it was before, and decides by two of its own', async () => {
    const { wanjiru, otieno, salma } = here.people
    one = await here.told()
    const second = await opens('wanjiru')
    const prepared = { req_impact: 'yes', req_connection: 'yes', req_understandable: 'yes', outcome: 'admitted', ground: '', note: '' }
    await one.acts(wanjiru, 'acknowledge', { readback: 'The path is closed.', message: 'Hello.' })
    await one.acts(wanjiru, 'prepare-admission', { ...prepared, message: 'The river team takes it on.' })
    await declares('ines', 'yes')
    expect((await one.file(wanjiru)).text, 'nobody is left who could settle it').toContain('You cannot prepare a decision now')
    await second.submit({ conflict: 'yes' }, 'declare-interest')
    const file = await one.file(otieno)
    expect(file.text).toContain('prepared decision returned')
    expect(file.text).not.toContain('The river team takes it on.')
    await one.acts(otieno, 'prepare-admission', { ...prepared, message: 'The works team takes it on.' })
    await one.acts(salma, 'decide-admission', {})
    expect((await one.person()).text).toContain('The works team takes it on.')
    await letters()
  })

  it('is the last of all: the stewards are told, and read it on their page', async () => {
    one = await here.told()
    const steward = await here.signedIn('ines')
    const missing = async (): Promise<string> => (await steward.get('/desk/steward')).text
    expect(await missing()).not.toContain('Somebody who may read it')
    for (const member of ['wanjiru', 'ines', 'otieno'] as const) await declares(member, 'yes')
    await letters()
    await declares('salma', 'yes')
    expect(await letters(), 'a letter says no more than that there is news').toEqual(['ines: There is something new'])
    expect(await missing()).toContain('Somebody who may read it')
    const amina = await one.person()
    expect(amina.text).toContain('Works team · 0 people')
    expect(amina.text).toContain('Nobody here may read this now')
  })
})

inMechanism('Whoever the person says must not read it', here => {
  const NAMED = 'Wanjiru, whose brother guards the dam'
  const STORY = 'They closed the path to the river.'

  async function letters(): Promise<string[]> {
    await sweep(here.instance.context)
    return here.instance.letters.splice(0).map(letter => letter.to.split('@')[0] ?? '')
  }

  const saying = (answers: Record<string, string>, readerInvolved = false) =>
    here.told({ story: { text: STORY, language: 'en', answers }, readerInvolved, restricted: readerInvolved })

  const firstAnswer = async (one: Case, member: PersonName): Promise<Visitor> =>
    (await one.file(here.people[member])).get(`/desk/grievances/${one.reference}/acknowledge`)

  it('is kept out by a colleague who reads that first, as if they had said so themselves', async () => {
    const { ines, wanjiru } = here.people
    const one = await saying({ keepFrom: NAMED })
    const asked = await (await here.signedIn('wanjiru')).get(`/desk/grievances/${one.reference}`)
    const late = await one.file(wanjiru)
    await one.acts(wanjiru, 'acknowledge', { readback: 'The path is closed.', message: 'Hello.' })
    const could = { req_impact: 'yes', req_connection: 'yes', req_understandable: 'yes', outcome: 'admitted', ground: '', note: '' }
    await one.acts(wanjiru, 'prepare-admission', { ...could, message: 'We take it on.' })

    const file = await one.file(ines)
    const [mark, story] = [file.html.indexOf(NAMED), file.html.indexOf(STORY)]
    expect([mark > 0, mark < story], file.text).toEqual([true, true])
    const page = await file.get(`/desk/grievances/${one.reference}/keep-out`)
    expect(page.text).toContain(NAMED)
    expect([page.html.includes(wanjiru.id), page.html.includes(ines.id)]).toEqual([true, false])
    expect((await page.submit({ colleague: ines.id, reason: 'Myself' }, 'keep-out')).status, 'nobody names themselves').toBe(422)
    await letters()
    await one.acts(ines, 'keep-out', { colleague: wanjiru.id, reason: 'Her brother is named in it.' })

    expect(await letters(), 'that what was prepared is returned, to whoever goes on').toEqual(['ines'])
    for (const action of ['', '/write-note', '/keep-out'])
      expect((await late.get(`/desk/grievances/${one.reference}${action}`)).status).toBe(404)
    expect((await asked.submit({ conflict: 'no' }, 'declare-interest')).status, 'and takes nothing back').toBe(404)
    expect((await late.get('/desk/queue')).text).not.toContain(one.reference)
    const after = await one.file(ines)
    for (const words of ['keeps out: \u2068Wanjiru', 'Her brother is named in it.', 'prepared decision returned', '1 person · excluded: 1'])
      expect(after.text).toContain(words)
    expect(after.text, 'nobody else is there to keep out').not.toContain('Keep a colleague out')
    expect((await after.get(`/desk/grievances/${one.reference}/keep-out`)).status).toBe(409)
    const row = await here.instance.context.db.selectFrom('grievances').selectAll().where('id', '=', one.id).executeTakeFirstOrThrow()
    expect(row).toMatchObject({ stage: 'acknowledged', pending: null, handler_id: null, team_id: here.mechanism.teams.river.principalId })

    await one.does(2, { message: 'Who reads this now?' })
    expect(await letters()).toEqual(['ines'])
    const amina = await one.person()
    expect(amina.text).toContain('River team · 1 person')
    expect(amina.text).not.toContain('Her brother')
  })

  it('may be anybody of the usual team: another one reads that it was moved, and asks who must not read it', async () => {
    const one = await saying({ reader: 'not_sure' }, true)
    expect((await one.file(here.people.wanjiru)).status).toBe(404)
    const file = await one.file(here.people.otieno)
    expect(file.text).toContain('somebody who reads these messages may be part of it. It was moved away from the team')
    expect(file.text).toContain('Routed moved away from the team it would have gone to')
    expect((await firstAnswer(one, 'otieno')).text).toContain('If somebody here must not read this, tell me, and they are kept out.')
    const usual = await here.told()
    const elsewhere = await usual.file(here.people.ines)
    expect(elsewhere.text).toContain('Routed by operation')
    expect(elsewhere.text).not.toContain('may be part of it')
    const row = await here.instance.context.db
      .selectFrom('grievances')
      .select('routed_by')
      .where('id', '=', one.id)
      .executeTakeFirstOrThrow()
    expect(row.routed_by, 'what rests in the clear does not tell it').toBe('fallback')
  })

  it('may be one of the only team, which reads that', async () => {
    const { db } = here.instance.context
    const { river, works } = here.mechanism.teams
    await db.updateTable('routing_rules').set({ team_id: river.principalId }).execute()
    await db.updateTable('memberships').set({ state: 'removed' }).where('team_id', '=', works.principalId).execute()
    const one = await saying({ reader: 'yes' }, true)
    const file = await one.file(here.people.ines)
    expect(file.text).toContain('It may be somebody of this team.')
    expect(file.text).not.toContain('moved away')
  })

  it('is kept out before the eyes of the rest of the team, who are told that there is news', async () => {
    const { ines, wanjiru, salma } = here.people
    const one = await saying({ keepFrom: 'Inés' })
    const { context } = here.instance
    await context.db
      .transaction()
      .execute(trx => join(context, trx, { team: here.mechanism.teams.river, member: salma, by: ines, role: 'handler' }))
    await one.file(wanjiru)
    await letters()
    await one.acts(wanjiru, 'keep-out', { colleague: ines.id, reason: 'She is named in it.' })
    expect(await letters()).toEqual(['salma'])
    expect((await one.file(salma)).text).toContain('keeps out: \u2068Inés')
  })
})
