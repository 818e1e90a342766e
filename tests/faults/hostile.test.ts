import type { InjectOptions } from 'fastify'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { MESSAGE_PAGES, paths } from '../../src/contracts/paths.ts'
import { LAST } from '../../src/intake/steps.ts'
import { DATABASES } from '../support/databases.ts'
import { startInstance, type Instance } from '../support/instance.ts'
import { setUpMechanism } from '../support/mechanism.ts'
import { PATIENCE, seed, times } from './size.ts'

/** Bodies for each address: 5,000 in all in the large run. */
const BODIES = times(12, 130)

/** Whatever somebody may send who means no good, or whose browser is broken. */
const piece = fc.oneof(
  fc.string({ maxLength: 40, unit: 'binary' }),
  fc.constantFrom(
    '%',
    '%zz',
    '\u0000',
    '\r\n\r\n',
    '--',
    '__proto__',
    'constructor',
    '\ud800',
    '‮',
    '../../etc/passwd',
    '{{story}}',
    "' or 1=1 --",
  ),
  fc.integer().map(String),
)
const names = fc.constantFrom(
  'story',
  'csrf',
  'nonce',
  'whose',
  'code',
  'go',
  'remove',
  'seen',
  'kept',
  'topics',
  'topics[]',
  'voice',
  'photos',
  'reply',
  '__proto__',
  'words',
)
const urlencoded = fc
  .array(fc.tuple(fc.oneof(names, piece), piece), { maxLength: 30 })
  .map(pairs => pairs.map(([name, value]) => `${name}=${value}`).join('&'))
const part = fc
  .tuple(names, piece, fc.boolean(), fc.uint8Array({ maxLength: 300 }))
  .map(([name, filename, file, bytes]) =>
    Buffer.concat([
      Buffer.from(`--edge\r\ncontent-disposition: form-data; name="${name}"${file ? `; filename="${filename}"` : ''}\r\n\r\n`),
      Buffer.from(bytes),
      Buffer.from('\r\n'),
    ]),
  )
const multipart = fc.tuple(fc.array(part, { maxLength: 8 }), fc.boolean(), fc.nat(400)).map(([parts, ends, cut]) => {
  const whole = Buffer.concat([...parts, Buffer.from(ends ? '--edge--\r\n' : '')])
  return ends ? whole : whole.subarray(0, Math.max(0, whole.length - cut))
})
const body = fc.oneof(
  urlencoded.map(payload => ({ payload: Buffer.from(payload), type: 'application/x-www-form-urlencoded' })),
  multipart.map(payload => ({ payload, type: 'multipart/form-data; boundary=edge' })),
  fc
    .tuple(fc.uint8Array({ maxLength: 2_000 }), piece)
    .map(([bytes, type]) => ({ payload: Buffer.from(bytes), type: type.replace(/[^\x20-\x7e]/g, '') })),
  fc.json().map(json => ({ payload: Buffer.from(json), type: 'application/json' })),
  multipart.map(payload => ({ payload, type: 'multipart/form-data' })),
)
const cookie = fc
  .array(fc.tuple(fc.constantFrom('d', 'm', 'a', 'o', 'x'), piece), { maxLength: 5 })
  .map(pairs => pairs.map(([name, value]) => `${name}=${value.replace(/[^\x21-\x7e]/g, '')}`).join('; '))

/** Every public address that takes something in. */
const ADDRESSES = [
  ...Array.from({ length: LAST }, (_unused, index) => paths.form('en', index + 1)),
  ...MESSAGE_PAGES.map(page => paths.message('en', page)),
]

describe.each(DATABASES)('Whatever is sent, on %s', kind => {
  let instance: Instance
  beforeAll(async () => {
    instance = await startInstance(kind)
    await setUpMechanism(instance)
  })
  afterAll(() => instance.stop())

  it('gets a clear page and never breaks anything', { timeout: PATIENCE }, async () => {
    console.log(`hostile bodies on ${kind}: FAULTS_SEED=${seed}, ${BODIES} for each of ${ADDRESSES.length} addresses`)
    for (const url of ADDRESSES)
      await fc.assert(
        fc.asyncProperty(body, cookie, async ({ payload, type }, cookies) => {
          instance.clock.advance(1_000)
          const sent: InjectOptions = { method: 'POST', url, payload, headers: { 'content-type': type, cookie: cookies } }
          const answer = await instance.app.inject(sent)
          expect(answer.statusCode, `${url}: ${answer.body.slice(0, 300)}`).not.toBe(500)
          expect(answer.headers['content-security-policy']).toBeDefined()
          if (answer.statusCode >= 400) expect(answer.body.length).toBeGreaterThan(200)
        }),
        { numRuns: BODIES, seed, endOnFailure: true },
      )
  })
})
