import { keepAway } from '../grievances/keep-away.ts'
import { returnPrepared } from '../grievances/return-prepared.ts'
import { Refused } from '../platform/errors.ts'
import { defineForm, given, words, type Option } from '../platform/forms/index.ts'
import { deskAct, type Scene } from '../web/desk-act.ts'
import { sayToTeam } from '../web/say.ts'
import { colleagues } from './first-acts.ts'
import { readersOf } from './readers.ts'

/**
 * Names a colleague of the team who must not read it, as if they had said themselves that they have an interest in it (UNGP 31(a)). The
 * reason is sealed to the team, and is not theirs to read: the grievance does not exist for them any more.
 */
export const keepOut = deskAct({
  action: 'keepOut',
  form: defineForm('casework:forms', { colleague: given(), reason: words({ rows: 4 }) }),
  prepare: async scene => ({ offered: { colleague: await others(scene) }, quotes: await personsWords(scene) }),
  make: async (trx, scene, locked, moment, { colleague, reason }) => {
    const itemId = await sayToTeam(trx, scene, moment, 'reason', reason)
    const { passed, ...kept } = await keepAway(scene.context, trx, colleague, { opened: scene.opened, locked, day: moment.day })
    return { facts: { accountId: colleague, ...passed }, itemId, ...kept }
  },
  follows: (trx, { context, opened }) => returnPrepared(context, trx, { id: opened.id }),
})

/** Those of the team who may read it, but for oneself. Throws Refused where there is nobody. */
async function others(scene: Scene): Promise<Option[]> {
  const options = (await colleagues(scene)).filter(({ value }) => value !== scene.account.actor.id)
  if (options.length === 0) throw new Refused('not_now')
  return options
}

async function personsWords(scene: Scene) {
  const label = scene.words.t('casework:mustNotRead.named')
  return (await readersOf(scene)).keptFrom.map(said => ({ label, ...said }))
}
