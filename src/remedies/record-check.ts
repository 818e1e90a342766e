import { dayOf } from '../domain/calendar.ts'
import { CHECKERS, DELIVERY_RESULTS, DISPUTES, isCheckable } from '../domain/delivery.ts'
import { choice, consent, defineForm, words } from '../platform/forms/index.ts'
import { Refused } from '../platform/errors.ts'
import { deskAct } from '../web/desk-act.ts'
import { sayToPerson, whoReads } from '../web/say.ts'
import { keepCheck, leftAfter, missedAt } from '../grievances/delivery-checks.ts'
import { remedyClocks, remedyDays } from '../grievances/remedy-clocks.ts'
import { remedyAt, termsOf } from './promised.ts'

/**
 * Records what somebody independent found of whether a remedy came, where the person was asked and says nothing: without it silence would
 * keep a case open for good, and silence is never a yes (UNGP 31(f); reference 2l: lost contact, independent check). The person reads
 * it, and can say otherwise.
 */
export const recordCheck = deskAct({
  action: 'recordCheck',
  form: defineForm('remedies:forms', {
    checker: choice(CHECKERS),
    result: choice(DELIVERY_RESULTS),
    found: words({ rows: 6 }),
    apart: consent({ needed: true }),
  }),
  prepare: async scene => {
    const remedy = await remedyAt(scene.context.db, scene)
    if (!isCheckable(remedy.status, remedy.reported_on, dayOf(scene.context.clock.now()))) throw new Refused('not_now')
    const promised = { label: scene.words.t('remedies:promised'), text: await termsOf(scene, remedy), language: scene.opened.language }
    return { tells: whoReads(scene), quotes: [promised] }
  },
  make: async (trx, scene, grievance, moment, { checker, result, found }) => {
    const remedy = await remedyAt(trx, scene)
    if (!isCheckable(remedy.status, remedy.reported_on, moment.day)) throw new Refused('not_now')
    const itemId = await sayToPerson(trx, scene, moment, 'check_words', found)
    const before = await remedyDays(trx, grievance.id)
    await keepCheck(trx, { remedyId: remedy.id, by: { independent: checker }, result, alone: null, itemId }, grievance, moment)
    const outcome = DISPUTES.includes(result) ? missedAt('recordCheck', grievance) : await leftAfter(trx, 'recordCheck', grievance)
    return { facts: { remedyId: remedy.id, result, checker }, itemId, outcome, ...(await remedyClocks(trx, grievance, before, moment)) }
  },
})
