import { formGroup } from '../communities/acts.ts'
import type { Context } from '../contracts/context.ts'
import { change } from '../grievances/change.ts'
import { addToGroup, joinWith } from '../grievances/members.ts'
import { newReceipt, stretchReceipt } from '../grievances/receipts.ts'
import { asPerson, ownSceneOf, type Played } from './play.ts'

const OTHERS = 11

/** Makes a grievance of the demo a group's, whose members have come on its spokesperson's word; gives the code of one of them. */
export async function makeGroup(context: Context, played: Played, language: string): Promise<string> {
  await asPerson(context, played, language, formGroup, {
    groupName: 'Wakaguzi wa picha',
    rule: 'assembly',
    how: 'Tunakaa pamoja jioni baada ya zamu. Wanawake wanasema kwanza.',
    until: '',
    seenAs: '',
  })
  const scene = await ownSceneOf(context, played, language)
  const actor = { ...scene.person.actor, place: 'spokesperson' } as const
  const codes = Array.from({ length: OTHERS }, newReceipt)
  for (const code of codes) {
    const stretched = await stretchReceipt(context, code)
    await change(context, 'inviteMembers', { actor, id: scene.opened.id }, async (trx, _grievance, { day }) => {
      const coming = { byWord: true, speaks: null, language }
      const { participantId } = await addToGroup(context, trx, scene.opened, { code: stretched, coming, day })
      await joinWith(trx, participantId, day, null)
      return { facts: { speaking: false } }
    })
  }
  return codes[0] ?? ''
}
