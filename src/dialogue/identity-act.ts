import { addDays } from '../domain/calendar.ts'
import type { Reader, Writer } from '../contracts/schema.ts'
import { writeItem } from '../grievances/items.ts'
import { KNOWN, knownIn, type Known } from '../grievances/known.ts'
import type { Moment } from '../grievances/moment.ts'
import type { Sealed } from '../platform/sealing/index.ts'
import { choice, consent, defineForm, lettersTo, line, phone, type Typed } from '../platform/forms/index.ts'
import { noticeIn, sealNotice } from '../grievances/notices.ts'
import { personAct, type OwnScene } from '../web/person-act.ts'

/** From the most protective to the least. */
const MODES = ['id_pseudonymous', 'id_confidential', 'id_named'] as const
type Mode = (typeof MODES)[number]
/** The modes in which somebody may know the name. */
const NAMED: readonly string[] = ['id_confidential', 'id_named'] satisfies Mode[]

/**
 * Who may know the person's name, and where neutral notices go. More protection holds at once; less needs a day to
 * think and a second yes, and only the person can ask for it. A name is kept only while somebody may know it; whoever
 * takes their number back is called no more.
 */
export const identity = personAct({
  page: 'identity',
  action: 'changeIdentity',
  form: defineForm('dialogue:forms', {
    mode: choice(MODES, { list: 'dialogue:modes' }),
    name: line({ optional: true, max: 200 }),
    avoid: line({ optional: true }),
    times: line({ optional: true }),
    phone: phone({ optional: true }),
    notices: lettersTo(),
    noticesSafe: consent(),
  }),
  prepare: async scene => {
    const own = await participantOf(scene.context.db, scene)
    return {
      typed: { mode: own.identity_mode, ...(await knownNow(scene)), ...noticesNow(scene, own) },
      ...(own.opens_mode === null
        ? {}
        : {
            tells: scene.words.t('dialogue:identityWaits', {
              mode: scene.words.t(`dialogue:modes.${own.opens_mode}`),
              day: scene.words.day(own.opens_mode_on ?? ''),
            }),
          }),
    }
  },
  check: async (scene, answers) => {
    if (answers.notices !== '' && !answers.noticesSafe) return { noticesSafe: 'consent' }
    if (answers.mode !== 'id_pseudonymous' || answers.name === '') return null
    return answers.name === (await knownNow(scene)).name ? null : { name: 'name_for_nobody' }
  },
  make: async (trx, scene, grievance, moment, answers) => {
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
    const named = NAMED.includes(move.identity_mode)
    const uncalled = await writeKnown(trx, scene, moment, named ? answers : { ...answers, name: '' }, own)
    return {
      facts: { mode: answers.mode, waits: move.opens_mode !== null },
      outcome: uncalled ? ('uncalled' as const) : ('called' as const),
      ...(grievance.grouped ? { forMember: own.id } : {}),
    }
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

/** Where neutral letters go now, as the page shows it: what was called safe before is so until it is taken back. */
function noticesNow(scene: OwnScene, own: { id: string; notice_sealed: Sealed | null }): Typed {
  const address = noticeIn(scene.context, own.id, own.notice_sealed)
  return address === null ? {} : { notices: address.email, noticesSafe: 'yes' }
}

/** What the person told of themselves so far. */
function knownNow({ context, opened, person }: OwnScene, db: Reader = context.db): Promise<Partial<Known>> {
  return knownIn(db, opened.compartment('identity', person.actor.participantId))
}

/** Writes down what changed beside what was said before; an empty field takes the thing back. Tells whether the number to call was taken back. */
async function writeKnown(
  trx: Writer,
  scene: OwnScene,
  moment: Moment,
  answers: Known & { readonly notices: string },
  own: Parameters<typeof noticesNow>[1],
): Promise<boolean> {
  const before = await knownNow(scene, trx)
  const changed = KNOWN.filter(name => answers[name] !== (before[name] ?? ''))
  const moved = answers.notices !== (noticesNow(scene, own).notices ?? '')
  if (changed.length === 0 && !moved) return false
  const uncalled = changed.includes('phone') && answers.phone === ''
  const apart = scene.opened.compartment('identity', scene.person.actor.participantId)
  const told = {
    ...(changed.includes('phone') ? { callPhone: '' } : {}),
    ...Object.fromEntries(changed.map(name => [name, answers[name]])),
    ...(uncalled ? { callHours: '', callWord: '', callElse: '' } : {}),
    ...(moved ? { contact: answers.notices } : {}),
  }
  await writeItem(trx, apart, 'identity', moment.author, { text: answers.name, language: scene.words.language.tag, answers: told })
  return uncalled
}

function participantOf(db: Reader, scene: OwnScene) {
  return db
    .selectFrom('participants')
    .select(['id', 'identity_mode', 'opens_mode', 'opens_mode_on', 'notice_sealed'])
    .where('id', '=', scene.person.actor.participantId)
    .executeTakeFirstOrThrow()
}
