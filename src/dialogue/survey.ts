import type { FastifyInstance } from 'fastify'
import { SURVEY_ANSWERS, SURVEY_QUESTIONS } from '../domain/reference/index.ts'
import { addRows } from '../contracts/add-rows.ts'
import type { Context } from '../contracts/context.ts'
import { typedOf } from '../contracts/http.ts'
import { paths } from '../contracts/paths.ts'
import type { Reader } from '../contracts/schema.ts'
import { NotFound } from '../platform/errors.ts'
import { choice, defineForm, labelled, parse, type Errors, type Typed } from '../platform/forms/index.ts'
import { newId } from '../platform/ids.ts'
import { definePage } from '../platform/views/views.ts'
import { actView, type ActView } from '../web/act-view.ts'
import { setOwnScene, type Link, type OwnScene } from '../web/person-act.ts'

const surveyPage = definePage<ActView & { readonly instead?: Link }>('dialogue/act', 'public:titles.messages', { carries: 'shown' })
const CLASS_AT_LEAST = 10

/**
 * Eight questions, answered once and thanked for, kept apart from the case: only language, closure class and channel go with an answer,
 * and the last two only where at least ten share them. Nothing in the record tells that or when somebody answered.
 */
export function survey(app: FastifyInstance, context: Context): void {
  const url = paths.message(':lang', 'survey')
  app.get(url, { config: { access: 'person' } }, async (request, reply) => {
    const scene = await setOwnScene(context, request)
    const state = await stateOf(context.db, scene)
    if (state === 'taken') return reply.page(surveyPage, thanks(scene))
    if (state !== 'open') throw new NotFound()
    return reply.page(surveyPage, surveyView(scene, {}, {}))
  })
  app.post(url, { config: { access: 'person' } }, async (request, reply) => {
    const scene = await setOwnScene(context, request)
    const typed = typedOf(request)
    const parsed = parse(surveyForm(scene), typed)
    const errors = parsed.ok ? saysNothing(parsed.answers as Record<string, string>) : parsed.errors
    if (!parsed.ok || Object.keys(errors).length > 0) return reply.code(422).page(surveyPage, surveyView(scene, typed, errors))
    await answerSurvey(scene, parsed.answers as Record<string, string>)
    return reply.redirect(paths.message(scene.words.language.tag, 'survey'), 303)
  })
}

async function answerSurvey(scene: OwnScene, answers: Readonly<Record<string, string>>): Promise<void> {
  const now = scene.context.clock.now()
  const quarter = `${now.getUTCFullYear()}-Q${Math.floor(now.getUTCMonth() / 3) + 1}`
  const about = await carriedOver(scene)
  await scene.context.db.transaction().execute(async trx => {
    const { numUpdatedRows } = await trx
      .updateTable('participants')
      .set({ survey_state: 'taken' })
      .where('id', '=', scene.person.actor.participantId)
      .where('survey_state', '=', 'open')
      .executeTakeFirst()
    if (numUpdatedRows === 0n) return
    await addRows(
      trx,
      'survey_answers',
      Object.entries(answers)
        .filter(([, answer]) => answer !== '')
        .map(([question, answer]) => ({ id: newId(), ...about, quarter, question, answer, words_sealed: null })),
    )
  })
}

async function carriedOver(scene: OwnScene): Promise<{ language: string; closure_class: string | null; channel: string | null }> {
  const own = await scene.context.db
    .selectFrom('decisions')
    .innerJoin('grievances', 'grievances.id', 'decisions.grievance_id')
    .select(['decisions.outcome', 'grievances.channel'])
    .where('decisions.grievance_id', '=', scene.opened.id)
    .orderBy('decisions.subject', 'desc')
    .executeTakeFirst()
  if (own === undefined) return { language: scene.words.language.tag, closure_class: null, channel: null }
  const { count } = await scene.context.db
    .selectFrom('decisions')
    .innerJoin('grievances', 'grievances.id', 'decisions.grievance_id')
    .select(eb => eb.fn.countAll<number>().as('count'))
    .where('decisions.outcome', '=', own.outcome)
    .where('grievances.channel', '=', own.channel)
    .where('grievances.stage', 'in', ['closed', 'monitoring', 'learning'])
    .executeTakeFirstOrThrow()
  return Number(count) < CLASS_AT_LEAST
    ? { language: scene.words.language.tag, closure_class: null, channel: null }
    : { language: scene.words.language.tag, closure_class: own.outcome, channel: own.channel }
}

/** Each question may be left out; a page on which nothing was chosen is asked about, and the survey stays open. */
function saysNothing(answers: Readonly<Record<string, string>>): Errors {
  const first = SURVEY_QUESTIONS[0]?.code ?? ''
  return Object.values(answers).every(answer => answer === '') ? { [first]: 'say_one' } : {}
}

async function stateOf(db: Reader, { person }: OwnScene): Promise<string | undefined> {
  const row = await db.selectFrom('participants').select('survey_state').where('id', '=', person.actor.participantId).executeTakeFirst()
  return row?.survey_state
}

function surveyForm(scene: OwnScene) {
  return defineForm(
    'dialogue:forms',
    Object.fromEntries(
      SURVEY_QUESTIONS.map(({ code }) => [
        code,
        labelled(
          choice(SURVEY_ANSWERS, { optional: true, list: 'reference:surveyAnswers' }),
          scene.words.t(`reference:survey.${code}.label`),
        ),
      ]),
    ),
  )
}

function surveyView(scene: OwnScene, typed: Typed, errors: Errors): ActView {
  return actView(scene.words, 'dialogue:acts.survey', surveyForm(scene), { ...whereOf(scene), typed, errors })
}

/** What stands there once it is taken, and says again what was promised of it. */
function thanks(scene: OwnScene): ActView & { readonly instead: Link } {
  const view = actView(scene.words, 'dialogue:acts.surveyTaken', surveyForm(scene), whereOf(scene))
  return { ...view, instead: { href: view.back, label: view.button } }
}

function whereOf({ words }: OwnScene) {
  const lang = words.language.tag
  return { action: paths.message(lang, 'survey'), back: paths.messages(lang), prepared: {} }
}
