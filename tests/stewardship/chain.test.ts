import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { tellAudit } from '../../src/grievances/audit.ts'
import { sealChain, verifyChain } from '../../src/stewardship/chain.ts'
import { DATABASES } from '../support/databases.ts'
import { startInstance, type Instance } from '../support/instance.ts'
import { actorOf, setUpMechanism } from '../support/mechanism.ts'

describe.each(DATABASES)('The record, on %s', kind => {
  let instance: Instance

  beforeEach(async () => {
    instance = await startInstance(kind)
    const { people } = await setUpMechanism(instance)
    const { context } = instance
    for (const turn of [1, 2, 3]) {
      instance.clock.advance(1_000)
      await context.db
        .transaction()
        .execute(trx => tellAudit(trx, context, actorOf(people.ines), 'test.told', `object ${turn}`, { turn, b: 'x', a: null }))
    }
  })
  afterEach(() => instance.stop())

  it('is sealed in one chain, each row once, by two instances at the same time', async () => {
    const { context } = instance
    await Promise.all([sealChain(context), sealChain(context)])
    await sealChain(context)
    const { count } = await context.db
      .selectFrom('audit')
      .select(eb => eb.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow()
    expect(await verifyChain(context.db)).toEqual({ ok: true, length: Number(count) })
    expect(await context.db.selectFrom('chain_waiting').selectAll().execute()).toEqual([])
  })

  it('refuses to be rewritten, and shows where somebody rewrote it all the same', async () => {
    const { db } = instance.context
    await sealChain(instance.context)
    const rewritten = sql`update audit set object = 'another' where action = 'test.told'`
    await expect(rewritten.execute(db)).rejects.toThrow('law')
    await sql`alter table audit disable trigger audit_keep`.execute(db)
    await sql`update audit set detail = '{"turn": 9}' where object = 'object 2'`.execute(db)
    expect(await verifyChain(db)).toMatchObject({ ok: false, problem: 'changed' })
  })

  it('shows a row that was taken away and an entry that was taken out', async () => {
    const { db } = instance.context
    await sealChain(instance.context)
    await sql`alter table audit disable trigger audit_keep`.execute(db)
    await sql`alter table chain disable trigger chain_keep`.execute(db)
    await sql`delete from audit where object = 'object 3'`.execute(db)
    expect(await verifyChain(db)).toMatchObject({ ok: false, problem: 'missing' })
    await sql`delete from chain where seq = 2`.execute(db)
    expect(await verifyChain(db)).toEqual({ ok: false, seq: 2, problem: 'gap' })
  })

  it('shows an entry whose hash was made to fit', async () => {
    const { db } = instance.context
    await sealChain(instance.context)
    await sql`alter table chain disable trigger chain_keep`.execute(db)
    await sql`update chain set hash = sha256(hash) where seq = 2`.execute(db)
    expect(await verifyChain(db)).toEqual({ ok: false, seq: 2, problem: 'changed' })
  })
})
