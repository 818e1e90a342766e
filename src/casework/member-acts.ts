import { openItems } from '../grievances/items.ts'
import { defineForm, given, words, type Option } from '../platform/forms/index.ts'
import { deskAct, type Scene } from '../web/desk-act.ts'
import { memberNumbers } from './member-numbers.ts'
import { letterOf, sayToMember } from '../web/say.ts'

/** Answers one of a group who wrote for themselves: they alone read it. */
export const answerMember = deskAct({
  action: 'answerMember',
  form: defineForm('casework:forms', { member: given(), message: words({ rows: 8 }) }),
  prepare: async scene => ({
    typed: { message: letterOf(scene, 'message') },
    tells: scene.words.t('desk:tellsMember'),
    offered: { member: await thoseWhoWrote(scene) },
  }),
  make: async (trx, scene, _grievance, moment, { member, message }) => {
    const { language } = await trx.selectFrom('participants').select('language').where('id', '=', member).executeTakeFirstOrThrow()
    return {
      facts: { participantId: member },
      itemId: await sayToMember(trx, scene, moment, { participantId: member, text: message, language }),
    }
  },
})

/** Those of a group who are in it still and wrote for themselves, each by what they wrote last. */
async function thoseWhoWrote({ context, opened, words }: Scene): Promise<Option[]> {
  const stayed = await context.db
    .selectFrom('members')
    .select('participant_id')
    .where('grievance_id', '=', opened.id)
    .where('left_on', 'is', null)
    .execute()
  const own = opened.compartments.filter(one => one.kind === 'own' && stayed.some(row => row.participant_id === one.participantId))
  const items = [...(await openItems(context.db, own)).values()].filter(item => item.authorKind === 'affected')
  const numbers = memberNumbers(items)
  return own.flatMap(({ id, participantId }) => {
    const last = items
      .filter(item => item.compartment.id === id)
      .toSorted((a, b) => a.madeOn.localeCompare(b.madeOn))
      .at(-1)
    if (last === undefined || participantId === null) return []
    const count = numbers.get(id) ?? 0
    return [
      {
        value: participantId,
        label: words.t('casework:whoWrote', { count, day: words.day(last.madeOn), words: shortened(last.said?.text ?? '') }),
      },
    ]
  })
}

function shortened(text: string): string {
  const [start = ''] = /^.{0,60}(?=\s|$)/su.exec(text) ?? []
  return start === text ? text : `${start === '' ? text.slice(0, 60) : start}…`
}
