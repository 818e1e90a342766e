import { beforeAll, expect, it } from 'vitest'
import { sweep } from '../../src/sweep.ts'
import { inMechanism } from '../support/here.ts'
import type { Case } from '../support/case.ts'
import type { PersonName } from '../support/mechanism.ts'
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
    expect((await one.file(wanjiru)).text, 'nobody is left who could settle it').toContain('It cannot be prepared yet')
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
    expect(await letters()).toEqual(['ines: Nobody may read it'])
    expect(await missing()).toContain('Somebody who may read it')
    const amina = await one.person()
    expect(amina.text).toContain('Works team · 0 people')
    expect(amina.text).toContain('Nobody here may read this now')
  })
})
