import { answerSafety } from '../casework/answer-acts.ts'
import { decideAdmission, prepareAdmission } from '../casework/admission-acts.ts'
import { acknowledge, answerMessage, writeNote } from '../casework/first-acts.ts'
import { lengthsIn } from '../casework/lengths.ts'
import { nameRights, rateInvolvement, rateSeverity } from '../casework/judgement-acts.ts'
import { readback, write } from '../dialogue/acts.ts'
import { review } from '../dialogue/review-act.ts'
import { ADMISSION_REQUIREMENTS } from '../domain/reference/index.ts'
import { asPerson, atDesk, declare, type Played } from './play.ts'
import { notes, phrases, short, type Course, type Stage } from './stage.ts'
import type { Story } from './stories.ts'

/** Somebody is answered, on their safety first where they said that they are not safe, and says that they were understood. */
export async function firstAnswer({ context, handler, pass }: Stage, story: Story, played: Played): Promise<void> {
  pass(1)
  const theirs = context.words.in(story.language)
  await declare(context, handler, played)
  const said = phrases(story)
  const letter = { name: handler.name, ...(await lengthsIn(context, theirs)) }
  await atDesk(context, handler, played, acknowledge, {
    readback: short(story.text),
    message: context.words.offers(story.language) ? theirs.t('casework:letters.acknowledge', letter) : said.ack,
  })
  if (story.urgent) await atDesk(context, handler, played, answerSafety, { message: said.safe })
  await asPerson(context, played, story.language, readback, { right: 'yes', words: '' })
  await atDesk(context, handler, played, writeNote, { note: notes(handler).check })
}

/** Two decide whether it is taken on, as far as the course goes. */
export async function admission({ context, handler, lead, pass }: Stage, story: Story, played: Played, course: Course): Promise<void> {
  pass(4)
  const questions = Object.fromEntries(ADMISSION_REQUIREMENTS.map(code => [code, 'yes']))
  const admitted = course !== 'notAdmitted'
  const theirs = context.words.in(story.language)
  const message = theirs.t('casework:letters.admission', await lengthsIn(context, theirs))
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
  if (!admitted) await asPerson(context, played, story.language, review, { words: '', hearVoice: false })
}

/** It is weighed: how severe it is, who took part and which rights it touches. */
export async function judgement({ context, handler, organisationId, pass }: Stage, story: Story, played: Played): Promise<void> {
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
