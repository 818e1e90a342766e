import { addDays, dueAt, lastDay } from '../domain/calendar.ts'
import { canEnd } from '../domain/guards.ts'
import { CLOCK_OWES } from '../domain/process.ts'
import { choice, defineForm, given, wholeNumber, words, type Option } from '../platform/forms/index.ts'
import { deskAct, type Scene } from '../web/desk-act.ts'
import { addressing, toWhoAsked } from './answering.ts'
import { colleagues } from './first-acts.ts'
import { memberName, numbersOf } from './members.ts'
import { runningClocks, wasAdmitted } from './queries.ts'
import { sayToPerson, sayToTeam, tellingPerson } from '../web/say.ts'

const DAY_MS = 86_400_000

/** Says that a date will be missed, why, and the new date; it counts as announced only before the date passes. */
export const extendClock = deskAct({
  action: 'extendClock',
  form: defineForm('casework:forms', { clock: given(), days: wholeNumber(1, 60), message: words({ rows: 6 }) }),
  prepare: async scene => ({
    ...tellingPerson(scene, 'late'),
    ...(scene.opened.grouped ? { tells: scene.words.t('desk:tellsPromised') } : {}),
    offered: { clock: await ourClocks(scene) },
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
    const where = await addressing(trx, scene, clock.participant_id)
    const itemId = await sayToPerson(trx, where, moment, 'reason', answers.message, {
      clock: clock.clock,
      newDay: addDays(lastDay(base), answers.days),
      oldDay: lastDay(clock.due_at),
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
    const toOne = clock.participant_id === null ? {} : { forMember: clock.participant_id }
    return { facts: { clock: clock.clock, days: answers.days, beforeDue: now <= clock.due_at }, itemId, ...toOne }
  },
})

/** What we promised and still owe, each by its date and, in a group, by whom it was promised to. */
async function ourClocks(scene: Scene): Promise<Option[]> {
  const { words, opened, context } = scene
  const numbers = await numbersOf(scene)
  const ours = (await runningClocks(context.db, opened.id)).filter(row => CLOCK_OWES[row.clock] === 'us')
  return ours.map(row => {
    const label = `${words.t(`casework:clocks.${row.clock}`)} · ${words.day(lastDay(row.due_at))}`
    return { value: row.id, label: row.participant_id === null ? label : `${memberName(words, numbers, row.participant_id)} · ${label}` }
  })
}

/** Answers whoever is not safe or was punished for speaking: what is done to protect, first and on its own (retaliation is a case of its own). */
export const answerSafety = toWhoAsked(
  'safety',
  deskAct({
    action: 'answerSafety',
    form: defineForm('casework:forms', { message: words({ rows: 8 }) }),
    prepare: async scene => tellingPerson(scene, 'safety'),
    make: async (trx, scene, _grievance, moment, answers) => ({
      facts: {},
      itemId: await sayToPerson(trx, scene, moment, 'message', answers.message),
    }),
  }),
)

/** Answers the wish for another handler; a refusal needs its reasons. */
export const decideHandler = toWhoAsked(
  'another_handler',
  deskAct({
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
  }),
)

const REVIEWS = ['reopened', 'resumed', 'upheld'] as const

/** What looking again can decide: what was never admitted begins anew, and what was admitted goes on, with all that was agreed. */
async function reviewsOf({ context, opened }: Scene): Promise<readonly (typeof REVIEWS)[number][]> {
  const admitted = await wasAdmitted(context.db, opened.id)
  return REVIEWS.filter(review => canEnd('decideLookingAgain', review, opened.stage) && review !== (admitted ? 'reopened' : 'resumed'))
}

/** The answer of those who looked again; they were not part of the decision. What begins anew is held by nobody until somebody takes it on. */
export const decideLookingAgain = toWhoAsked(
  'look_again',
  deskAct({
    action: 'decideLookingAgain',
    form: async scene => defineForm('casework:forms', { review: choice(await reviewsOf(scene)), message: words({ rows: 8 }) }),
    prepare: async scene => tellingPerson(scene, 'review'),
    make: async (trx, scene, _grievance, moment, answers) => ({
      facts: {},
      itemId: await sayToPerson(trx, scene, moment, 'decision', answers.message),
      outcome: answers.review,
      ...(answers.review === 'reopened' ? { set: { handler_id: null } } : {}),
    }),
  }),
)

/** A lead's answer to somebody who went higher up. */
export const answerEscalation = toWhoAsked(
  'escalation',
  deskAct({
    action: 'answerEscalation',
    form: defineForm('casework:forms', { message: words({ rows: 8 }) }),
    prepare: async scene => tellingPerson(scene, 'message'),
    make: async (trx, scene, _grievance, moment, answers) => ({
      facts: {},
      itemId: await sayToPerson(trx, scene, moment, 'message', answers.message),
    }),
  }),
)

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
