import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readBlob } from '../../src/platform/uploads/index.ts'
import { DATABASES } from '../support/databases.ts'
import { startInstance, type Instance } from '../support/instance.ts'
import { Visitor } from '../support/visitor.ts'
import { makeReady } from './ready.ts'
import { codeOn, countOf, dumpOf, openedBy, STORY } from './told.ts'

const MAKER = 'AMINAS-CAMERA'
const file = (name: string, bytes: Buffer | string): string => `@${name}:${Buffer.from(bytes).toString('base64')}`
const voice = file(
  'what I say.ogg',
  Buffer.concat([Buffer.from('OggS\0\x02'), Buffer.alloc(22), Buffer.from('OpusHead'), Buffer.from('MARKED-VOICE'.repeat(900))]),
)

function photo(): Promise<Buffer> {
  return sharp({ create: { width: 40, height: 20, channels: 3, background: '#a33' } })
    .jpeg()
    .withMetadata({ orientation: 6 })
    .withExifMerge({ IFD0: { Make: MAKER }, IFD3: { GPSLatitudeRef: 'S' } })
    .toBuffer()
}

describe.each(DATABASES)('files, on %s', kind => {
  let instance: Instance
  const newVisitor = (): Visitor => new Visitor(instance.app, instance.other)
  const blobs = (): string[] =>
    readdirSync(instance.context.config.filesDir, { recursive: true, withFileTypes: true })
      .filter(entry => entry.isFile())
      .map(entry => join(entry.parentPath, entry.name))

  beforeAll(async () => {
    instance = await startInstance(kind)
    await makeReady(instance.context)
  })
  afterAll(() => instance.stop())

  it('takes a voice message alone, and keeps the voice apart from the words', async () => {
    const amina = newVisitor()
    await amina.get('/en/form/1')
    await amina.submit({ voice, go: 'send' })
    expect(amina.text).toContain('what I say.opus')
    await amina.submit({})
    const opened = await openedBy(instance.context, codeOn(amina) ?? '')
    expect(opened.item('title').said?.text).toBe('A voice message')
    expect(opened.files.map(one => [one.compartment.kind, one.named?.type])).toEqual([['identity', 'audio/ogg']])
    const [only] = opened.files
    if (only?.opens == null) throw new Error('the voice is gone')
    expect((await buffer(readBlob(instance.context, { id: only.id, opens: only.opens }))).includes('MARKED-VOICE')).toBe(true)
  })

  it('says on the person’s own page how it was told without words, names the files in print, and opens them for nobody else', async () => {
    const amina = newVisitor()
    await amina.get('/en/form/1')
    await amina.submit({ voice, photos: file('path closed.jpg', await photo()), go: 'send' })
    await amina.submit({})
    await amina.submit({ go: 'have' }, '/form/8')
    expect(amina.url).toBe('/en/messages')
    expect(amina.text).toContain('Told by voice and with pictures: ')
    const [href = ''] = amina.links().filter(link => link.includes('/messages/files/'))
    await amina.get('/en/messages/19')
    for (const name of ['what I say.opus', 'path closed.jpg']) expect(amina.html).toContain(`<bdi>${name}</bdi>`)
    await amina.get(href)
    expect([amina.status, amina.headers['cache-control'], amina.headers['content-security-policy']]).toEqual([
      200,
      'no-store',
      "sandbox; default-src 'none'",
    ])
    expect(amina.headers['content-type']).toMatch(/^(audio|image)\//)
    expect(amina.headers['content-disposition']).toMatch(/^attachment; filename="file"; filename[*]=UTF-8''file[.](opus|jpg)$/)
    const stranger = newVisitor()
    await stranger.get('/en/form/1')
    await stranger.submit({ story: STORY, go: 'send' })
    await stranger.submit({})
    expect((await stranger.get(href)).status).toBe(404)
    expect((await newVisitor().get(href)).html).toContain('name="code"')
  })

  it('keeps a photo as it was sent in identity, and shows a copy that stands upright and tells nothing of its maker', async () => {
    const amina = newVisitor()
    await amina.get('/en/form/1')
    const original = await photo()
    expect(original.includes(MAKER)).toBe(true)
    await amina.submit({ story: STORY, photos: file('path closed.jpg', original), go: 'send' })
    await amina.submit({})
    const { files } = await openedBy(instance.context, codeOn(amina) ?? '')
    const [first, copy] = [files.find(one => one.copyOf === null), files.find(one => one.copyOf !== null)]
    if (first?.opens == null || copy?.opens == null) throw new Error('a photo has an original and a copy')
    expect([first.compartment.kind, copy.compartment.kind, first.named?.name]).toEqual(['identity', 'shared', 'path closed.jpg'])
    expect(copy.copyOf).toBe(first.id)
    expect(await buffer(readBlob(instance.context, { id: first.id, opens: first.opens }))).toEqual(original)
    const clean = await buffer(readBlob(instance.context, { id: copy.id, opens: copy.opens }))
    const seen = await sharp(clean).metadata()
    expect([clean.includes(MAKER), seen.exif, seen.width, seen.height]).toEqual([false, undefined, 20, 40])
  })

  it('refuses what is not on its list by its bytes, and keeps everything typed and every other file', async () => {
    const amina = newVisitor()
    await amina.get('/en/form/1')
    const wrong = file('photo.jpg', '<svg xmlns="http://www.w3.org/2000/svg"/>')
    await amina.submit({ story: STORY, ongoing: 'yes', photos: [wrong, file('list.txt', 'names of the wells')] })
    expect([amina.status, amina.url]).toEqual([422, '/en/form/1'])
    expect(amina.text).toContain('We could not take one of these files')
    expect(amina.html).toContain(`>${STORY}</textarea>`)
    expect(amina.html).toMatch(/name="ongoing" value="yes" checked/)
    expect(amina.text).toContain('list.txt')
    await amina.submit({})
    expect(amina.url).toBe('/en/form/2')
    await amina.get('/en/form/1')
    const id = /name="remove" value="([^"]+)"/.exec(amina.html)?.[1] ?? ''
    await amina.submit({ remove: id })
    expect(amina.text).not.toContain('list.txt')
    expect(blobs().some(path => path.endsWith(id))).toBe(false)
  })

  it('knows office papers and recordings, and refuses archives, pages and empty files', async () => {
    const amina = newVisitor()
    const zip = (inside: string): Buffer =>
      Buffer.concat([
        Buffer.from('PK\x03\x04\x14\0\0\0\0\0'),
        Buffer.alloc(16),
        Buffer.from([inside.length, 0, 0, 0]),
        Buffer.from(inside),
        Buffer.alloc(64),
      ])
    const taken = {
      'paper.pdf': '%PDF-1.7\n%',
      'mine.odt': Buffer.concat([zip('mimetype'), Buffer.from('application/vnd.oasis.opendocument.text')]),
      'mine.docx': zip('[Content_Types].xml'),
      'said.amr': '#!AMR\nxxxxxxxxxxxx',
      'said.wav': Buffer.concat([Buffer.from('RIFF\x24\0\0\0WAVEfmt '), Buffer.alloc(40)]),
    }
    for (const [name, bytes] of Object.entries(taken)) {
      await amina.get('/en/form/1')
      await amina.submit({ story: STORY, photos: file(name, bytes) })
      expect([name, amina.status]).toEqual([name, 200])
    }
    for (const [name, bytes] of Object.entries({
      'all.zip': zip('other.txt'),
      'page.html': '<html>',
      'none.txt': '',
      'run.exe': 'MZ\x90\0\x03',
    })) {
      await amina.get('/en/form/1')
      await amina.submit({ story: STORY, photos: file(name, bytes) })
      expect([name, amina.status]).toEqual([name, 422])
    }
  })

  it('brings the files of a page that was sent twice once, and stops at ten', async () => {
    const amina = newVisitor()
    await amina.get('/en/form/1')
    const four = Array.from({ length: 4 }, (_, index) => file(`${index}.txt`, `paper ${index}`))
    const before = await countOf(instance.context, 'files')
    const sending = amina.prepared({ story: STORY, photos: four })
    await amina.repeat(sending)
    await amina.repeat(sending)
    expect(await countOf(instance.context, 'files')).toBe(before + 4)
    for (const [size, status] of [
      [5, 200],
      [2, 422],
      [1, 422],
    ] as const) {
      await amina.get('/en/form/1')
      await amina.submit({ photos: Array.from({ length: size }, (_, index) => file(`${size}-${index}.txt`, 'more')) })
      expect(amina.status).toBe(status)
    }
    expect(await countOf(instance.context, 'files')).toBe(before + 10)
  })

  it('refuses a file of more than 25 megabytes and leaves nothing of it', async () => {
    const amina = newVisitor()
    await amina.get('/en/form/1')
    const before = blobs().length
    await amina.submit({ story: STORY, photos: file('long.txt', Buffer.alloc(26 * 1_048_576, 'a')) })
    expect([amina.status, amina.text.includes('larger than 25 MB'), blobs().length]).toEqual([422, true, before])
  })

  it('leaves no word, name or byte in the clear, neither before sending nor after', async () => {
    const marks = ['MARKED-STORY', 'MARKED-NAME', 'marked@example.org', 'MARKED-PAPER', 'marked-name.txt', 'MARKED-FROM', 'MARKED-VOICE']
    const amina = newVisitor()
    await amina.get('/en/form/1')
    await amina.submit({ story: 'MARKED-STORY', voice, photos: file('marked-name.txt', 'MARKED-PAPER'.repeat(900)) })
    await amina.submit({ go: 'skip' })
    await amina.submit({ since: 'MARKED-STORY' })
    await amina.submit({ known: 'team', name: 'MARKED-NAME', reply: 'email', email: 'marked@example.org', neutral: 'yes' })
    await amina.submit({ go: 'skip' })
    await amina.submit({ keepFrom: 'MARKED-FROM' })
    const check = async (more: readonly string[]): Promise<void> => {
      const dump = (await dumpOf(instance.context)).toLowerCase()
      expect(dump).toContain('tana team')
      const disk = blobs().map(path => readFileSync(path))
      for (const mark of [...marks, ...more]) {
        expect([mark, dump.includes(mark.toLowerCase()), dump.includes(Buffer.from(mark).toString('hex'))]).toEqual([mark, false, false])
        expect([mark, disk.some(bytes => bytes.includes(mark))]).toEqual([mark, false])
      }
    }
    await check([])
    await amina.submit({})
    const code = codeOn(amina) ?? ''
    await check([code, code.slice(0, 12)])
    expect((await openedBy(instance.context, code)).item('answers').said?.text).toBe('MARKED-STORY')
  })

  it('names its files at random and tells no minute by them', () => {
    expect(blobs().length).toBeGreaterThan(0)
    for (const path of blobs())
      expect(path.slice(instance.context.config.filesDir.length)).toMatch(/^\/[0-9a-f]{2}\/[0-9a-f]{2}\/[0-9a-f-]{36}$/)
  })
})
