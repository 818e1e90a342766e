import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { rekeyInSession } from '../../src/accounts/rekey.ts'
import { removeMember } from '../../src/accounts/remove-member.ts'
import type { Keyring } from '../../src/contracts/keys.ts'
import { holdersIn, keyringOf } from '../../src/grievances/keyring.ts'
import { openable, opened } from '../../src/grievances/open.ts'
import { keyringIn } from '../support/keyring.ts'
import { DATABASES } from '../support/databases.ts'
import { startInstance, type Instance } from '../support/instance.ts'
import { actorOf, setUpMechanism, type SetUp, type Staff } from '../support/mechanism.ts'
import { tell } from '../support/tell.ts'

describe.each(DATABASES)('A new team key, on %s', kind => {
  let instance: Instance
  let mechanism: SetUp
  let works: string

  beforeAll(async () => {
    instance = await startInstance(kind)
    mechanism = await setUpMechanism(instance)
    works = mechanism.teams.works.principalId
    await tell(instance.context)
    const { people } = mechanism
    const place = { teamId: works, accountId: people.salma.id }
    await instance.context.db.transaction().execute(trx => removeMember(instance.context, trx, actorOf(people.otieno), place))
    await tell(instance.context)
  })
  afterAll(() => instance.stop())

  const opens = async (keyring: Keyring): Promise<number> => {
    const rows = await openable(instance.context.db, { kind: 'system' }, holdersIn(keyring)).execute()
    return rows.filter(row => opened(keyring, row).compartments.length > 0).length
  }

  it('opens nothing for Salma, who was removed, and what is new not even with a key she kept', async () => {
    const { salma } = mechanism.people
    expect(await opens(await keyringIn(instance.context.db, salma.held, [works]))).toBe(0)
    expect(await opens(keyringOf(salma.held, mechanism.teams.works))).toBe(1)
  })

  it('takes over what is older in the session of Otieno, once', async () => {
    const { otieno } = mechanism.people
    const keyring = await keyringIn(instance.context.db, otieno.held, [works])
    expect(await opens(keyring)).toBe(2)
    expect(await opens(newestOf(keyring, otieno))).toBe(1)
    const account = {
      actor: { ...actorOf(otieno), memberships: [{ teamId: works, teamKind: 'handling', role: 'lead' }] } as const,
      keyring,
    }
    expect(await rekeyInSession(instance.context, account)).toBe(3)
    expect(await rekeyInSession(instance.context, account)).toBe(0)
    expect(await opens(newestOf(keyring, otieno))).toBe(2)
  })

  /** What somebody holds who never had the older key. */
  function newestOf(keyring: Keyring, person: Staff): Keyring {
    const newest = [...keyring.values()].find(key => key.principalId === works && key.gen === 2)
    return newest === undefined ? keyringOf(person.held) : keyringOf(person.held, newest)
  }
})
