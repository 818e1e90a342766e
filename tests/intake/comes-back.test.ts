import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readDraft, type Draft } from '../../src/intake/drafts.ts'
import { send } from '../../src/intake/send.ts'
import { FIRST } from '../../src/intake/steps.ts'
import { DATABASES } from '../support/databases.ts'
import { startInstance, type Instance } from '../support/instance.ts'
import { Visitor } from '../support/visitor.ts'
import { makeReady } from './ready.ts'
import { codeOn, cookieHeader, cookiesOf, countOf, dumpOf, openedBy, STORY, toCheck } from './told.ts'

const LONG = `The path. ${'a'.repeat(25_000)}`
const WRONG = { known: 'team', name: 'Amina W.', reply: 'email', email: 'amina@', neutral: 'yes' }
const NO_ADDRESS = { en: 'This does not look like an e-mail address', sw: 'Hii haionekani kuwa anwani' }
const file = (name: string, inside: string): string => `@${name}:${Buffer.from(inside).toString('base64')}`

describe.each(DATABASES)('a page that comes back with something wrong on it, on %s', kind => {
  let instance: Instance
  const newVisitor = (): Visitor => new Visitor(instance.app, instance.other)

  beforeAll(async () => {
    instance = await startInstance(kind)
    await makeReady(instance.context)
  })
  afterAll(() => instance.stop())

  const shows = async (amina: Visitor, url: string): Promise<[number, string]> => {
    await amina.get(url)
    return [amina.status, amina.url]
  }
  const tokenOf = (amina: Visitor): string => cookiesOf(amina).get('d') ?? ''
  const draftOf = async (amina: Visitor): Promise<Draft> => {
    const draft = await readDraft(instance.context, instance.context.db, tokenOf(amina))
    if (draft === null) throw new Error('nothing is stored')
    return draft
  }

  it('has an address of its own, and shows there what was typed and what is wrong, in each language, until it is right', async () => {
    const amina = await newVisitor().get('/sw/form/1')
    const { url, payload, headers } = amina.prepared({ story: LONG, safe: 'no' })
    const request = { method: 'POST' as const, url, payload, headers: { ...headers, cookie: cookieHeader(amina) } }
    for (const app of [instance.app, instance.other]) {
      const answered = await app.inject(request)
      expect([answered.statusCode, answered.headers.location]).toEqual([303, '/sw/form/1'])
      expect(answered.headers['cache-control']).toContain('no-store')
      expect(answered.cookies).toEqual([])
    }
    for (const [page, words] of [
      ['/sw/form/1', 'Haya ni marefu mno'],
      ['/en/form/1', 'This is too long'],
      ['/sw/form/1', 'Haya ni marefu mno'],
    ] as const) {
      expect(await shows(amina, page)).toEqual([422, page])
      expect([amina.text.includes(words), amina.html.includes(`>${LONG}</textarea>`)]).toEqual([true, true])
      expect(amina.html).toMatch(/name="safe" value="no" checked/)
    }
    expect(await shows(amina, '/sw/form/2')).toEqual([422, '/sw/form/1'])
    await amina.submit({ story: STORY })
    expect([amina.status, amina.url]).toEqual([200, '/sw/form/2'])
    expect(await shows(amina, '/sw/form/1')).toEqual([200, '/sw/form/1'])
    expect(amina.html).toContain(`>${STORY}</textarea>`)
    expect(amina.html).not.toContain('id="errors"')
  })

  it('is nothing that was answered: neither checked nor sent, not even where the check page is open already', async () => {
    const amina = await toCheck(newVisitor())
    instance.clock.advance(60_000)
    const sending = amina.prepared({})
    const before = await countOf(instance.context, 'participants')
    await amina.get('/en/form/4')
    const whole = await draftOf(amina)
    await amina.submit(WRONG)
    expect([amina.status, amina.url]).toEqual([422, '/en/form/4'])
    expect(await dumpOf(instance.context)).not.toMatch(/Amina W|amina@/)
    await amina.get('/en/form/7')
    expect([amina.text.includes(NO_ADDRESS.en), amina.html.includes(sending.url)], 'asked before it is checked').toEqual([true, false])
    await amina.repeat(sending)
    expect(amina.text).toContain(NO_ADDRESS.en)
    expect(await send(instance.context, tokenOf(amina), whole, instance.context.words.in('en')), 'seen whole a moment ago').toBeNull()
    expect(await countOf(instance.context, 'participants')).toBe(before)
    expect(await shows(amina, '/sw/form/4')).toEqual([422, '/sw/form/4'])
    expect([amina.text.includes(NO_ADDRESS.sw), amina.html.includes('value="amina@"')]).toEqual([true, true])
    await amina.submit({ go: 'skip' })
    expect([amina.status, amina.url]).toEqual([200, '/sw/form/7'])
    await amina.submit({})
    const opened = await openedBy(instance.context, codeOn(amina) ?? '')
    expect(opened.items.map(item => JSON.stringify(item.said)).join()).not.toMatch(/Amina W|amina@/)
  })

  it('is only what was typed once it is left, and holds back no page of another tab', async () => {
    const amina = await newVisitor().get('/en/form/1')
    const other = amina.prepared({ story: STORY })
    await amina.submit({ story: LONG })
    const late = amina.prepared({ story: 'Shorter words' })
    await amina.submit({ shown_in: 'sw' })
    expect([amina.status, amina.url, amina.html.includes(`>${LONG}</textarea>`)]).toEqual([200, '/sw/form/1', true])
    await amina.submit({})
    expect(amina.status).toBe(422)
    await amina.repeat(other)
    expect(amina.url).toBe('/en/form/2')
    await amina.repeat(late)
    expect([amina.status, amina.html.includes('>Shorter words</textarea>'), amina.text.includes(STORY)]).toEqual([409, true, true])
  })

  it('begins no way by itself while nothing is on it', async () => {
    const amina = await toCheck(newVisitor())
    await amina.get(`/en/form/${FIRST.word}`)
    await amina.submit({})
    expect([amina.status, amina.url]).toEqual([422, `/en/form/${FIRST.word}`])
    await amina.submit({ shown_in: 'sw' })
    expect(amina.url).toBe(`/sw/form/${FIRST.word}`)
    expect(await shows(amina, '/en/form/7')).toEqual([200, '/en/form/7'])
    expect(amina.text).toContain(STORY)
  })

  it('says of files what was not taken in, beside those that were, until it is sent again', async () => {
    const amina = await newVisitor().get('/en/form/1')
    await amina.submit({ story: '', photos: [file('run.exe', 'MZ\x90\0\x03'), file('list.txt', 'names of the wells')] })
    for (const url of ['/en/form/1', '/en/form/1']) {
      expect(await shows(amina, url)).toEqual([422, url])
      expect([amina.text.includes('We could not take one of these files'), amina.text.includes('list.txt')]).toEqual([true, true])
      expect(amina.text).not.toContain('Please write a few words')
    }
    await amina.submit({})
    expect([amina.status, amina.url]).toEqual([200, '/en/form/2'])
    expect(await shows(amina, '/en/form/1')).toEqual([200, '/en/form/1'])
    await amina.submit({ photos: file('run.exe', 'MZ\x90\0\x03'), go: 'save' })
    expect([amina.status, amina.url, codeOn(amina)]).toEqual([422, '/en/form/1', null])
    await amina.submit({ go: 'save' })
    expect([amina.url, codeOn(amina)?.length]).toEqual(['/en/form/8', 24])
  })
})
