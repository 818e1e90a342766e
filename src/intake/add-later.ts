import type { FastifyInstance } from 'fastify'
import type { Context } from '../contracts/context.ts'
import type { Writer } from '../contracts/schema.ts'
import { writeItem } from '../grievances/items.ts'
import type { OpenCompartment } from '../grievances/keys.ts'
import { knownIn } from '../grievances/known.ts'
import { addTopicCodes } from '../grievances/topics.ts'
import { defineForm, words, type Form } from '../platform/forms/index.ts'
import { ownWords, personAct, personActs, type OwnScene, type PersonAct } from '../web/person-act.ts'
import { aboutYouForm, COMPUTER_TOPIC, callForm, topicsForm, whoForm, wishForm } from './forms.ts'
import { operations } from './queries.ts'
import { offered, plain, whole } from './telling.ts'

/** What was left out in the form is asked on the person's own page, whenever they like. */
export function addLater(context: Context) {
  return async (app: FastifyInstance): Promise<void> => personActs(app, context, [addWish, addWho, addTopics, aboutYou, askCall, upgrade])
}

const { topics, computer, deadline } = topicsForm.fields

const addWish = addAct('addWish', wishForm)
const addWho = addAct('addWho', whoForm, async scene => ({
  offered: offered(await operations(scene.context.db), scene.words.t('intake:who.operation.options.unknown')),
}))
const addTopics = addAct('addTopics', defineForm('intake:topics', { topics, computer, deadline }))

/** What somebody tells about themselves, sealed with their name; for help they need and for fairness, each with its own yes. */
const aboutYou = personAct({
  page: 'aboutYou',
  action: 'tellAboutYou',
  form: aboutYouForm,
  check: async (_scene, answers) =>
    (answers.aboutMe.length > 0 || answers.worse !== '') && !answers.forHelp && !answers.forFairness ? { forHelp: 'consent' } : null,
  make: async (trx, scene, _grievance, moment, answers) => {
    const { worse, ...rest } = answers
    const said = { text: worse, language: scene.words.language.tag, answers: plain(rest) }
    return { facts: {}, itemId: await writeItem(trx, apartOf(scene), 'about_you', moment.author, said) }
  },
})

/** Asks for a call from the person's own page; how to reach them rests apart. Nobody is promised a call whose number is not known. */
const askCall = personAct({
  page: 'call',
  action: 'askCall',
  form: async scene => {
    const callPhone = { ...callForm.fields.callPhone, optional: await gaveNumber(scene) }
    return { ...callForm, fields: { ...callForm.fields, callPhone } }
  },
  check: async (scene, answers) => (answers.callPhone !== '' || (await gaveNumber(scene)) ? null : { callPhone: 'required' }),
  make: async (trx, scene, _grievance, moment, answers) => {
    const { callAbout, ...reach } = answers
    const language = scene.words.language.tag
    await writeItem(trx, apartOf(scene), 'identity', moment.author, { text: '', language, answers: plain(reach) })
    if (callAbout === '') return { facts: {} }
    return {
      facts: {},
      itemId: await writeItem(trx, ownWords(scene), 'message', moment.author, { text: callAbout, language }),
    }
  },
})

/** Whether a number of theirs is known that they did not take back. */
async function gaveNumber(scene: OwnScene): Promise<boolean> {
  const { phone = '' } = await knownIn(scene.context.db, apartOf(scene))
  return phone !== ''
}

function apartOf({ opened, person }: OwnScene): OpenCompartment {
  return opened.compartment('identity', person.actor.participantId)
}

/** Says that something happened that must be looked into: nothing has to be told again. */
const upgrade = personAct({
  page: 'upgrade',
  action: 'upgrade',
  form: defineForm('dialogue:forms', { words: words({ optional: true, rows: 4 }) }),
  make: async (trx, scene, grievance, moment, answers) => {
    const said = { text: answers.words, language: scene.words.language.tag }
    const shared = scene.opened.compartment('shared')
    return {
      facts: { from: grievance.kind },
      outcome: grievance.stage === 'received' ? ('before' as const) : ('after' as const),
      set: { kind: 'grievance' as const },
      ...(answers.words === '' ? {} : { itemId: await writeItem(trx, shared, 'message', moment.author, said) }),
    }
  },
})

function addAct(page: 'addWish' | 'addWho' | 'addTopics', form: Form, prepare?: PersonAct['prepare']): PersonAct {
  return personAct({
    page,
    action: 'addAnswers',
    form,
    ...(prepare === undefined ? {} : { prepare }),
    check: async (_scene, answers) =>
      Object.keys(plain(answers)).length === 0 ? { [Object.keys(form.fields)[0] ?? '']: 'nothing_added' } : null,
    make: async (trx, scene, _grievance, moment, answers) => {
      const told = plain({ ...answers, ...(await placeIn(trx, answers)) })
      await addTopicCodes(trx, scene.opened.id, [...[told.topics ?? []].flat(), ...(told.computer === 'yes' ? [COMPUTER_TOPIC] : [])])
      const said = { text: '', language: scene.words.language.tag, answers: told }
      return { facts: { page }, itemId: await writeItem(trx, ownWords(scene), 'answers', moment.author, said) }
    },
  })
}

/** The name of the place that was chosen, as the record keeps it. */
async function placeIn(trx: Writer, answers: Readonly<Record<string, unknown>>): Promise<{ operation?: string }> {
  const place = (await operations(trx)).find(operation => operation.id === answers.operation)
  return place === undefined ? {} : { operation: whole(place) }
}
