import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { recordNoInterest } from '../../src/grievances/interests.ts'
import { heldFrom, holdersIn, keyringOf } from '../../src/grievances/keyring.ts'
import { openable, opened } from '../../src/grievances/open.ts'
import { keyIn } from '../../src/grievances/wraps.ts'
import { newKeyPair } from '../../src/platform/sealing/index.ts'
import { DATABASES } from '../support/databases.ts'
import { startInstance, type Instance } from '../support/instance.ts'
import { keyringIn } from '../support/keyring.ts'
import { actorOf, setUpMechanism, type SetUp } from '../support/mechanism.ts'
import { tell } from '../support/tell.ts'
import vectors from './grants-v1.json' with { type: 'json' }

const NOTHING = { sealed: Buffer.alloc(80), kcv: Buffer.alloc(8) }

describe('A key that was wrapped once opens for ever', () => {
  it.each(vectors.grants)('for the private key $privateKey', ({ privateKey, place, key, wrapped }) => {
    const held = heldFrom(Buffer.from(privateKey, 'hex'), place.grantee_id, place.grantee_gen)
    const grant = { ...NOTHING, wrapped: Buffer.from(wrapped, 'hex') }
    expect(keyIn(held, place, grant)?.toString('hex')).toBe(key)
  })

  it.each(vectors.grants)('and in no other place, and for no other key than $privateKey', ({ privateKey, place, wrapped }) => {
    const held = heldFrom(Buffer.from(privateKey, 'hex'), place.grantee_id, place.grantee_gen)
    const grant = { ...NOTHING, wrapped: Buffer.from(wrapped, 'hex') }
    expect(keyIn(held, { ...place, gen: place.gen + 1 }, grant)).toBeNull()
    expect(keyIn(held, { ...place, compartment_id: place.grantee_id }, grant)).toBeNull()
    expect(keyIn(heldFrom(newKeyPair().privateKey, held.principalId, held.gen), place, grant)).toBeNull()
  })
})

describe.each(DATABASES)('The keys of a grievance, on %s', kind => {
  let instance: Instance
  let mechanism: SetUp
  beforeAll(async () => {
    instance = await startInstance(kind)
    mechanism = await setUpMechanism(instance)
    await tell(instance.context)
  })
  afterAll(() => instance.stop())

  const grants = () => instance.context.db.selectFrom('compartment_grants').selectAll().execute()
  const ofWorks = async () => (await grants()).filter(grant => grant.grantee_id === mechanism.teams.works.principalId)
  const damage = (column: 'sealed' | 'wrapped') =>
    sql`update compartment_grants set ${sql.ref(column)} = set_byte(${sql.ref(column)}, 60, 255 - get_byte(${sql.ref(column)}, 60))`.execute(
      instance.context.db,
    )
  const opens = async (): Promise<boolean[]> => {
    const { held } = mechanism.people.otieno
    const keyring = await keyringIn(instance.context.db, held, [mechanism.teams.works.principalId])
    const rows = await openable(instance.context.db, { kind: 'system' }, holdersIn(keyring)).execute()
    return rows.flatMap(row => opened(keyring, row).compartments.map(one => !one.damaged))
  }

  it('are wrapped for the person who tells it, and only sealed to the team, of which nobody is there', async () => {
    const wrapped = (await grants()).filter(grant => grant.wrapped !== null)
    expect(wrapped).toHaveLength(2)
    expect(await ofWorks()).toHaveLength(3)
    expect((await ofWorks()).filter(grant => grant.wrapped !== null)).toEqual([])
  })

  it('are wrapped for the team when Otieno says that he has no interest in it', async () => {
    const { otieno } = mechanism.people
    const keyring = await keyringIn(instance.context.db, otieno.held, [mechanism.teams.works.principalId])
    const account = { actor: actorOf(otieno), keyring }
    const { id } = await instance.context.db.selectFrom('grievances').select('id').executeTakeFirstOrThrow()
    await instance.context.db.transaction().execute(trx => recordNoInterest(trx, account, id))
    expect((await ofWorks()).filter(grant => grant.wrapped === null)).toEqual([])
    expect(await opens()).toEqual([true, true, true])
  })

  it('open by what is sealed where the wrap is damaged, by the wrap where the seal is, and say so where both are', async () => {
    await damage('wrapped')
    expect(await opens()).toEqual([true, true, true])
    await damage('wrapped')
    await damage('sealed')
    expect(await opens()).toEqual([true, true, true])
    await damage('wrapped')
    expect(await opens()).toEqual([false, false, false])
  })

  it('stay closed to a keyring of somebody else', async () => {
    const stranger = keyringOf(mechanism.people.salma.held)
    const rows = await openable(instance.context.db, { kind: 'system' }, holdersIn(stranger)).execute()
    expect(rows.flatMap(row => opened(stranger, row).compartments)).toEqual([])
  })
})
