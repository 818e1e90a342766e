import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addDays, dayOf } from '../../src/domain/calendar.ts'
import { DATABASES } from '../support/databases.ts'
import { actOn, openFile } from '../support/desk.ts'
import { openPage, startSpeaking, tellFor } from '../support/speaking.ts'

const DAY = 86_400_000

describe.each(DATABASES)('What somebody reads who speaks for a person, on %s', kind => {
  let world: Awaited<ReturnType<typeof startSpeaking>>
  beforeAll(async () => {
    world = await startSpeaking(kind)
  })
  afterAll(() => world.instance.stop())

  it('is about the person, and never as if it had happened to whoever speaks', async () => {
    const { instance, mechanism, tupendo, signIn } = world
    const { salma, otieno } = mechanism.people
    const { code, reference } = await tellFor(instance, mechanism, tupendo.member)
    const desk = await openFile(instance, mechanism, salma, reference)
    await actOn(desk, reference, 'acknowledge', { readback: 'Alifukiwa.', message: 'Habari.' })
    const could = { req_impact: 'yes', req_connection: 'yes', req_understandable: 'yes', outcome: 'admitted', ground: '' }
    await actOn(desk, reference, 'prepare-admission', { ...could, message: 'Tunaipokea.', note: '' })
    await actOn(await openFile(instance, mechanism, otieno, reference), reference, 'decide-admission', {})
    const offer = {
      organisation: mechanism.organisations.dam,
      type: 'compensation',
      subtype: '',
      terms: 'Fidia',
      amount: '448',
      currency: 'KES',
    }
    const again = await openFile(instance, mechanism, salma, reference)
    await actOn(again, reference, 'draft-offer', { ...offer, deadline: addDays(dayOf(instance.clock.now()), 9) })
    await actOn(again, reference, 'put-proposal', { rightsChecked: 'yes', adviceOffered: 'yes', message: 'Hili ndilo toleo.' })
    const read = async (): Promise<string> => (await (await signIn(tupendo.member)).get(`/desk/our-people/${reference}`)).text
    const offered = await read()
    expect(offered).toContain('The offer, beside what the person asked')
    expect(offered).toContain('the person takes their time')
    const asha = await openPage(instance, code)
    await (await asha.get('/sw/messages/23')).submit({ need: '', wish: 'Waseme walichofanya' }, '/23')
    expect(await read()).toContain('What would you like to happen? Waseme walichofanya')
    await (await asha.get('/sw/messages/5')).submit({ answer1: 'accept', words: '' }, '/5')
    instance.clock.advance(40 * DAY)
    const late = await read()
    expect(late).toContain('The person said yes')
    expect(late).toMatch(/The organisation is late since [^:]*: What was promised\./)
    expect(`${offered} ${late}`).not.toMatch(/\b(you (asked|said)|to you|for you|your (answer|message|files))\b/i)
  })
})
