import { expect } from 'vitest'
import { addDays, dayOf } from '../../src/domain/calendar.ts'
import type { Clock } from '../../src/domain/process.ts'
import type { Telling } from '../../src/grievances/telling.ts'
import { newestReference, references } from './desk.ts'
import type { Instance } from './instance.ts'
import type { SetUp, Staff } from './mechanism.ts'
import { tell } from './tell.ts'
import { Visitor } from './visitor.ts'

type Values = Readonly<Record<string, string | readonly string[]>>

/** One grievance of the river team, and ways to go on with it as the person and at the desk. */
export interface Case {
  readonly reference: string
  readonly code: string
  readonly id: string
  /** The person's own page, opened with the code. */
  person(): Promise<Visitor>
  /** A page of the person's, shown. */
  shows(page: number): Promise<Visitor>
  /** Sends a page of the person's, and is back on their own. */
  does(page: number, values: Values): Promise<Visitor>
  /** The file, open to somebody at the desk. */
  file(who: Staff): Promise<Visitor>
  /** Sends a page of the desk, and is back in the file. */
  acts(who: Staff, action: string, values: Values): Promise<Visitor>
  /** The day after so many. */
  inDays(count: number): string
  /** The clocks that run. */
  clocks(): Promise<string[]>
  /** The day on which a clock that runs is due. */
  due(clock: Clock): Promise<string | undefined>
  remedies(): Promise<{ id: string; type: string; status: string }[]>
}

/** Tells something about what the river team answers for, in English. */
export async function newCase(instance: Instance, mechanism: SetUp, telling: Partial<Telling> = {}): Promise<Case> {
  const { db } = instance.context
  const known = await references(instance)
  const told = { operationId: mechanism.operations.dam, organisationId: mechanism.organisations.dam }
  const code = await tell(instance.context, { told, language: 'en', ...telling })
  const reference = await newestReference(instance, known)
  const { id } = await db.selectFrom('grievances').select('id').where('reference', '=', reference).executeTakeFirstOrThrow()
  const visitor = (): Visitor => new Visitor(instance.app, instance.other)
  const at = (path = ''): string => `/desk/grievances/${reference}${path}`
  const person = async (): Promise<Visitor> => {
    const somebody = await visitor().get('/en/messages')
    return somebody.submit({ code }, '/1')
  }
  const shows = async (page: number): Promise<Visitor> => (await person()).get(`/en/messages/${page}`)
  const file = async (who: Staff): Promise<Visitor> => {
    const member = await (await mechanism.signIn(visitor(), who)).get(at())
    return member.html.includes('declare-interest') ? member.submit({ conflict: 'no' }, 'declare-interest') : member
  }
  return {
    reference,
    code,
    id,
    person,
    shows,
    file,
    does: async (page, values) => {
      const somebody = await (await shows(page)).submit(values, `/${page}`)
      expect(somebody.url, somebody.text.slice(0, 600)).toBe('/en/messages')
      return somebody
    },
    acts: async (who, action, values) => {
      const member = await (await (await file(who)).get(at(`/${action}`))).submit(values, action)
      expect(member.url, `${action}: ${member.text.slice(0, 600)}`).toBe(at())
      return member
    },
    inDays: count => addDays(dayOf(instance.clock.now()), count),
    due: async clock => {
      const running = db.selectFrom('clocks').select('due_at').where('grievance_id', '=', id).where('met_at', 'is', null)
      const row = await running.where('clock', '=', clock).executeTakeFirst()
      return row === undefined ? undefined : dayOf(row.due_at)
    },
    clocks: async () => {
      const running = await db.selectFrom('clocks').select('clock').where('grievance_id', '=', id).where('met_at', 'is', null).execute()
      return running.map(({ clock }) => clock).sort()
    },
    remedies: () => db.selectFrom('remedies').select(['id', 'type', 'status']).where('grievance_id', '=', id).orderBy('deadline').execute(),
  }
}

/** Brings a case to where it was heard: answered, and taken on by two. */
export async function admit(one: Case, { people: { wanjiru, ines } }: SetUp): Promise<void> {
  await one.acts(wanjiru, 'acknowledge', { readback: 'The path is closed.', message: 'Hello.' })
  const could = { req_impact: 'yes', req_connection: 'yes', req_understandable: 'yes' }
  await one.acts(wanjiru, 'prepare-admission', { ...could, outcome: 'admitted', ground: '', message: 'We take it on.', note: '' })
  await one.acts(ines, 'decide-admission', {})
}

/** Brings a case to two remedies, money and a promise, that the person said yes to. */
export async function agree(one: Case, mechanism: SetUp): Promise<void> {
  const { wanjiru } = mechanism.people
  await admit(one, mechanism)
  const offer = { organisation: mechanism.organisations.dam, asked: '', subtype: '', replaces: '', amount: '', currency: '' }
  const money = { type: 'compensation', terms: 'Money for the harvest', amount: '448', currency: 'KES', deadline: one.inDays(20) }
  await one.acts(wanjiru, 'draft-offer', { ...offer, ...money })
  const never = { type: 'guarantee_non_repetition', terms: 'They ask before they close', deadline: one.inDays(21) }
  await one.acts(wanjiru, 'draft-offer', { ...offer, ...never })
  await one.acts(wanjiru, 'put-proposal', { rightsChecked: 'yes', adviceOffered: 'yes', message: 'This is the offer.' })
  await one.does(5, { answer1: 'accept', answer2: 'accept', words: '' })
}

/** Tells the person that it was settled by talking, so that what was promised of an inquiry is kept. */
export async function settle(one: Case, { people: { wanjiru } }: SetUp): Promise<void> {
  await one.acts(wanjiru, 'issue-findings', { finding: 'fd_dialogue_no_finding', message: 'You and the dam agreed by talking.' })
}

/** Records of every agreed remedy that the organisation says it is done. */
export async function deliver(one: Case, { people: { wanjiru } }: SetUp, evidence = 'It is done.'): Promise<void> {
  for (const { id, status } of await one.remedies())
    if (['agreed', 'disputed'].includes(status)) await one.acts(wanjiru, `report-delivery/${id}`, { evidence })
}
