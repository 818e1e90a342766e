import { addDays, dayOf, dueAt } from '../domain/calendar.ts'
import { CLOCK_OWES } from '../domain/process.ts'
import { choice, defineForm, given, wholeNumber, words } from '../platform/forms/index.ts'
import { deskAct } from '../web/desk-act.ts'
import { colleagues } from './first-acts.ts'
import { runningClocks } from './queries.ts'
import { sayToPerson, sayToTeam, tellingPerson } from '../web/say.ts'

const DAY_MS = 86_400_000

/** Says that a date will be missed, why, and the new date; it counts as announced only before the date passes. */
export const extendClock = deskAct({
  action: 'extendClock',
  form: defineForm('casework:forms', { clock: given(), days: wholeNumber(1, 60), message: words({ rows: 6 }) }),
  prepare: async scene => ({
    ...tellingPerson(scene, 'late'),
    offered: {
      clock: (await runningClocks(scene.context.db, scene.opened.id))
        .filter(row => CLOCK_OWES[row.clock] === 'us')
        .map(row => ({ value: row.id, label: `${scene.words.t(`casework:clocks.${row.clock}`)} · ${scene.words.day(row.due_at)}` })),
    },
  }),
  make: async (trx, scene, grievance, moment, answers) => {
    const clock = await trx
      .selectFrom('clocks')
      .selectAll()
      .where('id', '=', answers.clock)
      .where('grievance_id', '=', grievance.id)
      .executeTakeFirstOrThrow()
    const now = scene.context.clock.now()
    const base = clock.due_at > now ? clock.due_at : now
    const itemId = await sayToPerson(trx, scene, moment, 'reason', answers.message, {
      clock: clock.clock,
      newDay: addDays(dayOf(base), answers.days),
      oldDay: dayOf(clock.due_at),
    })
    await trx
      .updateTable('clocks')
      .set({
        due_at: dueAt(base, { unit: 'days', count: answers.days }),
        extended_by: answers.days + Math.max(0, Math.floor((base.getTime() - clock.due_at.getTime()) / DAY_MS)),
        announced_at: now,
        reason_item_id: itemId,
      })
      .where('id', '=', clock.id)
      .execute()
    return { facts: { clock: clock.clock, days: answers.days, beforeDue: now <= clock.due_at }, itemId }
  },
})

/** Answers *I am not safe*: what is done to protect, first and on its own (retaliation is a case of its own). */
export const answerSafety = deskAct({
  action: 'answerSafety',
  form: defineForm('casework:forms', { message: words({ rows: 8 }) }),
  prepare: async scene => tellingPerson(scene, 'safety'),
  make: async (trx, scene, _grievance, moment, answers) => ({
    facts: {},
    itemId: await sayToPerson(trx, scene, moment, 'message', answers.message),
  }),
})

/** Answers the wish for another handler; a refusal needs its reasons. */
export const decideHandler = deskAct({
  action: 'decideHandler',
  form: defineForm('casework:forms', { changed: choice(['yes', 'no']), handler: given({ optional: true }), message: words({ rows: 6 }) }),
  prepare: async scene => ({
    ...tellingPerson(scene, 'handler'),
    offered: { handler: (await colleagues(scene)).filter(option => option.value !== scene.opened.handlerId) },
  }),
  check: async (_scene, answers) => (answers.changed === 'yes' && answers.handler === '' ? { handler: 'choose' } : null),
  make: async (trx, scene, _grievance, moment, answers) => {
    const changed = answers.changed === 'yes'
    return {
      facts: { changed },
      itemId: await sayToPerson(trx, scene, moment, 'message', answers.message),
      ...(changed ? { set: { handler_id: answers.handler } } : {}),
    }
  },
})

/** The answer of those who looked again; they were not part of the decision. */
export const decideLookingAgain = deskAct({
  action: 'decideLookingAgain',
  form: defineForm('casework:forms', { review: choice(['reopened', 'resumed', 'upheld']), message: words({ rows: 8 }) }),
  prepare: async scene => tellingPerson(scene, 'review'),
  make: async (trx, scene, _grievance, moment, answers) => ({
    facts: {},
    itemId: await sayToPerson(trx, scene, moment, 'decision', answers.message),
    outcome: answers.review,
  }),
})

/** A lead's answer to somebody who went higher up. */
export const answerEscalation = deskAct({
  action: 'answerEscalation',
  form: defineForm('casework:forms', { message: words({ rows: 8 }) }),
  prepare: async scene => tellingPerson(scene, 'message'),
  make: async (trx, scene, _grievance, moment, answers) => ({
    facts: {},
    itemId: await sayToPerson(trx, scene, moment, 'message', answers.message),
  }),
})

/** What somebody other than the handler heard in private from a person who stopped; pressure is never counted as resolved. */
export const checkInPrivate = deskAct({
  action: 'checkInPrivate',
  form: defineForm('casework:forms', { pressed: choice(['free', 'pressure']), note: words({ rows: 5 }) }),
  make: async (trx, scene, _grievance, moment, answers) => ({
    facts: { channel: 'ch_web' },
    itemId: await sayToTeam(trx, scene, moment, 'note', answers.note),
    outcome: answers.pressed,
  }),
})
