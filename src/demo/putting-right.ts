import { close, prepareClosing } from '../casework/closing-acts.ts'
import { recordAsked } from '../casework/record-asked.ts'
import { issueFindings } from '../casework/judgement-acts.ts'
import type { Context } from '../contracts/context.ts'
import { proposal } from '../dialogue/offer-acts.ts'
import { asked as seen, seenOf } from '../dialogue/remedy-acts.ts'
import { deliverable, sayDelivered } from '../dialogue/say-delivered.ts'
import { addDays, dayOf } from '../domain/calendar.ts'
import type { DeliveryResult } from '../domain/delivery.ts'
import { draftOffer, putProposal, reportDelivery } from '../remedies/acts.ts'
import { asPerson, atDesk, ownSceneOf, type Played } from './play.ts'
import { phrases, type Course, type Stage } from './stage.ts'
import type { Story } from './stories.ts'

/** What was found, what was asked for, and what is offered for it. */
export async function offer({ context, handler, organisationId, pass }: Stage, story: Story, played: Played): Promise<void> {
  pass(18)
  const said = phrases(story)
  await atDesk(context, handler, played, issueFindings, { finding: 'fd_founded', message: said.findings })
  await atDesk(context, handler, played, recordAsked, { corrects: '', type: 'compensation', asked: said.loss, rank: 1 })
  await atDesk(context, handler, played, recordAsked, { corrects: '', type: 'guarantee_non_repetition', asked: said.never, rank: 2 })
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

/** The person says yes to all of it. */
export async function agreement({ context, pass }: Stage, story: Story, played: Played): Promise<void> {
  pass(6)
  const written = await context.db.selectFrom('asked_items').select('id').where('grievance_id', '=', played.receiving.grievanceId).execute()
  const right = Object.fromEntries(written.map(one => [seenOf(one), 'right']))
  await asPerson(context, played, story.language, seen, { ...right, words: '' })
  await asPerson(context, played, story.language, proposal, { answer1: 'accept', answer2: 'accept', words: '' })
}

/** What was promised is reported, and the person says whether it came, as far as the course goes. */
export async function delivery(stage: Stage, story: Story, played: Played, course: Course): Promise<void> {
  const { context, handler, pass } = stage
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
  await closing(stage, story, played)
}

async function closing({ context, handler, lead, pass }: Stage, story: Story, played: Played): Promise<void> {
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
