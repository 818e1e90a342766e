import { mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { forgetExpired } from '../../src/intake/forget-expired.ts'
import { newId } from '../../src/platform/ids.ts'
import { DATABASES } from '../support/databases.ts'
import { START, startInstance, type Instance } from '../support/instance.ts'
import { Visitor } from '../support/visitor.ts'
import { makeReady } from './ready.ts'
import { codeOn, countOf, openedBy, STORY } from './told.ts'

const DAY = 86_400_000
const paper = `@list.txt:${Buffer.from('names of the wells').toString('base64')}`

describe.each(DATABASES)('forgetting, on %s', kind => {
  let instance: Instance
  const onDisk = (): string[] =>
    readdirSync(instance.context.config.filesDir, { recursive: true, withFileTypes: true })
      .filter(entry => entry.isFile())
      .map(entry => entry.name)

  beforeAll(async () => {
    instance = await startInstance(kind)
    await makeReady(instance.context)
  })
  afterAll(() => instance.stop())

  it('forgets a draft with its files after three days, and nothing that was sent', async () => {
    const [amina, joseph] = [new Visitor(instance.app), new Visitor(instance.app)]
    for (const visitor of [amina, joseph]) {
      await visitor.get('/en/form/1')
      await visitor.submit({ story: STORY, photos: paper, go: 'send' })
    }
    await joseph.submit({})
    const code = codeOn(joseph) ?? ''
    instance.clock.set(new Date(START.getTime() + 3 * DAY))
    await forgetExpired(instance.context)
    expect([await countOf(instance.context, 'drafts'), await countOf(instance.context, 'files'), onDisk().length]).toEqual([2, 2, 2])
    instance.clock.set(new Date(START.getTime() + 4 * DAY))
    await forgetExpired(instance.context)
    expect([await countOf(instance.context, 'drafts'), await countOf(instance.context, 'files'), onDisk().length]).toEqual([0, 1, 1])
    expect((await openedBy(instance.context, code)).files).toHaveLength(1)
    await amina.submit({})
    expect(amina.text).toContain('We no longer have your words')
    expect(await instance.context.db.selectFrom('sessions').select('id').execute()).toEqual([])
  })

  it('removes what a broken upload left, once it cannot be on its way any more', async () => {
    const folder = join(instance.context.config.filesDir, 'ab', 'cd')
    mkdirSync(folder, { recursive: true })
    const [old, fresh] = [`${newId()}.part`, newId()]
    for (const [name, age] of [
      [old, 3],
      [fresh, 0],
    ] as const) {
      const time = new Date(instance.clock.now().getTime() - age * DAY)
      writeFileSync(join(folder, name), 'sealed bytes')
      utimesSync(join(folder, name), time, time)
    }
    instance.clock.advance(2 * 3_600_000)
    await forgetExpired(instance.context)
    expect([onDisk().includes(old), onDisk().includes(fresh)]).toEqual([false, true])
  })
})
