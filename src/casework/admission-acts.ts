import { ADMISSION_REQUIREMENTS, NON_ADMISSION_GROUNDS } from '../domain/reference/index.ts'
import { addRows } from '../contracts/add-rows.ts'
import { choice, defineForm, words } from '../platform/forms/index.ts'
import { Refused } from '../platform/errors.ts'
import { newId } from '../platform/ids.ts'
import { deskAct, type Scene } from '../web/desk-act.ts'
import { isUnfinished } from '../web/unfinished.ts'
import { letterLanguage, letterOf, letterWords, sayToPerson, sayToTeam, tellingPerson } from '../web/say.ts'
import { lengthsIn } from './lengths.ts'
import { otherDoors } from './other-doors.ts'
import { preparedDecision } from './prepared-decision.ts'
import { mustHaveSecond } from './second-person.ts'

const COULD_IT_BE = ['yes', 'no', 'unsure'] as const
const GROUNDS = NON_ADMISSION_GROUNDS.map(ground => ground.code)

const requirements = Object.fromEntries(ADMISSION_REQUIREMENTS.map(code => [code, choice(COULD_IT_BE)])) as Record<
  (typeof ADMISSION_REQUIREMENTS)[number],
  ReturnType<typeof choice<(typeof COULD_IT_BE)[number]>>
>

/** How a letter begins that says yes. */
async function yesIn(scene: Scene): Promise<string> {
  return letterOf(scene, 'admission', await lengthsIn(scene.context, letterWords(scene)))
}

/**
 * Prepares the answer to the three questions, each asked as "could it be?". Not admitting needs one of the complete
 * list of grounds, other doors, and always a second person (UNGP 31(c), (d)).
 */
export const prepareAdmission = deskAct({
  action: 'prepareAdmission',
  form: defineForm('casework:forms', {
    ...requirements,
    outcome: choice(['admitted', 'not_admitted']),
    ground: choice(GROUNDS, { optional: true, list: 'reference:nonAdmissionGrounds', widget: 'select' }),
    message: words({ rows: 10 }),
    note: words({ optional: true, rows: 3 }),
    routes: otherDoors(),
  }),
  prepare: async scene => {
    await mustHaveSecond('prepareAdmission', scene)
    const beginning = {
      label: scene.words.t('casework:beginningOfNo'),
      text: letterOf(scene, 'notAdmitted'),
      language: letterLanguage(scene),
    }
    return { ...tellingPerson(scene, 'admission', await lengthsIn(scene.context, letterWords(scene))), quotes: [beginning] }
  },
  check: async (scene, answers) => {
    if (answers.outcome === 'not_admitted' && answers.message.startsWith((await yesIn(scene)).trim())) return { message: 'says_yes' }
    if (answers.outcome === 'not_admitted' && isUnfinished(letterOf(scene, 'notAdmitted'), answers.message))
      return { message: 'unfinished' }
    if (answers.outcome === 'not_admitted' && answers.ground === '') return { ground: 'ground' }
    if (answers.outcome === 'not_admitted' && answers.routes.length === 0) return { routes: 'routes' }
    return answers.outcome === 'admitted' && answers.req_impact === 'no' ? { outcome: 'contradicts' } : null
  },
  make: async (trx, scene, grievance, moment, answers) => {
    const questions = Object.fromEntries(ADMISSION_REQUIREMENTS.map(code => [code, answers[code]]))
    const itemId = await sayToTeam(trx, scene, moment, 'decision', answers.message, {
      outcome: answers.outcome,
      routes: answers.routes,
      ...questions,
    })
    const noteId = answers.note === '' ? null : await sayToTeam(trx, scene, moment, 'reason', answers.note)
    const ground = answers.outcome === 'not_admitted' ? answers.ground : null
    await addRows(trx, 'decisions', {
      id: newId(),
      grievance_id: grievance.id,
      subject: 'admission',
      outcome: answers.outcome,
      ground,
      finding: null,
      agreement: null,
      delivery: null,
      view: null,
      by_id: scene.account.actor.id,
      item_id: itemId,
      note_item_id: noteId,
    })
    return { facts: { outcome: answers.outcome, ground }, itemId }
  },
})

/** The second person agrees: the reasons that were prepared go to the person, word for word. */
export const decideAdmission = deskAct({
  action: 'decideAdmission',
  form: defineForm('casework:forms', {}),
  prepare: async scene => {
    const prepared = await preparedDecision(scene.context.db, scene, 'admission')
    return {
      quotes: prepared.quotes,
      tells: scene.words.t('desk:tellsPrepared'),
    }
  },
  make: async (trx, scene, _grievance, moment) => {
    const { decision, said, text, routes } = await preparedDecision(trx, scene, 'admission')
    if (said == null) throw new Refused('damaged')
    const itemId = await sayToPerson(trx, scene, moment, 'decision', text, {
      routes,
      ...(decision.ground === null ? {} : { ground: decision.ground }),
    })
    return {
      facts: { ground: decision.ground, decisionId: decision.id },
      itemId,
      outcome: decision.outcome === 'admitted' ? ('admitted' as const) : ('not_admitted' as const),
    }
  },
})

/** The second person does not agree yet and says why. */
export const returnAdmission = deskAct({
  action: 'returnAdmission',
  form: defineForm('casework:forms', { note: words({ rows: 4 }) }),
  prepare: async scene => ({ quotes: (await preparedDecision(scene.context.db, scene, 'admission')).quotes }),
  make: async (trx, scene, _grievance, moment, answers) => ({
    facts: {},
    itemId: await sayToTeam(trx, scene, moment, 'reason', answers.note),
  }),
})
