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
      waiting.map(one => ({ question: one.words?.said?.text ?? '', choices: SEEN, name: seenOf(one), list: 'dialogue:seen' })),
    )
  },
  make: async (trx, scene, _grievance, moment, answers) => {
    const said = String(answers.words ?? '')
    const read = (await waitingAsked(trx, scene)).filter(one => answers[seenOf(one)] !== undefined)
    const [first] = read
    if (first === undefined) throw new Refused('not_now')
    for (const one of read)
      await trx
        .updateTable('asked_items')
        .set({ seen: answers[seenOf(one)] as 'right' | 'corrected' })
        .where('id', '=', one.id)
        .execute()
    const corrected = read.some(one => answers[seenOf(one)] === 'corrected')
    return {
      facts: { askedItemId: first.id, seen: corrected ? 'corrected' : 'right' },
      ...(await sayToAllIfAny(trx, scene, moment, 'correction', said)),
      outcome: corrected || said !== '' ? ('corrected' as const) : ('right' as const),
    }
  },
})

/** The field of what was asked: it names the words that were read, and none that were written down since. */
export function seenOf({ id }: { readonly id: string }): string {
  return `seen-${id}`
}

async function waitingAsked(db: Reader, scene: OwnScene) {
  return (await askedOf(db, scene.opened, await sharedItems(db, scene.opened, ['asked']))).filter(one => one.seen === 'waiting')
}
