import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { FastifyInstance } from 'fastify'
import { buildApp } from '../../src/app.ts'
import { readConfig } from '../../src/config.ts'
import { buildContext, type BuiltContext } from '../../src/context.ts'
import { movedClock } from '../../src/platform/clock.ts'
import { codeOn, openedBy } from '../intake/told.ts'
import { layCable, type Cable } from '../support/cable.ts'
import { DATABASES } from '../support/databases.ts'
import { actOn, newestReference, openFile } from '../support/desk.ts'
import { START, type Instance } from '../support/instance.ts'
import { setUpMechanism, type SetUp } from '../support/mechanism.ts'
import { Visitor } from '../support/visitor.ts'
import { makeDatabase } from './place.ts'

const STORY = 'Walinzi walifunga njia ya mtoni.'

describe.runIf(DATABASES.includes('postgres'))('While the database cannot be reached', () => {
  let cable: Cable
  let database: Awaited<ReturnType<typeof makeDatabase>>
  let built: BuiltContext
  let app: FastifyInstance
  let mechanism: SetUp
  const folder = mkdtempSync(join(tmpdir(), 'recourse-'))
  const clock = movedClock(START)

  beforeAll(async () => {
    database = await makeDatabase()
    cable = await layCable(database.url)
    built = await buildContext(readConfig({ DATA_DIR: folder, DATABASE_URL: cable.url, PUBLIC_URL: 'http://localhost' }), { clock })
    app = await buildApp(built.context)
    mechanism = await setUpMechanism({ context: built.context, clock })
  })
  afterAll(async () => {
    await app.close()
    await built.close()
    await cable.cut()
    await database.drop()
    rmSync(folder, { recursive: true, force: true })
  })

  /** Does something while the cable is cut. */
  async function away<T>(work: () => Promise<T>): Promise<T> {
    await cable.cut()
    return work().finally(() => cable.mend())
  }

  it('what somebody tells is not lost: it is there in their language, and goes when the way is mended', async () => {
    const amina = await new Visitor(app).get('/sw/form/1')
    const file = `@njia.txt:${Buffer.from('the path').toString('base64')}`
    await away(() => amina.submit({ story: STORY, photos: file, go: 'send' }))
    expect(amina.status).toBe(503)
    expect(amina.html).toContain('<html lang="sw"')
    expect(amina.html).toContain(`<blockquote dir="auto">${STORY}</blockquote>`)
    for (const words of ['Bado hayajatumwa, maneno yako yako hapa', 'Faili uliyochagua haikuhifadhiwa', 'Tuma tena', 'Rivers and Works'])
      expect(amina.text).toContain(words)
    expect(amina.text).not.toMatch(/ECONN|terminated|postgres|127\.0\.0\.1/)
    await amina.submit({}, '/form/1')
    await amina.submit({})
    const { item } = await openedBy(built.context, codeOn(amina) ?? '')
    expect(item('answers').said?.text).toBe(STORY)
  })

  it('what somebody writes at the desk is not lost either, however short it is', async () => {
    const instance = { context: built.context, app, other: app, clock } as unknown as Instance // no more of it is asked for
    const reference = await newestReference(instance)
    const salma = await openFile(instance, mechanism, mechanism.people.salma, reference)
    await salma.get(`/desk/grievances/${reference}/write-note`)
    await away(() => salma.submit({ note: 'Call her.' }, 'write-note'))
    expect([salma.status, salma.html.includes('<blockquote dir="auto">Call her.</blockquote>')]).toEqual([503, true])
    expect(salma.text).toContain('Not sent yet, your words are here')
    await salma.submit({}, 'write-note')
    expect(salma.url).toBe(`/desk/grievances/${reference}`)
    expect(salma.text).toContain('Call her.')
    await actOn(salma, reference, 'write-note', { note: 'She answered.' })
  })

  it('every door says so in the language that is asked for, with nothing of what is wrong', async () => {
    const ask = (url: string) => away(async () => app.inject({ url, headers: { 'accept-language': 'es' } }))
    for (const [url, language, words] of [
      ['/ar/', 'ar', 'يُرجى العودة بعد بضع دقائق'],
      ['/', 'es', 'Por favor, vuelva en unos minutos'],
      ['/desk/sign-in', 'es', 'Por favor, vuelva en unos minutos'],
    ] as const) {
      const answer = await ask(url)
      expect([answer.statusCode, answer.body.includes(`<html lang="${language}"`), answer.body.includes(words)]).toEqual([503, true, true])
      expect(answer.body).not.toContain('<blockquote')
      expect(answer.body, 'whoever only opened it may try again, and sent nothing').toContain(`<a href="${url}">`)
      expect(answer.body).not.toMatch(/No se guardó nada|لم يُحفظ شيء/)
      expect(answer.body).toMatch(/<code>\d{8}<\/code>/)
      expect(answer.body.includes('tel:112')).toBe(!url.startsWith('/desk'))
    }
    const problem = await ask('/api/v1/grievances')
    expect([problem.statusCode, problem.headers['content-language']]).toEqual([503, 'es'])
    expect((await ask('/readyz')).json()).toEqual({ database: false, migrations: null, keys: null, clock: null })
    expect((await ask('/healthz')).statusCode).toBe(200)
    expect((await app.inject('/en/')).statusCode).toBe(200)
  })
})
