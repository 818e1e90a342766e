import { openItems } from '../grievances/items.ts'
import { defineForm, given, words, type Option } from '../platform/forms/index.ts'
import { deskAct, type Scene } from '../web/desk-act.ts'
import { letterOf, sayToMember } from '../web/say.ts'

/** Answers one of a group who wrote for themselves: they alone read it. */
export const answerMember = deskAct({
  action: 'answerMember',
  form: defineForm('casework:forms', { member: given(), message: words({ rows: 8 }) }),
  prepare: async scene => ({
    typed: { message: letterOf(scene, 'message') },
    tells: scene.words.t('desk:tellsMember', { language: scene.words.languageName(scene.opened.language) }),
    offered: { member: await thoseWhoWrote(scene) },
  }),
  make: async (trx, scene, _grievance, moment, { member, message }) => ({
    facts: { participantId: member },
    itemId: await sayToMember(trx, scene, moment, member, message),
  }),
})

/** Those of a group who wrote for themselves, each by what they wrote last. */
async function thoseWhoWrote({ context, opened, words }: Scene): Promise<Option[]> {
  const own = opened.compartments.filter(one => one.kind === 'own')
  const items = [...(await openItems(context.db, own)).values()].filter(item => item.authorKind === 'affected')
  return own.flatMap(({ id, participantId }) => {
    const last = items
      .filter(item => item.compartment.id === id)
      .toSorted((a, b) => a.madeOn.localeCompare(b.madeOn))
      .at(-1)
    if (last === undefined || participantId === null) return []
    const said = (last.said?.text ?? '').slice(0, 60)
    return [{ value: participantId, label: words.t('casework:whoWrote', { day: words.day(last.madeOn), words: said }) }]
  })
}
