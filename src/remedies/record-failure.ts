import { dayOf } from '../domain/calendar.ts'
import { canFail, isConfirmed } from '../domain/delivery.ts'
import { defineForm, words } from '../platform/forms/index.ts'
import { Refused } from '../platform/errors.ts'
import { otherDoors, withDoors } from '../casework/queries.ts'
import { whereNothingIsOwed } from '../grievances/delivery-checks.ts'
import { remedyClocks, remedyDays } from '../grievances/remedy-clocks.ts'
import { deskAct } from '../web/desk-act.ts'
import { sayToPerson, tellingPerson } from '../web/say.ts'
import { remedyAt, termsOf } from './promised.ts'

/**
 * Tells the person that what was promised, or the rest of it, will not come, why, and where else they can turn: without it an
 * organisation that never delivers would keep a case open for good. It counts as not delivered, waits for nothing any more, and can still
 * come (UNGP 31(f); reference 2f). What one of a group wrote for themselves waits for an answer of its own.
 */
export const recordFailure = deskAct({
  action: 'recordFailure',
  form: defineForm('casework:forms', { message: words({ rows: 8 }), routes: otherDoors() }),
  prepare: async scene => {
    const remedy = await remedyAt(scene.context.db, scene)
    if (!canFail(remedy, dayOf(scene.context.clock.now()))) throw new Refused('not_now')
    const part = isConfirmed(remedy)
    const promised = { label: scene.words.t('remedies:promised'), text: await termsOf(scene, remedy), language: scene.opened.language }
    const telling = await withDoors(scene, tellingPerson(scene, part ? 'failureRest' : 'failure'))
    return { ...telling, quotes: [promised], ...(part ? { lead: scene.words.t('casework:restFails') } : {}) }
  },
  make: async (trx, scene, grievance, moment, { message, routes }) => {
    const remedy = await remedyAt(trx, scene)
    if (!canFail(remedy, moment.day)) throw new Refused('not_now')
    const before = await remedyDays(trx, grievance.id)
    await trx.updateTable('remedies').set({ status: 'failed' }).where('id', '=', remedy.id).execute()
    const itemId = await sayToPerson(trx, scene, moment, 'message', message, { routes })
    const outcome = await whereNothingIsOwed(trx, 'recordFailure', grievance)
    return {
      facts: { remedyId: remedy.id, rest: isConfirmed(remedy) },
      itemId,
      outcome,
      forMember: null,
      ...(await remedyClocks(trx, grievance, before, moment)),
    }
  },
})
