import type { Reader } from '../contracts/schema.ts'
import { Refused } from '../platform/errors.ts'
import { askedOf, sharedItems } from '../remedies/queries.ts'
import { personAct, type OwnScene } from '../web/person-act.ts'
import { numbered } from './numbered.ts'
import { sayToAllIfAny } from './say.ts'

const SEEN = ['right', 'corrected'] as const

/** Whether what we wrote down as asked is right; corrections stand beside it in the person's own words. */
export const asked = personAct({
  page: 'asked',
  action: 'correctAsked',
  form: async scene => {
    const waiting = await waitingAsked(scene.context.db, scene)
    if (waiting.length === 0) throw new Refused('not_now')
    return numbered(
      scene,
      waiting.map(one => ({ question: one.words?.said?.text ?? '', choices: SEEN, key: 'seen' })),
    )
  },
  make: async (trx, scene, _grievance, moment, answers) => {
    const waiting = await waitingAsked(trx, scene)
    const said = String(answers.words ?? '')
    for (const [index, one] of waiting.entries())
      await trx
        .updateTable('asked_items')
        .set({ seen: answers[`seen${index + 1}`] as 'right' | 'corrected' })
        .where('id', '=', one.id)
        .execute()
    const corrected = waiting.some((_one, index) => answers[`seen${index + 1}`] === 'corrected')
    return {
      facts: { askedItemId: waiting[0]?.id ?? '', seen: corrected ? 'corrected' : 'right' },
      ...(await sayToAllIfAny(trx, scene, moment, 'correction', said)),
      outcome: corrected || said !== '' ? ('corrected' as const) : ('right' as const),
    }
  },
})

async function waitingAsked(db: Reader, scene: OwnScene) {
  return (await askedOf(db, scene.opened, await sharedItems(db, scene.opened, ['asked']))).filter(one => one.seen === 'waiting')
}
