import { COMPLAINANT_VERIFICATIONS } from '../domain/reference/index.ts'
import type { Grievance } from '../domain/grievance.ts'
import type { Stage } from '../domain/process.ts'
import type { Moment } from '../grievances/moment.ts'
import { addRows } from '../contracts/add-rows.ts'
import type { Reader, Writer } from '../contracts/schema.ts'
import { choice, defineForm, type Form } from '../platform/forms/index.ts'
import { newId } from '../platform/ids.ts'
import { digest } from '../platform/sealing/index.ts'
import { askedOf, remediesOf, remedyName, sharedItems, type RemedyLine } from '../remedies/queries.ts'
import { setApart } from '../platform/words.ts'
import { changeOwn, personAct, type OwnScene } from '../web/person-act.ts'
import { numbered } from './numbered.ts'
import { say, sayIfAny, sayToAllIfAny } from './say.ts'

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
      ...(await sayToAllIfAny(trx, scene, moment, 'correction', said)),
      outcome: corrected || said !== '' ? ('corrected' as const) : ('right' as const),
    }
  },
})

/** The person's word on whether something came and helped; private, and it can be changed. */
const RESULTS = COMPLAINANT_VERIFICATIONS.filter(result => result !== 'not_reachable' && result !== 'declined_to_say')
export type DeliveryResult = (typeof RESULTS)[number]
/** One of a group can say that it did not come; that it came is for whoever speaks for all of them. */
const FOR_THEMSELVES = RESULTS.filter(result => result !== 'confirmed' && result !== 'partly')

/** The form that asks about everything that was agreed. */
export async function deliveryForm(scene: OwnScene): Promise<Form> {
  const questions = (await deliverable(scene)).map(line => ({
    question: `${remedyName(scene.words, line)}: ${setApart(line.terms?.said?.text ?? '')}`,
    choices: scene.person.actor.place === 'member' ? FOR_THEMSELVES : RESULTS,
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
  if (said.result === 'confirmed' || said.result === 'partly')
    await changeOwn(scene, 'confirmDelivery', nonce, async (trx, grievance, moment) => {
      const made = await storeCheck(trx, scene, line, { said, moment })
      return { ...made, outcome: await leftAfter(trx, grievance) }
    })
  else
    await changeOwn(scene, 'disputeDelivery', nonce, async (trx, grievance, moment) => {
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
  const item = await sayCheck(trx, scene, moment, said.words)
  await addRows(trx, 'remedy_checks', {
    id: newId(),
    remedy_id: line.id,
    participant_id: scene.person.actor.participantId,
    independent_by: null,
    result: said.result,
    alone: said.alone === '' ? null : said.alone === 'alone',
    on_day: moment.day,
    item_id: item.itemId ?? null,
  })
  const status = said.result === 'confirmed' ? 'verified' : said.result === 'partly' ? 'verified_partly' : 'disputed'
  await trx.updateTable('remedies').set({ status }).where('id', '=', line.id).execute()
  return { facts: { remedyId: line.id, result: said.result }, ...item }
}

/** What one of a group says is for the team; what is said for all of them everybody reads, even without a word. */
async function sayCheck(trx: Writer, scene: OwnScene, moment: Moment, text: string): Promise<{ itemId?: string }> {
  if (scene.person.actor.place !== 'spokesperson') return sayIfAny(trx, scene, moment, 'check_words', text)
  return { itemId: await say(trx, scene, moment, text === '' ? 'act' : 'check_words', text, scene.opened.compartment('shared')) }
}

async function waitingAsked(db: Reader, scene: OwnScene) {
  return (await askedOf(db, scene.opened, await sharedItems(db, scene.opened, ['asked']))).filter(one => one.seen === 'waiting')
}
