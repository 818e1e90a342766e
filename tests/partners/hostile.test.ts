import type { InjectOptions } from 'fastify'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { grievancesVisibleTo } from '../../src/grievances/visible.ts'
import { sweep } from '../../src/sweep.ts'
import { dumpOf } from '../canaries/columns.ts'
import { DATABASES } from '../support/databases.ts'
import type { Instance } from '../support/instance.ts'
import { marksFinder, newMark, secretsFinder } from '../support/marks.ts'
import { join, type SetUp } from '../support/mechanism.ts'
import type { Organisation } from '../support/organisation.ts'
import { startSpeaking, type Speaking } from '../support/speaking.ts'
import { Tool, tokenOf } from '../support/tool.ts'

const RUNS = 40
const DAY = 86_400_000
const BROKEN = [
  '',
  'null',
  '[]',
  '"words"',
  '{"language":"sw"',
  '{"__proto__":{"language":"sw"}}',
  '{"language":"sw","pages":[]}',
  '{"language":["sw"],"pages":{"story":null}}',
  '{"language":"sw","pages":{"story":{"story":{"toString":1}}}}',
  '{"language":"sw","pages":{"constructor":{}}}',
  '{"language":"sw","pages":{"who":{"constructor":"x"}}}',
  '{"language":"sw","pages":{"topics":{"topics":["topic_wages",1]}}}',
  '{"language":"xx","pages":{"story":{"story":"\\u0000"}}}',
]
const REFERENCES = ['KX7-42M', '%00', '..', "'", 'a'.repeat(99)]

describe.each(DATABASES)('Whatever a program sends, on %s', kind => {
  let instance: Instance
  let mechanism: SetUp
  let tupendo: Organisation
  let signIn: Speaking['signIn']
  let token: string
  beforeAll(async () => {
    ;({ instance, mechanism, tupendo, signIn } = await startSpeaking(kind))
    token = (await tokenOf(instance, mechanism, tupendo.lead, { organisation: tupendo.team.principalId })).token
  })
  afterAll(() => instance.stop())

  const send = async (request: InjectOptions): Promise<void> => {
    instance.clock.advance(1_000)
    const headers = { authorization: `Bearer ${token}`, 'idempotency-key': 'k', ...request.headers }
    const answer = await instance.app.inject({ ...request, headers })
    const what = `${String(request.method)} ${String(request.url)} ${String(request.payload)}: ${answer.body.slice(0, 300)}`
    expect(answer.statusCode, what).toBeGreaterThanOrEqual(400)
    expect(answer.statusCode, what).toBeLessThan(500)
    expect(answer.headers['content-type'], what).toContain('application/problem+json')
    expect(answer.json().detail, what).not.toBe('')
  }

  it('leads nowhere by an address that no id can be, at any door, and says nothing of it', async () => {
    const joseph = await signIn(tupendo.lead)
    for (const url of ['/desk/our-people/KX7-42M%00', '/desk/our-people/KX7-42M/end-mandate/nope', '/desk/files/%00', '/assets/%00'])
      expect((await joseph.get(url)).status, url).toBe(404)
    for (const url of ['/en/%zz', '/api/v1/%zz', '/desk/%E0%A4%A']) {
      const answer = await instance.app.inject({ url })
      expect([answer.statusCode, answer.body, answer.headers['cache-control']]).toEqual([400, '', 'no-store'])
    }
  })

  it('is answered with a problem and a sentence, and makes nothing', async () => {
    const urls = ['/api/v1/grievances', ...REFERENCES.map(reference => `/api/v1/grievances/${reference}/messages`)]
    const json = { 'content-type': 'application/json' }
    for (const url of urls) for (const payload of BROKEN) await send({ method: 'POST', url, payload, headers: json })
    const told = '{"language":"en","pages":{"story":{"story":"caf\u00e9 at the river"}}}'
    for (const url of urls) {
      await send({ method: 'POST', url, payload: '['.repeat(50_000) + ']'.repeat(50_000), headers: json })
      await send({ method: 'POST', url, payload: Buffer.from(told, 'latin1'), headers: json })
      await send({
        method: 'POST',
        url,
        payload: Buffer.from(told, 'utf16le'),
        headers: { 'content-type': 'application/json; charset=utf-16' },
      })
    }
    for (const reference of REFERENCES) await send({ method: 'GET', url: `/api/v1/grievances/${reference}` })
    await send({ method: 'DELETE', url: '/api/v1/grievances' })
    await send({
      method: 'POST',
      url: '/api/v1/grievances',
      payload: 'a=b',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    })
    await send({ method: 'POST', url: '/api/v1/grievances', payload: JSON.stringify({ language: 'x'.repeat(300_000) }), headers: json })
    await send({ method: 'POST', url: '/api/v1/grievances', payload: '{}', headers: { ...json, 'idempotency-key': '' } })
    await fc.assert(
      fc.asyncProperty(fc.json(), fc.constantFrom(...urls), async (payload, url) => send({ method: 'POST', url, payload, headers: json })),
      { numRuns: RUNS },
    )
    expect(await grievancesVisibleTo(instance.context.db, { kind: 'system' }).select('grievances.id').execute()).toEqual([])
  })

  it('is refused in the middle of a form with files, and leaves none behind', async () => {
    const { reference } = await new Tool(token, instance.app).tell('one')
    const url = `/api/v1/grievances/${reference}/files`
    const whole = '--edge\r\ncontent-disposition: form-data; name="photos"; filename="a.txt"\r\n\r\nwords\r\n--edge--\r\n'
    const type = { 'content-type': 'multipart/form-data; boundary=edge' }
    for (const payload of ['', '--edge', whole.slice(0, 80), whole.slice(0, -12), '--edge--\r\n'])
      await send({ method: 'POST', url, payload, headers: type })
    await send({ method: 'POST', url, payload: whole, headers: { 'content-type': 'multipart/form-data' } })
    await send({ method: 'POST', url, payload: '{}', headers: { 'content-type': 'application/json' } })
    expect(await instance.context.db.selectFrom('files').select('id').execute()).toEqual([])
  })

  it('lies nowhere in the database as words, nor does the code, the token or the name of the tool', async () => {
    const [story, name, contact, message, file] = [newMark(), newMark(), newMark(), newMark(), newMark()]
    const tool = new Tool(token, instance.app, instance.other)
    const pages = { story: { story }, identity: { known: 'team', name, reply: 'call', phone: '0712 345 678', elseSay: contact } }
    const { reference, code } = await tool.tell(newMark(), { language: 'sw', pages })
    const written = await tool.post(`/grievances/${reference}/messages`, newMark(), { language: 'en', message })
    const filed = await tool.postFiles(reference, newMark(), [{ field: 'photos', name: `${file}.txt`, bytes: Buffer.from(file) }])
    expect([written.statusCode, filed.statusCode]).toEqual([201, 201])
    const dump = await dumpOf(instance.context.db)
    expect(dump.includes('Tupendo Centre')).toBe(true)
    expect(marksFinder([story, name, contact, message, file]).in(dump)).toEqual([])
    expect(secretsFinder([code, token.slice(36), 'Field forms']).in(dump)).toEqual([])
  })

  it('is answered from what is kept for two days after its own, and then that is forgotten', async () => {
    const tool = new Tool(token, instance.app, instance.other)
    const first = await tool.tell('kept')
    instance.clock.advance(2 * DAY)
    await sweep(instance.context)
    expect(await tool.tell('kept')).toEqual(first)
    instance.clock.advance(DAY)
    await sweep(instance.context)
    expect(await instance.context.db.selectFrom('nonces').select('id').where('answer_sealed', 'is not', null).execute()).toEqual([])
  })

  it('finds no way in once whoever made the token works for the mechanism too', async () => {
    const answers = () => new Tool(token, instance.app).get('/grievances')
    expect((await answers()).statusCode).toBe(200)
    await instance.context.db
      .transaction()
      .execute(trx =>
        join(instance.context, trx, { team: mechanism.teams.river, member: tupendo.lead, by: mechanism.people.ines, role: 'handler' }),
      )
    expect((await answers()).statusCode).toBe(401)
  })
})
