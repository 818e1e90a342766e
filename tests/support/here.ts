import { afterAll, beforeAll, describe } from 'vitest'
import type { Telling } from '../../src/grievances/telling.ts'
import { admit, agree, deliver, newCase, type Case } from './case.ts'
import { DATABASES } from './databases.ts'
import { openFile } from './desk.ts'
import { startInstance, type Instance } from './instance.ts'
import { setUpMechanism, type PersonName, type SetUp } from './mechanism.ts'
import { Visitor } from './visitor.ts'

/** A mechanism that is open, its people, and cases of its river team brought as far as a test wants to begin. */
export interface Here {
  readonly instance: Instance
  readonly mechanism: SetUp
  readonly people: SetUp['people']
  /** A browser that nobody has used yet. */
  visitor(): Visitor
  /** Somebody at the desk, signed in. */
  signedIn(who: PersonName): Promise<Visitor>
  /** The file of a case, open to somebody who has no part in it. */
  file(who: PersonName, reference: string): Promise<Visitor>
  /** A case that was told, in these words where it matters. */
  told(telling?: Partial<Telling>): Promise<Case>
  /** A case that two took on. */
  admitted(): Promise<Case>
  /** A case with money and a promise that the person said yes to. */
  agreed(): Promise<Case>
  /** The same, of which the organisation says that both are done. */
  delivered(): Promise<Case>
}

/** Tests on each database, all in one mechanism that is begun before them and stopped after. */
export function inMechanism(title: string, tests: (here: Here) => void): void {
  describe.each(DATABASES)(`${title}, on %s`, kind => {
    let instance: Instance
    let mechanism: SetUp
    beforeAll(async () => {
      instance = await startInstance(kind)
      mechanism = await setUpMechanism(instance)
    })
    afterAll(() => instance.stop())
    tests(hereIn(() => ({ instance, mechanism })))
  })
}

function hereIn(begun: () => { instance: Instance; mechanism: SetUp }): Here {
  const visitor = (): Visitor => new Visitor(begun().instance.app, begun().instance.other)
  const told = (telling?: Partial<Telling>): Promise<Case> => newCase(begun().instance, begun().mechanism, telling)
  const brought = async (...steps: readonly ((one: Case, mechanism: SetUp) => Promise<void>)[]): Promise<Case> => {
    const one = await told()
    for (const step of steps) await step(one, begun().mechanism)
    return one
  }
  return {
    get instance() {
      return begun().instance
    },
    get mechanism() {
      return begun().mechanism
    },
    get people() {
      return begun().mechanism.people
    },
    visitor,
    signedIn: who => begun().mechanism.signIn(visitor(), begun().mechanism.people[who]),
    file: (who, reference) => openFile(begun().instance, begun().mechanism, begun().mechanism.people[who], reference),
    told,
    admitted: () => brought(admit),
    agreed: () => brought(agree),
    delivered: () => brought(agree, deliver),
  }
}
