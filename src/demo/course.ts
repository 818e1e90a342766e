import { decideAdmission, prepareAdmission } from '../casework/admission-acts.ts'
import { close, prepareClosing } from '../casework/closing-acts.ts'
import { acknowledge, answerMessage, recordAsked, writeNote } from '../casework/first-acts.ts'
import { issueFindings, nameRights, rateInvolvement, rateSeverity } from '../casework/judgement-acts.ts'
import type { Context } from '../contracts/context.ts'
import { readback, review, unsafe, write } from '../dialogue/acts.ts'
import { proposal } from '../dialogue/offer-acts.ts'
import { asked as seen } from '../dialogue/remedy-acts.ts'
import { deliverable, sayDelivered } from '../dialogue/say-delivered.ts'
import { draftOffer, putProposal, reportDelivery } from '../remedies/acts.ts'
import { addDays, dayOf } from '../domain/calendar.ts'
import type { DeliveryResult } from '../domain/delivery.ts'
import { ADMISSION_REQUIREMENTS } from '../domain/reference/index.ts'
import type { Staff } from './people.ts'
import { asPerson, atDesk, declare, ownSceneOf, type Played } from './play.ts'
import { NOTES, PHRASES, type Story } from './stories.ts'

/** How far a story has come. */
export const COURSES = [
  'received',
  'acknowledged',
  'waiting',
  'admitted',
  'rated',
  'offered',
  'agreed',
  'delivered',
  'disputed',
  'closed',
  'notAdmitted',
  'unsafe',
] as const
export type Course = (typeof COURSES)[number]

/** The stage a story plays on: who handles it, who is the second, and how the days pass. */
export interface Stage {
  readonly context: Context
  readonly handler: Staff
  readonly lead: Staff
  readonly organisationId: string
  readonly pass: (days: number) => void
}

/** Plays a story as far as its course goes. */
export async function play(stage: Stage, story: Story, played: Played, course: Course): Promise<void> {
  const far = (until: Course): boolean => COURSES.indexOf(course) >= COURSES.indexOf(until)
  if (course === 'received') return
  await firstAnswer(stage, story, played)
  if (course === 'acknowledged') return
  if (course === 'unsafe') return asPerson(stage.context, played, story.language, unsafe, { words: '' })
  await admission(stage, story, played, course)
  if (course === 'waiting' || course === 'notAdmitted') return
  await judgement(stage, story, played)
  if (course === 'admitted' || course === 'rated') return
  await offer(stage, story, played)
  if (!far('agreed')) return
  stage.pass(6)
  await asPerson(stage.context, played, story.language, seen, { seen1: 'right', seen2: 'right', words: '' })
  await asPerson(stage.context, played, story.language, proposal, { answer1: 'accept', answer2: 'accept', words: '' })
  if (!far('delivered')) return
  await delivery(stage, story, played, course)
}

async function firstAnswer({ context, handler, pass }: Stage, story: Story, played: Played): Promise<void> {
  pass(1)
  const theirs = context.words.in(story.language)
  await declare(context, handler, played)
  const said = phrases(story)
  await atDesk(context, handler, played, acknowledge, {
    readback: short(story.text),
    message: context.words.offers(story.language) ? theirs.t('casework:letters.acknowledge', { name: handler.name }) : said.ack,
  })
  await asPerson(context, played, story.language, readback, { right: 'yes', words: '' })
  await atDesk(context, handler, played, writeNote, { note: notes(handler).check })
}

async function admission({ context, handler, lead, pass }: Stage, story: Story, played: Played, course: Course): Promise<void> {
  pass(4)
  const questions = Object.fromEntries(ADMISSION_REQUIREMENTS.map(code => [code, 'yes']))
  const admitted = course !== 'notAdmitted'
  const message = context.words.in(story.language).t('casework:letters.admission')
  const no = { outcome: 'not_admitted', ground: 'na_no_company_link', routes: ['route_consumer', 'route_ombuds'] }
  await atDesk(context, handler, played, prepareAdmission, {
    ...questions,
    ...(admitted ? { outcome: 'admitted', ground: '', routes: [] } : no),
    message: admitted ? message : phrases(story).no,
    note: '',
  })
  if (course === 'waiting') return
  pass(2)
  await declare(context, lead, played)
  await atDesk(context, lead, played, decideAdmission, {})
  if (!admitted) await asPerson(context, played, story.language, review, { words: '' })
}

async function judgement({ context, handler, organisationId, pass }: Stage, story: Story, played: Played): Promise<void> {
  pass(3)
  const [scale = 2, scope = 1, irremediability = 2] = story.severity
  await atDesk(context, handler, played, rateSeverity, {
    scale: String(scale),
    scope: String(scope),
    irremediability: String(irremediability),
    urgent: story.urgent,
    reason: notes(handler).severity,
  })
  await atDesk(context, handler, played, rateInvolvement, {
    organisation: organisationId,
    mode: story.organisations[0]?.mode ?? 'undetermined',
    reason: notes(handler).involvement,
  })
  await atDesk(context, handler, played, nameRights, { rights: story.rights })
  await asPerson(context, played, story.language, write, { message: short(story.text) })
  await atDesk(context, handler, played, answerMessage, { message: phrases(story).news })
}

async function offer({ context, handler, organisationId, pass }: Stage, story: Story, played: Played): Promise<void> {
  pass(18)
  const said = phrases(story)
  await atDesk(context, handler, played, issueFindings, { finding: 'fd_founded', message: said.findings })
  await atDesk(context, handler, played, recordAsked, { type: 'compensation', asked: said.loss, rank: 1 })
  await atDesk(context, handler, played, recordAsked, { type: 'guarantee_non_repetition', asked: said.never, rank: 2 })
  const [asked, again] = await askedIn(context, played)
  const deadline = addDays(dayOf(context.clock.now()), 30)
  const both = { asked: asked.id, replaces: '', organisation: organisationId, subtype: '', deadline, interim: false, cessation: false }
  await atDesk(context, handler, played, draftOffer, {
    ...both,
    type: 'compensation',
    terms: said.money,
    amount: amountOf(story),
    currency: 'KES',
  })
  await atDesk(context, handler, played, draftOffer, {
    ...both,
    asked: again.id,
    type: 'guarantee_non_repetition',
    terms: said.promise,
    amount: null,
    currency: '',
  })
  await atDesk(context, handler, played, putProposal, {
    rightsChecked: true,
    adviceOffered: true,
    message: context.words.in(story.language).t('casework:letters.proposal', { name: handler.name }),
  })
}

async function delivery(stage: Stage, story: Story, played: Played, course: Course): Promise<void> {
  const { context, handler, lead, pass } = stage
  pass(14)
  const lines = await deliverable(await ownSceneOf(context, played, story.language))
  const { paid, changed } = phrases(story)
  for (const line of lines)
    await atDesk(context, handler, played, reportDelivery, { evidence: line.type === 'compensation' ? paid : changed }, line.id)
  if (course === 'delivered') return
  pass(3)
  for (const [index, line] of lines.entries()) {
    const result: DeliveryResult = course === 'disputed' && index > 0 ? 'not_delivered' : 'confirmed'
    await sayDelivered(await ownSceneOf(context, played, story.language), line, { result, alone: 'alone', words: '', nonce: undefined })
  }
  if (course === 'disputed') return
  pass(5)
  const outcome = {
    closure: 'cl_remedied',
    finding: 'fd_founded',
    agreement: 'ag_full',
    delivery: 'rd_full_verified',
    view: 'cv_satisfied',
  }
  await atDesk(context, handler, played, prepareClosing, {
    ...outcome,
    organisationSays: phrases(story).organisation,
    message: phrases(story).closing,
  })
  await atDesk(context, lead, played, close, {})
}

async function askedIn(context: Context, played: Played) {
  const rows = await context.db
    .selectFrom('asked_items')
    .select('id')
    .where('grievance_id', '=', played.receiving.grievanceId)
    .orderBy('rank')
    .execute()
  const [first, second = first] = rows
  if (first === undefined || second === undefined) throw new Error('nothing was asked for')
  return [first, second] as const
}

/** What is offered differs from story to story, and is always the same for one. */
function amountOf(story: Story): number {
  return (((story.text.length * 137) % 90) + 11) * 100_000
}

function phrases(story: Story) {
  const said = PHRASES[story.language] ?? PHRASES.en
  if (said === undefined) throw new Error('the demo has no phrases')
  return said
}

function notes({ language }: Staff) {
  const said = NOTES[language] ?? NOTES.en
  if (said === undefined) throw new Error('the demo has no notes')
  return said
}

function short(text: string): string {
  const [first = text] = text.split(/(?<=[.!?؟।。])\s*/)
  return first
}
