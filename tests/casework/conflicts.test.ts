import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sweep } from '../../src/sweep.ts'
import { newCase } from '../support/case.ts'
import { DATABASES } from '../support/databases.ts'
import { newestReference, references } from '../support/desk.ts'
import { startInstance, type Instance } from '../support/instance.ts'
import { setUpMechanism, type SetUp, type Staff } from '../support/mechanism.ts'
import { tell } from '../support/tell.ts'
import { Visitor } from '../support/visitor.ts'

describe.each(DATABASES)('Whoever has an interest of their own, on %s', kind => {
  let instance: Instance
  let mechanism: SetUp
  let code: string
  let reference: string

  beforeAll(async () => {
    instance = await startInstance(kind)
    mechanism = await setUpMechanism(instance)
    code = await tell(instance.context, { told: { operationId: mechanism.operations.dam, organisationId: mechanism.organisations.dam } })
    reference = await newestReference(instance)
    await letters()
  })
  afterAll(() => instance.stop())

  /** Who was written to since this was asked last, and about what. */
  async function letters(): Promise<string[]> {
    await sweep(instance.context)
    return instance.letters.splice(0).map(letter => `${letter.to.split('@')[0] ?? ''}: ${letter.subject}`)
  }

  async function opens(member: Staff): Promise<Visitor> {
    const visitor = await mechanism.signIn(new Visitor(instance.app, instance.other), member)
    return visitor.get(`/desk/grievances/${reference}`)
  }

  async function declares(member: Staff, conflict: 'yes' | 'no'): Promise<Visitor> {
    const visitor = await opens(member)
    return visitor.submit({ conflict }, 'declare-interest')
  }

  async function person(): Promise<Visitor> {
    const visitor = await new Visitor(instance.app, instance.other).get('/en/messages')
    return visitor.submit({ code }, '/1')
  }

  it('no longer knows of it, and the person reads how many still may', async () => {
    expect((await person()).text).toContain('River team · 2 people')
    await declares(mechanism.people.wanjiru, 'yes')
    expect((await opens(mechanism.people.wanjiru)).status).toBe(404)
    expect((await person()).text).toContain('River team · 1 person')
    expect(await letters()).toEqual([])
  })

  it('is the last of a team: another team takes over what was told, and gets a letter', async () => {
    await declares(mechanism.people.ines, 'yes')
    expect((await opens(mechanism.people.ines)).status).toBe(404)
    expect((await letters()).toSorted()).toEqual(['otieno: There is something new', 'salma: There is something new'])
    const otieno = await declares(mechanism.people.otieno, 'no')
    expect(otieno.text).toContain('Walinzi')
    const amina = await person()
    expect(amina.text).toContain('Works team · 2 people')
    expect(amina.text).not.toContain('River team')
    await amina.get('/en/messages/2')
    await amina.submit({ message: 'Who reads this now?' }, '/2')
    expect((await opens(mechanism.people.otieno)).text).toContain('Who reads this now?')
    await letters()
  })

  it('had prepared something in it: the team that takes it over finds it as it was before, and decides by two of its own', async () => {
    const { wanjiru, ines, otieno, salma } = mechanism.people
    const one = await newCase(instance, mechanism)
    reference = one.reference
    const second = await opens(wanjiru)
    const prepared = { req_impact: 'yes', req_connection: 'yes', req_understandable: 'yes', outcome: 'admitted', ground: '', note: '' }
    await one.acts(wanjiru, 'acknowledge', { readback: 'The path is closed.', message: 'Hello.' })
    await one.acts(wanjiru, 'prepare-admission', { ...prepared, message: 'The river team takes it on.' })
    await declares(ines, 'yes')
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
    const { people, operations, organisations } = mechanism
    const known = await references(instance)
    code = await tell(instance.context, { told: { operationId: operations.dam, organisationId: organisations.dam } })
    reference = await newestReference(instance, known)
    const steward = await mechanism.signIn(new Visitor(instance.app, instance.other), people.ines)
    const missing = async (): Promise<string> => (await steward.get('/desk/steward')).text
    expect(await missing()).not.toContain('Somebody who may read it')
    for (const member of [people.wanjiru, people.ines, people.otieno]) await declares(member, 'yes')
    await letters()
    await declares(people.salma, 'yes')
    expect(await letters()).toEqual(['ines: Nobody may read it'])
    expect(await missing()).toContain('Somebody who may read it')
    const amina = await person()
    expect(amina.text).toContain('Works team · 0 people')
    expect(amina.text).toContain('Nobody here may read this now')
  })
})
