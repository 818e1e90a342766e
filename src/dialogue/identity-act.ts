import { addDays } from '../domain/calendar.ts'
import type { Reader } from '../contracts/schema.ts'
import { choice, consent, defineForm, email } from '../platform/forms/index.ts'
import { sealNotice } from '../grievances/notices.ts'
import { personAct, type OwnScene } from '../web/person-act.ts'

/** From the most protective to the least. */
const MODES = ['id_pseudonymous', 'id_confidential', 'id_named'] as const
type Mode = (typeof MODES)[number]

/**
 * Who may know the person's name, and where neutral notices go. More protection holds at once; less needs a day to
 * think and a second yes, and only the person can ask for it.
 */
export const identity = personAct({
  page: 'identity',
  action: 'changeIdentity',
  form: defineForm('dialogue:forms', {
    mode: choice(MODES, { list: 'reference:identityModes' }),
    notices: email({ optional: true }),
    noticesSafe: consent(),
  }),
  prepare: async scene => {
    const own = await participantOf(scene.context.db, scene)
    return {
      typed: { mode: own.identity_mode },
      ...(own.opens_mode === null
        ? {}
        : { tells: scene.words.t('dialogue:identityWaits', { day: scene.words.day(own.opens_mode_on ?? '') }) }),
    }
  },
  check: async (_scene, answers) => (answers.notices !== '' && !answers.noticesSafe ? { noticesSafe: 'consent' } : null),
  make: async (trx, scene, _grievance, moment, answers) => {
    const own = await participantOf(trx, scene)
    const move = moveTo(answers.mode, own, moment.day)
    const notice =
      answers.notices === ''
        ? null
        : sealNotice(scene.context, own.id, { email: answers.notices, language: scene.words.language.tag, door: 'messages' })
    await trx
      .updateTable('participants')
      .set({ ...move, notice_sealed: notice })
      .where('id', '=', own.id)
      .execute()
    return { facts: { mode: answers.mode, waits: move.opens_mode !== null } }
  },
})

/** More protective: now. Less protective: written down today, true when said again from tomorrow on. */
export function moveTo(wanted: Mode, own: { identity_mode: string; opens_mode: string | null; opens_mode_on: string | null }, day: string) {
  const less = MODES.indexOf(wanted) > MODES.indexOf(own.identity_mode as Mode)
  if (!less) return { identity_mode: wanted, opens_mode: null, opens_mode_on: null }
  const thought = own.opens_mode === wanted && own.opens_mode_on !== null && own.opens_mode_on <= day
  if (thought) return { identity_mode: wanted, opens_mode: null, opens_mode_on: null }
  return {
    identity_mode: own.identity_mode,
    opens_mode: wanted,
    opens_mode_on: own.opens_mode === wanted ? own.opens_mode_on : addDays(day, 1),
  }
}

function participantOf(db: Reader, scene: OwnScene) {
  return db
    .selectFrom('participants')
    .select(['id', 'identity_mode', 'opens_mode', 'opens_mode_on'])
    .where('id', '=', scene.person.actor.participantId)
    .executeTakeFirstOrThrow()
}
