import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addTurn } from '../../src/stewardship/duty.ts'
import { sweep } from '../../src/sweep.ts'
import { DATABASES } from '../support/databases.ts'
import { newestReference, openFile, references } from '../support/desk.ts'
import { startInstance, type Instance } from '../support/instance.ts'
import { actorOf, setUpMechanism, type PersonName, type SetUp } from '../support/mechanism.ts'
import { tell } from '../support/tell.ts'

const HALF_AN_HOUR = 30 * 60_000

describe.each(DATABASES)('Who is on duty, on %s', kind => {
  let instance: Instance
  let mechanism: SetUp
  beforeAll(async () => {
    instance = await startInstance(kind)
    mechanism = await setUpMechanism(instance)
    await instance.context.db.updateTable('accounts').set({ steward: true }).where('id', '=', mechanism.people.ines.id).execute()
  })
  afterAll(() => instance.stop())

  /** Who was asked to look now, since the letters were read last. */
  async function asked(subject: string): Promise<string[]> {
    await sweep(instance.context)
    const found = instance.letters.splice(0).filter(letter => letter.subject === subject)
    for (const letter of found) expect(letter.text).not.toMatch(/water|guards|maji|walinzi/i)
    return found.map(letter => letter.to.split('@')[0] ?? '')
  }

  /** Puts somebody on duty today. */
  function on(name: PersonName, rank: number): Promise<void> {
    const { context, clock } = instance
    const day = clock.now().toISOString().slice(0, 10)
    const turn = { teamId: mechanism.teams.works.principalId, accountId: mechanism.people[name].id, rank, fromOn: day, untilOn: day }
    return context.db.transaction().execute(trx => addTurn(context, trx, actorOf(mechanism.people.ines, true), turn))
  }

  it('tells the stewards where nobody is, so that something urgent never lies unseen', async () => {
    await tell(instance.context, { notSafe: true })
    expect(await asked('Nobody is on duty')).toEqual(['ines'])
  })

  it('asks the first, after half an hour the second, then the third, and stops when one of them opens it', async () => {
    const { context, clock } = instance
    await on('otieno', 1)
    await on('salma', 2)
    const known = await references(instance)
    await tell(context, { notSafe: true })
    const reference = await newestReference(instance, known)
    expect(await asked('Please look now')).toEqual(['otieno'])
    clock.advance(HALF_AN_HOUR - 60_000)
    expect(await asked('Please look now')).toEqual([])
    clock.advance(120_000)
    expect(await asked('Please look now')).toEqual(['salma'])
    await openFile(instance, mechanism, mechanism.people.salma, reference)
    clock.advance(HALF_AN_HOUR * 2)
    expect(await asked('Please look now')).toEqual([])
    expect(await context.db.selectFrom('duty_calls').select('id').execute()).toEqual([])
  })

  it('asks everybody who shares a rank', async () => {
    await on('salma', 1)
    await tell(instance.context, { notSafe: true })
    expect((await asked('Please look now')).toSorted()).toEqual(['otieno', 'salma'])
  })

  it('does not wake anybody for what can wait until morning', async () => {
    await tell(instance.context)
    expect(await asked('Please look now')).toEqual([])
  })
})
