import type { Reader } from '../contracts/schema.ts'
import { choice, defineForm, words } from '../platform/forms/index.ts'
import { openItems, type OpenItem } from '../grievances/items.ts'
import type { Quote } from '../web/act-view.ts'
import { personAct, type OwnScene } from '../web/person-act.ts'
import { say, sayIfAny, sayToAllIfAny } from './say.ts'

const wordsOnly = defineForm('dialogue:forms', { words: words({ optional: true, rows: 6 }) })

/** A message to the team. */
export const write = personAct({
  page: 'write',
  action: 'sendMessage',
  form: defineForm('dialogue:forms', { message: words({ rows: 6 }) }),
  make: async (trx, scene, _grievance, moment, answers) => ({
    facts: { language: scene.words.language.tag },
    itemId: await say(trx, scene, moment, 'message', answers.message),
  }),
})

/** Whether we understood; what we understood stands above the question, which is asked once somebody repeated it. */
export const readback = personAct({
  page: 'readback',
  action: 'answerReadback',
  applies: async (db, scene) => (await readbacks(db, scene)).length > 0,
  prepare: async scene => ({ quotes: await understood(scene) }),
  form: defineForm('dialogue:forms', { right: choice(['yes', 'no']), words: words({ optional: true, rows: 5 }) }),
  make: async (trx, scene, _grievance, moment, answers) => ({
    facts: { right: answers.right === 'yes' },
    ...(await sayToAllIfAny(trx, scene, moment, 'message', answers.words)),
    outcome: answers.right === 'yes' && answers.words === '' ? ('understood' as const) : ('corrected' as const),
  }),
})

/** *I am not safe*: a case of its own, urgent, treated first. */
export const unsafe = personAct({
  page: 'unsafe',
  action: 'sayNotSafe',
  form: wordsOnly,
  prepare: async scene => {
    const row = await scene.context.db.selectFrom('mechanism').select('emergency').executeTakeFirst()
    return row === undefined || row.emergency === '' ? {} : { tells: scene.words.t('dialogue:emergency', { number: row.emergency }) }
  },
  make: async (trx, scene, _grievance, moment, answers) => ({
    facts: {},
    ...(await sayIfAny(trx, scene, moment, 'message', answers.words)),
    set: { priority: 'P1' },
  }),
})

/** Another handler, please. */
export const handler = personAct({
  page: 'handler',
  action: 'askAnotherHandler',
  form: wordsOnly,
  make: async (trx, scene, _grievance, moment, answers) => ({
    facts: {},
    ...(await sayIfAny(trx, scene, moment, 'message', answers.words)),
  }),
})

/** Tell someone higher up. */
export const escalate = personAct({
  page: 'escalate',
  action: 'escalate',
  form: wordsOnly,
  make: async (trx, scene, _grievance, moment, answers) => ({
    facts: {},
    ...(await sayIfAny(trx, scene, moment, 'message', answers.words)),
  }),
})

/** What was repeated to the person so far. */
async function readbacks(db: Reader, { opened }: OwnScene): Promise<OpenItem[]> {
  return [...(await openItems(db, [opened.compartment('shared')], ['readback'])).values()]
}

/** The newest readback, in the words that were sent. */
async function understood(scene: OwnScene): Promise<Quote[]> {
  const newest = (await readbacks(scene.context.db, scene)).at(-1)?.said
  const text = newest?.answers?.readback
  return typeof text === 'string' ? [{ label: scene.words.t('dialogue:weUnderstood'), text, language: newest?.language ?? 'und' }] : []
}
