import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ABOUT_TOPICS } from '../../src/contracts/paths.ts'
import { nextReading } from '../../src/domain/next-reading.ts'
import { bestLanguage } from '../../src/intake/best-language.ts'
import { titleOf } from '../../src/intake/title.ts'
import { startInstance, type Instance } from '../support/instance.ts'
import { Visitor } from '../support/visitor.ts'
import { makeReady } from './ready.ts'

const FIRST_WINDOW = 14_600

describe('the public door', () => {
  let instance: Instance
  beforeAll(async () => {
    instance = await startInstance('embedded')
  })
  afterAll(() => instance.stop())

  it('says calmly that nothing can be taken in before it is set up', async () => {
    const amina = new Visitor(instance.app)
    for (const url of ['/en/', '/en/form/1', '/en/form/7', '/en/messages/16']) {
      await amina.get(url)
      expect([url, amina.status, amina.text.includes('This is being set up')]).toEqual([url, 200, true])
      expect(amina.html).not.toContain('<form')
    }
    expect(amina.text).toContain('Emergency services or safe shelter')
    expect((await amina.get('/sw/')).text).not.toContain('Andika au zungumza kwa namna yako')
  })

  it('leads to the language that the browser asks for first', async () => {
    await makeReady(instance.context)
    for (const [asked, home] of [
      ['sw-KE,en;q=0.5', '/sw/'],
      ['fr, ar;q=0.3, es;q=0.9', '/es/'],
      ['fr', '/en/'],
      [undefined, '/en/'],
    ] as const) {
      const answer = await instance.app.inject({ url: '/', headers: asked === undefined ? {} : { 'accept-language': asked } })
      expect([asked, answer.statusCode, answer.headers.location]).toEqual([asked, 303, home])
    }
    expect(bestLanguage('zh-hans;q=0.2, en;q=0', ['en', 'zh-Hans'], 'en')).toBe('zh-Hans')
  })

  it('fits the first view of home and of the form into one window, in every language', async () => {
    const browser = { 'accept-encoding': 'gzip, deflate, br' }
    const figures: string[] = []
    for (const { tag } of instance.context.words.languages)
      for (const path of [`/${tag}/`, `/${tag}/form/1`]) {
        const page = await instance.app.inject({ url: path, headers: browser })
        const plain = await instance.app.inject({ url: path })
        const sheet = /href="(\/assets\/[^"]+\.css)"/.exec(plain.body)?.[1] ?? ''
        const look = await instance.app.inject({ url: sheet, headers: browser })
        const sum = page.rawPayload.length + look.rawPayload.length
        figures.push(`${path} ${page.rawPayload.length} + ${look.rawPayload.length} = ${sum}`)
        expect([path, page.headers['content-encoding'], look.headers['content-encoding'], sum <= FIRST_WINDOW]).toEqual([
          path,
          'br',
          'br',
          true,
        ])
        expect(plain.body).not.toMatch(/https?:\/\/(?!localhost)|<script|style=/)
      }
    console.log(figures.join('\n'))
  })

  it('has every word of every page, in a title that tells nothing', async () => {
    const amina = new Visitor(instance.app)
    const urls = ['/en/', ...ABOUT_TOPICS.map(topic => `/en/about/${topic}`), '/en/form/1', '/en/messages/16', '/ar/', '/ar/form/1']
    for (const url of urls) {
      await amina.get(url)
      expect([url, amina.status]).toEqual([url, 200])
      expect(amina.text).not.toMatch(/\b(public|intake|forms|reference):|\{\{/)
      if (!url.endsWith('/help')) expect(amina.text).not.toMatch(/complainant|grievance|victim|alleged|!/i)
      const titles = ['home', 'form', 'messages', 'about'].map(title =>
        instance.context.words.in(url.slice(1, 3)).t(`public:titles.${title}`),
      )
      expect(titles).toContain(/<title>([^<]*)</.exec(amina.html)?.[1])
    }
  })

  it('tells the true time when a person reads next', () => {
    expect(nextReading(new Date('2026-09-02T07:00:00Z'))).toEqual({ zone: 'UTC', when: 'today', until: new Date('2026-09-02T17:00:00Z') })
    expect(nextReading(new Date('2026-09-02T16:59:59Z'))).toEqual({ zone: 'UTC', when: 'today', until: new Date('2026-09-02T17:00:00Z') })
    expect(nextReading(new Date('2026-09-04T17:00:00Z'))).toEqual({ zone: 'UTC', when: 'later', from: new Date('2026-09-07T09:00:00Z') })
    expect(nextReading(new Date('2026-12-31T20:00:00Z'))).toEqual({ zone: 'UTC', when: 'later', from: new Date('2027-01-01T09:00:00Z') })
    const nairobi = { zone: 'Africa/Nairobi', days: [1, 2, 3, 4, 5, 6], from: 8, until: 18 }
    expect(nextReading(new Date('2026-09-04T14:59:00Z'), nairobi)).toMatchObject({ until: new Date('2026-09-04T15:00:00Z') })
    expect(nextReading(new Date('2026-09-04T15:00:00Z'), nairobi)).toMatchObject({ from: new Date('2026-09-05T05:00:00Z') })
    const madrid = { zone: 'Europe/Madrid', days: [1], from: 9, until: 17 }
    expect(nextReading(new Date('2026-10-23T12:00:00Z'), madrid)).toMatchObject({ from: new Date('2026-10-26T08:00:00Z') })
  })

  it('cuts a title at the end of a word, and anywhere where a script has no spaces', () => {
    const words = instance.context.words.in('en')
    expect(titleOf(words, 'Short\n words', [])).toBe('Short words')
    expect(titleOf(words, '水'.repeat(80), [])).toBe(`${'水'.repeat(60)}…`)
    expect(titleOf(words, `${'word '.repeat(11)}wordword and`, [])).toBe(`${'word '.repeat(11).trim()}…`)
  })
})
