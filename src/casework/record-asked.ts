import { REMEDY_TYPES } from '../domain/reference/index.ts'
import { addRows } from '../contracts/add-rows.ts'
import type { Writer } from '../contracts/schema.ts'
import { choice, defineForm, given, wholeNumber, words } from '../platform/forms/index.ts'
import { Refused } from '../platform/errors.ts'
import { newId } from '../platform/ids.ts'
import { askedOptions } from '../remedies/queries.ts'
import { deskAct } from '../web/desk-act.ts'
import { sayToPerson, whoReads } from '../web/say.ts'
import { onlyParticipant } from './queries.ts'

/** Records what the person asked for, from their words; they see it and can correct it, and what they corrected is written down anew. */
export const recordAsked = deskAct({
  action: 'recordAsked',
  form: defineForm('casework:forms', {
    corrects: given({ optional: true }),
    type: choice(REMEDY_TYPES, { list: 'reference:remedyTypes' }),
    asked: words({ rows: 3 }),
    rank: wholeNumber(1, 20),
  }),
  prepare: async scene => ({
    offered: { corrects: await askedOptions(scene) },
    typed: { rank: '1' },
    tells: whoReads(scene),
  }),
  make: async (trx, scene, grievance, moment, answers) => {
    const participant = await onlyParticipant(trx, grievance.id)
    const itemId = await sayToPerson(trx, scene, moment, 'asked', answers.asked)
    const id = newId()
    await addRows(trx, 'asked_items', {
      id,
      grievance_id: grievance.id,
      participant_id: participant.id,
      type: answers.type,
      subtype: null,
      rank: answers.rank,
      item_id: itemId,
    })
    if (answers.corrects !== '') await takePlace(trx, grievance.id, answers.corrects, id)
    return { facts: { askedItemId: id, type: answers.type, rank: answers.rank }, itemId }
  },
})

/** What was offered against the old words stands against the new ones. Throws Refused where they were replaced meanwhile. */
async function takePlace(trx: Writer, grievanceId: string, old: string, id: string): Promise<void> {
  const { numUpdatedRows } = await trx
    .updateTable('asked_items')
    .set({ replaced_by: id })
    .where('id', '=', old)
    .where('grievance_id', '=', grievanceId)
    .where('replaced_by', 'is', null)
    .executeTakeFirst()
  if (numUpdatedRows !== 1n) throw new Refused('not_now')
  await trx
    .updateTable('remedies')
    .set({ asked_item_id: id })
    .where('asked_item_id', '=', old)
    .where('grievance_id', '=', grievanceId)
    .execute()
}
