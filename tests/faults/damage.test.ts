import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sweep } from '../../src/sweep.ts'
import { cookieHeader } from '../intake/told.ts'
import { Visitor } from '../support/visitor.ts'
import { changed, damageColumn, type SealedColumn } from './damage.ts'
import { chance, PATIENCE, times } from './size.ts'
import { makeWorld, type World } from './world.ts'

const DAMAGES = times(900, 20_000)
const BLOBS = times(100, 2_000)
const SAYS = /cannot be opened|cannot open what you wrote|is damaged/
const REFUSALS = [401, 404, 409]

const PERSON = ['the page of Amina', 'the page of Leila'] as const
const CASE = ['the file of Amina', 'the file of Leila'] as const
const LISTS = ['the queue', 'Today'] as const
const FORM = ['the first page of Noor', 'the check page of Noor'] as const
const WORDS = [...PERSON, ...CASE, ...LISTS]
type PageName = (typeof WORDS)[number] | (typeof FORM)[number] | 'the code of Amina'

/** Where something sealed rests, the pages that open it, and whether one that shows less than before must say so. */
const COLUMNS: readonly (readonly [...SealedColumn, readonly PageName[], says: boolean])[] = [
  ['sealed_items', 'words_sealed', WORDS, true],
  ['compartment_grants', 'sealed', WORDS, true],
  ['compartment_grants', 'wrapped', WORDS, true],
  ['compartment_keys', 'kcv', WORDS, true],
  ['files', 'key_sealed', [...PERSON, ...CASE, ...FORM], true],
  ['files', 'name_sealed', [...PERSON, ...CASE, ...FORM], true],
  ['drafts', 'answers_sealed', FORM, true],
  ['drafts', 'result_sealed', FORM, false],
  ['unlocks', 'wrapped_key', ['the code of Amina', ...PERSON], false],
  ['team_grants', 'sealed', [...CASE, ...LISTS], false],
  ['sessions', 'state_sealed', WORDS, false],
  ['participants', 'notice_sealed', [...PERSON, ...CASE], false],
  ['accounts', 'profile_sealed', [...CASE, ...LISTS], false],
  ['letters', 'address_sealed', WORDS, false],
]

describe('Damaged rows and files', () => {
  let world: World
  let pages: Readonly<Record<PageName, () => Promise<Visitor>>>
  const whole = new Map<string, string>()

  beforeAll(async () => {
    world = await makeWorld()
    const { amina, leila, noor, salma } = world
    const same = (visitor: Visitor, url: string) => (): Promise<Visitor> => visitor.get(url)
    const byCode = async (): Promise<Visitor> => {
      const visitor = await new Visitor(world.instance.app).get('/en/messages')
      return visitor.submit({ code: amina.code }, '/1')
    }
    pages = {
      'the page of Amina': same(amina.visitor, '/en/messages'),
      'the page of Leila': same(leila.visitor, '/en/messages'),
      'the first page of Noor': same(noor, '/en/form/1'),
      'the check page of Noor': same(noor, '/en/form/7'),
      'the code of Amina': byCode,
      'the file of Amina': same(salma, `/desk/grievances/${amina.reference}`),
      'the file of Leila': same(salma, `/desk/grievances/${leila.reference}`),
      'the queue': same(salma, '/desk/queue'),
      Today: same(salma, '/desk/'),
    }
    for (const [name, page] of Object.entries(pages)) {
      const visitor = await page()
      expect([name, visitor.status]).toEqual([name, 200])
      whole.set(name, visitor.text)
    }
    expect(whole.get('the page of Amina')).toContain(amina.words)
    expect(whole.get('the file of Leila')).toContain(leila.words)
    expect(whole.get('the queue')).toContain(leila.words.slice(0, 20))
    expect(whole.get('the check page of Noor')).toContain(world.noorsWords)
  }, PATIENCE)
  afterAll(() => world.instance.stop())

  it(
    `never show another text and never take a page down: ${DAMAGES} flips, cuts and swaps`,
    async () => {
      const random = chance('damaged rows')
      const seen: Record<string, number> = { same: 0, 'says so': 0, refused: 0 }
      for (let count = 0; count < DAMAGES; count += 1) {
        const [table, column, names, says] = random.pick(COLUMNS)
        const damage = await damageColumn(world.instance.context.db, random, [table, column])
        if (damage === null) continue
        const name = random.pick(names)
        const { status, text } = await pages[name]()
        await damage.undo()
        const told = `${name} after ${damage.what}: ${status} ${text.slice(0, 300)}`
        expect(status === 200 || status === 422 || REFUSALS.includes(status), told).toBe(true)
        for (const [whose, words] of Object.entries(secretsOf(world)))
          if (whole.get(name)?.includes(words) !== true) expect(text.includes(words), `${whose} in ${told}`).toBe(false)
        const kind = REFUSALS.includes(status) ? 'refused' : text === whole.get(name) ? 'same' : 'says so'
        if (kind === 'says so' && says) expect(text, told).toMatch(SAYS)
        seen[kind] = (seen[kind] ?? 0) + 1
      }
      console.log(`damaged rows: ${JSON.stringify(seen)}`)
      for (const [name, page] of Object.entries(pages)) expect([name, (await page()).text]).toEqual([name, whole.get(name)])
    },
    PATIENCE,
  )

  it(
    `never give another file out, nor a file that is not whole: ${BLOBS} damaged files`,
    async () => {
      const random = chance('damaged files')
      const folder = world.instance.context.config.filesDir
      const blobs = readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter(entry => entry.isFile())
        .map(entry => join(entry.parentPath, entry.name))
      const wholeBytes = new Map(blobs.map(path => [path, readFileSync(path)]))
      const { salma, amina, paper } = world
      await salma.get(`/desk/grievances/${amina.reference}`)
      const urls = salma.links().filter(link => link.includes('/files/'))
      expect(urls.length).toBeGreaterThan(2)
      const get = (url: string) => world.instance.app.inject({ url, headers: { cookie: cookieHeader(salma) } }).catch(() => null)
      const genuine = new Map<string, Buffer>()
      for (const url of urls) genuine.set(url, (await get(url))?.rawPayload ?? Buffer.alloc(0))
      expect([...genuine.values()].some(bytes => bytes.toString() === paper)).toBe(true)
      for (let count = 0; count < BLOBS; count += 1) {
        const url = random.pick(urls)
        const path = blobs.find(one => one.endsWith(url.split('/').at(-1) ?? '')) ?? ''
        const other = random.pick(blobs)
        const way = random.pick(['flip', 'cut', 'empty', 'longer', 'swap'] as const)
        const bytes = wholeBytes.get(way === 'swap' ? other : path) ?? Buffer.alloc(0)
        writeFileSync(path, way === 'swap' ? bytes : changed(bytes, way, random))
        const answer = await get(url)
        writeFileSync(path, wholeBytes.get(path) ?? Buffer.alloc(0))
        if (answer === null || REFUSALS.includes(answer.statusCode)) continue
        expect([url, way, answer.statusCode]).toEqual([url, way, 200])
        if (way === 'swap' && other === path) expect(answer.rawPayload.equals(genuine.get(url) ?? Buffer.alloc(0))).toBe(true)
        else expect(genuine.get(url)?.subarray(0, answer.rawPayload.length).equals(answer.rawPayload)).toBe(true)
      }
    },
    PATIENCE,
  )

  it('let Noor begin again where the draft cannot be opened, and say so', async () => {
    const { instance, noor } = world
    await instance.context.db
      .updateTable('drafts')
      .set({ answers_sealed: Buffer.from([1, 2, 3]) as never })
      .where('state', '=', 'open')
      .execute()
    await noor.get('/en/form/7')
    expect([noor.status, noor.url]).toEqual([200, '/en/form/1'])
    expect(noor.text).toContain('We cannot open what you wrote before')
    await noor.submit({ story: world.noorsWords, go: 'send' })
    await noor.submit({})
    expect(noor.url).toBe('/en/form/8')
  })

  it('keep no act waiting: a message is taken, and letters go out to everybody whose address is whole', async () => {
    const { instance, amina } = world
    const { db } = instance.context
    await db
      .updateTable('accounts')
      .set({ profile_sealed: Buffer.from([1, 2, 3]) as never })
      .where('id', '=', world.mechanism.people.otieno.id)
      .execute()
    await db
      .updateTable('participants')
      .set({ notice_sealed: Buffer.from([1]) as never })
      .execute()
    await amina.visitor.get('/en/messages/7')
    await amina.visitor.submit({ words: 'I am not safe.' }, '/7')
    expect([amina.visitor.status, amina.visitor.url]).toEqual([200, '/en/messages'])
    instance.letters.length = 0
    await sweep(instance.context)
    expect(instance.letters.map(letter => letter.to)).toContain(world.mechanism.people.salma.email)
  })
})

function secretsOf({ amina, leila, noorsWords }: World): Readonly<Record<string, string>> {
  return { Amina: amina.words, Leila: leila.words, Noor: noorsWords }
}
