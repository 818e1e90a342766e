import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DATABASES } from '../support/databases.ts'
import { startInstance, type Instance } from '../support/instance.ts'
import { setUpMechanism, type SetUp } from '../support/mechanism.ts'
import { Visitor } from '../support/visitor.ts'
import { codeOn, countOf } from './told.ts'

const MINUTE = 60_000
/** Doors so narrow that a handful of people make a crowd. */
const PACES = {
  draft: { burst: 200, perSecond: 5 },
  send: { burst: 20, perSecond: 1 },
  code: { burst: 50, perSecond: 5 },
  tool: { burst: 50, perSecond: 5 },
}

describe.each(DATABASES)('Many people at once, on %s', kind => {
  let instance: Instance
  let mechanism: SetUp
  beforeAll(async () => {
    instance = await startInstance(kind, 'http://localhost', { paces: PACES })
    mechanism = await setUpMechanism(instance)
  })
  afterAll(() => instance.stop())

  /** Tells something on the first page; stands before sending. */
  async function ready(story: string, extra = ''): Promise<Visitor> {
    const person = new Visitor(instance.app, instance.other)
    await person.get('/en/form/1')
    await person.submit({ story, go: 'send', extra })
    expect(person.url, person.text.slice(0, 200)).toBe('/en/form/7')
    return person
  }

  it('lets a hundred people of one village through who send in the same hour over one connection', async () => {
    const before = await countOf(instance.context, 'participants')
    const codes = new Set<string>()
    for (let index = 0; index < 100; index += 1) {
      instance.clock.advance(20_000)
      const person = await ready(`They closed our well. House ${index}.`)
      instance.clock.advance(15_000)
      await person.submit({})
      codes.add(codeOn(person) ?? '')
    }
    expect(codes.size).toBe(100)
    expect((await countOf(instance.context, 'participants')) - before).toBe(100)
  })

  it(
    'gives everybody a place in the line where more send in one moment than it can take, and loses nothing',
    { timeout: 180_000 },
    async () => {
      instance.clock.advance(30 * MINUTE)
      const people = []
      for (let index = 0; index < 30; index += 1) {
        if (index % 40 === 0) instance.clock.advance(10_000)
        people.push(await ready(`A flood. ${index}`))
      }
      const waiting = []
      for (const person of people) {
        await person.submit({})
        if (codeOn(person) === null) waiting.push(person)
      }
      expect(waiting.length).toBeGreaterThan(0)
      expect(waiting.length).toBe(10)
      for (const person of waiting) {
        expect(person.text).toContain('Many people are sending right now')
        expect(person.headers.refresh).toBe('10')
      }
      const [first] = waiting
      await first?.get('/en/messages')
      await first?.submit({ code: '1234' }, '/1')
      expect(first?.text).toContain('A code has 24 digits')
      instance.clock.advance(MINUTE)
      for (const person of waiting) {
        await person.get('/en/form/7')
        await person.submit({})
        expect(codeOn(person), person.text.slice(0, 200)).toHaveLength(24)
      }
    },
  )

  it('sorts what may come from a machine last, and treats it like anything else once a person looks', async () => {
    instance.clock.advance(30 * MINUTE)
    const machine = await ready('Buy now.', 'https://spam.example')
    await machine.submit({})
    const frightened = new Visitor(instance.app, instance.other)
    await frightened.get('/en/form/1')
    await frightened.submit({ story: 'They are outside.', safe: 'no', go: 'send', extra: 'filled by a password manager' })
    await frightened.submit({})
    const rows = await instance.context.db.selectFrom('grievances').select(['suspect', 'priority']).where('suspect', '=', true).execute()
    expect(rows.length).toBeGreaterThan(0)
    expect(rows.every(row => row.priority !== 'P1')).toBe(true)
    const otieno = await mechanism.signIn(new Visitor(instance.app, instance.other), mechanism.people.otieno)
    const groups = [...otieno.html.matchAll(/<h2>([^<]+)<\/h2>/g)].map(([, name]) => name)
    expect(groups.at(-1)).toBe('May come from a machine: look, and decide yourself')
  })
})
