import { beforeAll, expect, it } from 'vitest'
import type { Case } from '../support/case.ts'
import { codesOn } from '../support/group.ts'
import { inMechanism } from '../support/here.ts'
import { openPage } from '../support/speaking.ts'
import type { Visitor } from '../support/visitor.ts'

const WORDS = 'They came back on Monday.'
const photo = (name: string): string => `@${name}:${Buffer.from('not a photo').toString('base64')}`

inMechanism('Another language on a page that somebody writes on', here => {
  let one: Case
  beforeAll(async () => {
    one = await here.admitted()
  })
  const events = async (): Promise<number> =>
    (await here.instance.context.db.selectFrom('events').select('id').where('grievance_id', '=', one.id).execute()).length

  const writtenIn = ({ html }: Visitor): string => /<textarea[^>]* name="([^"]+)"/.exec(html)?.[1] ?? ''

  it.each([2, 7, 8, 9, 10, 21])('keeps what was typed on page %i, tells nothing wrong and sends nothing', async page => {
    const before = await events()
    const amina = await one.shows(page)
    await amina.choose('ar', { [writtenIn(amina)]: WORDS })
    expect([amina.status, amina.url.split('?')[0], amina.html.includes('dir="rtl"')]).toEqual([200, `/ar/messages/${page}`, true])
    expect(amina.html).toContain(`${WORDS}</textarea>`)
    expect(amina.html).not.toContain('aria-invalid')
    await amina.choose('en', {})
    expect(amina.html).toContain(`${WORDS}</textarea>`)
    expect(await events()).toBe(before)
  })

  it('keeps a message that was begun on their own page, and it is sent once', async () => {
    const amina = await one.person()
    await amina.choose('sw', { [writtenIn(amina)]: WORDS })
    expect([amina.status, amina.url.split('?')[0]]).toEqual([200, '/sw/messages'])
    expect(amina.html).toContain(`${WORDS}</textarea>`)
    const before = await events()
    await amina.submit({}, '/2')
    expect([amina.url, await events()]).toEqual(['/sw/messages', before + 1])
  })

  it('says that files do not go along, and leaves none behind', async () => {
    const amina = await one.shows(3)
    await amina.choose('es', { files: photo('bridge.txt'), words: WORDS })
    expect([amina.status, amina.html.includes(`${WORDS}</textarea>`)]).toEqual([200, true])
    expect(amina.text).toContain('Sus archivos no se guardaron.')
    expect(await here.instance.context.db.selectFrom('files').select('id').where('grievance_id', '=', one.id).execute()).toEqual([])
  })

  it('says beside every other fault that files have to be chosen again, and why one was not taken', async () => {
    const amina = await one.shows(3)
    await amina.submit({ files: photo('bridge.txt'), words: 'x'.repeat(20_001) }, '/3')
    expect([amina.status, amina.text.match(/Your files were not kept/g)?.length]).toEqual([422, 2])
    await amina.submit({ files: [photo('bridge.txt'), photo('bridge.exe')], words: WORDS }, '/3')
    expect([amina.status, amina.html.includes(`${WORDS}</textarea>`)]).toEqual([422, true])
    expect(amina.text).toMatch(/We could not take one of these files\.[^]*Your files were not kept\./)
  })

  it('keeps what waits behind an ended session, while the code is asked for and until it is sent', async () => {
    const amina = await one.shows(7)
    const late = amina.prepared({ words: WORDS }, '/7')
    const stranger = await here.visitor().repeat({ ...late, url: '/en/messages/7' })
    expect(stranger.status).toBe(401)
    await stranger.choose('ar', { code: '1234' })
    expect([stranger.status, stranger.url, stranger.html.includes('value="1234"')]).toEqual([200, '/ar/messages/1', true])
    await stranger.submit({ code: one.code }, '/1')
    expect(stranger.html).toContain(`${WORDS}</blockquote>`)
    expect(stranger.text, 'the question in the language that is read now').toContain('كلماتك')
    expect(stranger.html).not.toContain('hreflang')
  })

  it('keeps what somebody tells who lost their code', async () => {
    const amina = await here.visitor().get('/en/messages/16')
    await amina.choose('es', { story: WORDS })
    expect([amina.status, amina.url]).toEqual([200, '/es/messages/16'])
    expect(amina.html).toContain(`${WORDS}</textarea>`)
  })

  it.each([
    [11, {}, 'keep'],
    [28, { go: 'draw' }, 'replace'],
  ])('keeps the code that page %i drew, and the one that was written down is the one that holds', async (page, draws, go) => {
    const amina = await one.shows(page)
    await amina.submit(draws, `/${page}`)
    const [code = ''] = codesOn(amina)
    await amina.choose('sw')
    expect([amina.url, codesOn(amina)]).toEqual([`/sw/messages/${page}`, [code]])
    await amina.submit({ go }, `/${page}`)
    expect((await openPage(here.instance, code)).url).toMatch(/messages$/)
  })
})
