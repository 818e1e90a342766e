import { isOwed, isPromised } from '../domain/delivery.ts'
import { dayOf } from '../domain/calendar.ts'
import type { Grievance } from '../domain/grievance.ts'
import { addRows } from '../contracts/add-rows.ts'
import type { Reader, Writer } from '../contracts/schema.ts'
import { writeItem } from '../grievances/items.ts'
import type { OpenCompartment } from '../grievances/keys.ts'
import type { Moment } from '../grievances/moment.ts'
import { remedyClocks, remedyDays } from '../grievances/remedy-clocks.ts'
import { homeBetween, keepUploads } from '../grievances/uploads.ts'
import { choice, day, files, type Fields, type Form } from '../platform/forms/index.ts'
import { newId } from '../platform/ids.ts'
import { askedOf, remediesOf, remedyName, sharedItems, type RemedyLine } from '../remedies/queries.ts'
import { setApart, type Translate } from '../platform/words.ts'
import { ownWords, personAct, type OwnScene } from '../web/person-act.ts'
import { uploadAct } from '../web/person-upload.ts'
import { numbered } from './numbered.ts'
import { sayIfAny, sayToAllIfAny } from './say.ts'

const ANSWERS = ['accept', 'discuss', 'refuse'] as const
type Answer = (typeof ANSWERS)[number]

/** The answer to an offer, item by item: yes, let us discuss it, or no. Silence is never yes. */
export const proposal = personAct({
  page: 'proposal',
  action: 'answerProposal',
  form: async scene => itemByItem(scene, await proposed(scene.context.db, scene)),
  make: async (trx, scene, grievance, moment, answers) => {
    const said = await sayIfAny(trx, scene, moment, 'answer_words', String(answers.words ?? ''))
    const { given, ...moved } = await answerOffers(trx, scene, grievance, { moment, answers, itemId: said.itemId ?? null })
    return { facts: { answers: given }, ...said, ...moved }
  },
})

/**
 * What a group decided in its own way, with the day and the minutes, in words, as a recording or a picture. It counts for everybody and
 * is recorded as the group's decision; nobody counts voices here (reference 2d).
 */
export const groupDecision = uploadAct({
  page: 'groupDecision',
  action: 'decideForGroup',
  form: async scene =>
    itemByItem(scene, await proposed(scene.context.db, scene), { decidedOn: day(), voice: files('voice'), files: files('files') }),
  check: async (scene, answers) => {
    const today = dayOf(scene.context.clock.now())
    return String(answers.decidedOn) > today ? { decidedOn: 'future' } : null
  },
  make: async (trx, scene, grievance, moment, { answers, uploads }) => {
    await keepUploads(trx, uploads, homeBetween(scene.opened.compartment('shared'), identityOf(scene)), moment.day)
    const said = await sayToAllIfAny(trx, scene, moment, 'group_decision', String(answers.words ?? ''))
    const { given, ...moved } = await answerOffers(trx, scene, grievance, { moment, answers, itemId: said.itemId ?? null })
    const kept = uploads.filter(upload => upload.copyOf === null).length
    return { facts: { answers: given, decidedOn: String(answers.decidedOn), files: kept }, ...said, ...moved }
  },
})

const APART = ['myself', 'disagree', 'women', 'youth'] as const

/** What one member says of an offer, for themselves, in words, by voice or with papers: it lies between them and the team, and moves nothing that the group decides. */
export const ownAnswer = uploadAct({
  page: 'ownAnswer',
  action: 'answerForMyself',
  form: async scene =>
    itemByItem(scene, await offered(scene.context.db, scene), {
      apart: choice(APART, { list: 'dialogue:apart' }),
      voice: files('voice'),
      files: files('files'),
    }),
  make: async (trx, scene, _grievance, moment, { answers, uploads }) => {
    await keepUploads(trx, uploads, homeBetween(ownWords(scene), identityOf(scene)), moment.day)
    const given = Object.fromEntries((await offered(trx, scene)).map((line, index) => [line.id, String(answers[`answer${index + 1}`])]))
    const said = {
      text: String(answers.words ?? ''),
      language: scene.words.language.tag,
      answers: { ...given, apart: String(answers.apart) },
    }
    return { facts: {}, itemId: await writeItem(trx, ownWords(scene), 'own_answer', moment.author, said) }
  },
})

function identityOf({ opened, person }: OwnScene): OpenCompartment {
  return opened.compartment('identity', person.actor.participantId)
}

/** Each offer beside what was asked, whose it is and by when; without them nobody can say yes knowingly. */
async function itemByItem(scene: OwnScene, offers: readonly RemedyLine[], more: Fields = {}): Promise<Form> {
  const { context, opened, words } = scene
  const asked = await askedOf(context.db, opened, await sharedItems(context.db, opened, ['asked']))
  const questions = offers.map((line, index) => ({
    question: `${remedyName(words, line)}: ${setApart(line.terms?.said?.text ?? '')}`,
    beside: besideOf(words, line, asked.find(one => one.id === line.askedId)?.words?.said?.text, dayOf(context.clock.now())),
    choices: ANSWERS,
    name: `answer${index + 1}`,
    list: 'dialogue:answer',
  }))
  return numbered(scene, questions, more)
}

/** What must be known of an offer to say yes knowingly; where its day has passed while it waited, what a yes means then. */
function besideOf(words: Translate, { organisation, deadline, status }: RemedyLine, asked: string | undefined, today: string): string {
  const day = words.day(deadline)
  const over = status === 'proposed' && deadline < today
  const by = over ? words.t('dialogue:dayOver', { day, organisation: setApart(organisation) }) : words.t('dialogue:by', { day })
  const offered = [setApart(organisation), by]
  return [...(asked === undefined ? [] : [words.t('dialogue:wasAsked', { asked: setApart(asked) })]), ...offered].join(' · ')
}

interface Answering {
  readonly moment: Moment
  readonly answers: Readonly<Record<string, unknown>>
  readonly itemId: string | null
}

const STATUS_AFTER = { accept: 'agreed', discuss: 'under_discussion', refuse: 'cancelled_by_complainant' } as const

/** Writes down an answer that counts, item by item, and says where it leads and what is due first. */
async function answerOffers(trx: Writer, scene: OwnScene, grievance: Grievance, { moment, answers, itemId }: Answering) {
  const given: Record<string, string> = {}
  const before = await remedyDays(trx, grievance.id)
  for (const [index, line] of (await proposed(trx, scene)).entries()) {
    const answer = answers[`answer${index + 1}`] as Answer
    given[line.id] = answer
    const { participantId } = scene.person.actor
    await addRows(trx, 'remedy_answers', {
      id: newId(),
      remedy_id: line.id,
      participant_id: participantId,
      answer,
      on_day: moment.day,
      item_id: itemId,
    })
    await trx.updateTable('remedies').set({ status: STATUS_AFTER[answer] }).where('id', '=', line.id).execute()
  }
  const rest = await trx
    .selectFrom('remedies')
    .select('status')
    .where('grievance_id', '=', grievance.id)
    .where('status', '<>', 'superseded')
    .execute()
  const agreed = rest.filter(isPromised)
  const open = rest.filter(row => row.status === 'under_discussion' || row.status === 'proposed')
  return {
    given,
    outcome: ledBy(agreed, open.length),
    ...(await remedyClocks(trx, grievance, before, moment)),
  }
}

/** Where answers lead: to delivery where something is owed, and back to the person's word where everything that was agreed came before. */
function ledBy(agreed: readonly { readonly status: string }[], open: number): 'none' | 'some' | 'all' | 'came' {
  if (agreed.length === 0) return 'none'
  if (open > 0) return 'some'
  return agreed.some(isOwed) ? 'all' : 'came'
}

/** The offers that wait for an answer. */
async function proposed(db: Reader, scene: OwnScene): Promise<RemedyLine[]> {
  return (await offered(db, scene)).filter(line => line.status === 'proposed')
}

/** Everything that was put to them and not replaced since, answered or not. */
async function offered(db: Reader, scene: OwnScene): Promise<RemedyLine[]> {
  return remediesOf(db, scene.opened, await sharedItems(db, scene.opened, ['terms']), false)
}
