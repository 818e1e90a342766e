import { COMPLAINANT_VERIFICATIONS } from '../domain/reference/index.ts'
import type { Grievance } from '../domain/grievance.ts'
import type { Stage } from '../domain/process.ts'
import { change } from '../grievances/change.ts'
import type { Moment } from '../grievances/moment.ts'
import type { Reader, Writer } from '../contracts/schema.ts'
import { choice, defineForm, labelled, words, type Fields, type Form } from '../platform/forms/index.ts'
import { newId } from '../platform/ids.ts'
import { digest } from '../platform/sealing/index.ts'
import { askedOf, remediesOf, remedyName, sharedItems, type RemedyLine } from '../remedies/queries.ts'
import { personAct, type OwnScene } from '../web/person-act.ts'
import { sayIfAny } from './say.ts'

const ANSWERS = ['accept', 'discuss', 'refuse'] as const
const SEEN = ['right', 'corrected'] as const

/** Whether what we wrote down as asked is right; corrections stand beside it in the person's own words. */
export const asked = personAct({
  page: 'asked',
  action: 'correctAsked',
  form: async scene => {
    const waiting = await waitingAsked(scene.context.db, scene)
    return numbered(
      scene,
      waiting.map(one => ({ question: one.words?.said?.text ?? '', choices: SEEN, key: 'seen' })),
    )
  },
  make: async (trx, scene, _grievance, moment, answers) => {
    const waiting = await waitingAsked(trx, scene)
    const said = String(answers.words ?? '')
    for (const [index, one] of waiting.entries())
      await trx
        .updateTable('asked_items')
        .set({ seen: answers[`seen${index + 1}`] as 'right' | 'corrected' })
        .where('id', '=', one.id)
        .execute()
    const corrected = waiting.some((_one, index) => answers[`seen${index + 1}`] === 'corrected')
    return {
      facts: { askedItemId: waiting[0]?.id ?? '', seen: corrected ? 'corrected' : 'right' },
      ...(await sayIfAny(trx, scene, moment, 'correction', said)),
      outcome: corrected || said !== '' ? ('corrected' as const) : ('right' as const),
    }
  },
})

/** The answer to an offer, item by item: yes, let us discuss it, or no. Silence is never yes. */
export const proposal = personAct({
  page: 'proposal',
  action: 'answerProposal',
  form: async scene =>
    numbered(
      scene,
      (await proposed(scene.context.db, scene)).map(line => ({
        question: `${remedyName(scene.words, line)}: ${line.terms?.said?.text ?? ''}`,
        choices: ANSWERS,
        key: 'answer',
      })),
    ),
  make: async (trx, scene, grievance, moment, answers) => {
    const lines = await proposed(trx, scene)
    const given: Record<string, string> = {}
    const itemId = await sayIfAny(trx, scene, moment, 'answer_words', String(answers.words ?? ''))
    for (const [index, line] of lines.entries()) {
      const answer = answers[`answer${index + 1}`] as (typeof ANSWERS)[number]
      given[line.id] = answer
      await trx
        .insertInto('remedy_answers')
        .values({
          id: newId(),
          remedy_id: line.id,
          participant_id: scene.person.actor.participantId,
          answer,
          on_day: moment.day,
          item_id: itemId.itemId ?? null,
        })
        .execute()
      await trx.updateTable('remedies').set({ status: STATUS_AFTER[answer] }).where('id', '=', line.id).execute()
    }
    const rest = await trx
      .selectFrom('remedies')
      .select(['status', 'deadline'])
      .where('grievance_id', '=', grievance.id)
      .where('status', '<>', 'superseded')
      .execute()
    const agreed = rest.filter(row => ['agreed', 'in_delivery', 'reported_delivered', 'verified', 'disputed'].includes(row.status))
    const open = rest.filter(row => row.status === 'under_discussion' || row.status === 'proposed')
    const [soonest] = agreed.map(row => row.deadline).sort()
    return {
      facts: { answers: given },
      ...itemId,
      outcome: agreed.length === 0 ? 'none' : open.length === 0 ? 'all' : 'some',
      ...(soonest === undefined ? {} : { due: { delivery: new Date(`${soonest}T12:00:00Z`) } }),
    }
  },
})

const STATUS_AFTER = { accept: 'agreed', discuss: 'under_discussion', refuse: 'cancelled_by_complainant' } as const

/** The person's word on whether something came and helped; private, and it can be changed. */
const RESULTS = COMPLAINANT_VERIFICATIONS.filter(result => result !== 'not_reachable' && result !== 'declined_to_say')
export type DeliveryResult = (typeof RESULTS)[number]

/** The form that asks about everything that was agreed. */
export async function deliveryForm(scene: OwnScene): Promise<Form> {
  const questions = (await deliverable(scene)).map(line => ({
    question: `${remedyName(scene.words, line)}: ${line.terms?.said?.text ?? ''}`,
    choices: RESULTS,
    key: 'result',
    optional: true,
    list: 'reference:verifications',
  }))
  const form = numbered(scene, questions)
  return defineForm(form.words, { ...form.fields, alone: choice(['alone', 'with_someone'], { optional: true }) })
}

/** What can be confirmed or denied now. */
export async function deliverable(scene: OwnScene): Promise<RemedyLine[]> {
  const lines = await remediesOf(scene.context.db, scene.opened, await sharedItems(scene.context.db, scene.opened, ['terms']), false)
  return lines.filter(line =>
    ['agreed', 'in_delivery', 'reported_delivered', 'disputed', 'verified', 'verified_partly'].includes(line.status),
  )
}

/** What a person says of one remedy. */
interface SaidDelivered {
  readonly result: DeliveryResult
  readonly alone: string
  readonly words: string
  readonly nonce: Buffer | undefined
}

/** Records the person's word on one remedy: a change of its own, so that each has its own event. */
export async function sayDelivered(scene: OwnScene, line: RemedyLine, said: SaidDelivered): Promise<void> {
  const nonce = said.nonce === undefined ? undefined : digest(`remedy/${line.id}`, said.nonce)
  const by = { actor: scene.person.actor, id: scene.opened.id, nonce }
  if (said.result === 'confirmed' || said.result === 'partly')
    await change(scene.context, 'confirmDelivery', by, async (trx, grievance, moment) => {
      const made = await storeCheck(trx, scene, line, { said, moment })
      return { ...made, outcome: await leftAfter(trx, grievance) }
    })
  else
    await change(scene.context, 'disputeDelivery', by, async (trx, grievance, moment) => {
      const made = await storeCheck(trx, scene, line, { said, moment })
      const promised = line.deadline > moment.day ? { due: { delivery: new Date(`${line.deadline}T12:00:00Z`) } } : {}
      return { ...made, ...promised, outcome: SENT_BACK.includes(grievance.stage) ? 'back' : 'noted' }
    })
}

const SENT_BACK: readonly Stage[] = ['verification', 'implementing']
const UNCONFIRMED = ['under_discussion', 'proposed', 'agreed', 'in_delivery', 'reported_delivered', 'disputed'] as const

/** Whether everything came by now, or more is to come. */
async function leftAfter(trx: Writer, grievance: Grievance): Promise<'all' | 'some'> {
  const left = await trx
    .selectFrom('remedies')
    .select('id')
    .where('grievance_id', '=', grievance.id)
    .where('status', 'in', UNCONFIRMED)
    .execute()
  return left.length === 0 && grievance.stage !== 'closed' ? 'all' : 'some'
}

/** Keeps what the person says of a remedy beside it, and gives what the event says. */
async function storeCheck(
  trx: Writer,
  scene: OwnScene,
  line: RemedyLine,
  { said, moment }: { readonly said: SaidDelivered; readonly moment: Moment },
) {
  const item = await sayIfAny(trx, scene, moment, 'check_words', said.words)
  await trx
    .insertInto('remedy_checks')
    .values({
      id: newId(),
      remedy_id: line.id,
      participant_id: scene.person.actor.participantId,
      independent_by: null,
      result: said.result,
      alone: said.alone === '' ? null : said.alone === 'alone',
      on_day: moment.day,
      item_id: item.itemId ?? null,
    })
    .execute()
  const status = said.result === 'confirmed' ? 'verified' : said.result === 'partly' ? 'verified_partly' : 'disputed'
  await trx.updateTable('remedies').set({ status }).where('id', '=', line.id).execute()
  return { facts: { remedyId: line.id, result: said.result }, ...item }
}

async function waitingAsked(db: Reader, scene: OwnScene) {
  return (await askedOf(db, scene.opened, await sharedItems(db, scene.opened, ['asked']))).filter(one => one.seen === 'waiting')
}

async function proposed(db: Reader, scene: OwnScene): Promise<RemedyLine[]> {
  return (await remediesOf(db, scene.opened, await sharedItems(db, scene.opened, ['terms']), false)).filter(
    line => line.status === 'proposed',
  )
}

interface Numbered {
  readonly question: string
  readonly choices: readonly string[]
  readonly key: string
  readonly optional?: boolean
  readonly list?: string
}

/** One choice a thing, and room for words under them. */
function numbered(scene: OwnScene, questions: readonly Numbered[]): Form {
  const fields: Fields = Object.fromEntries(
    questions.map(({ question, choices, key, optional, list }, index) => {
      const settings = { list: list ?? `dialogue:${key}` }
      const field = optional === true ? choice(choices, { ...settings, optional: true }) : choice(choices, settings)
      return [`${key}${index + 1}`, labelled(field, question === '' ? scene.words.t('dialogue:unnamed') : question)]
    }),
  )
  return defineForm('dialogue:forms', { ...fields, words: words({ optional: true, rows: 4 }) })
}
