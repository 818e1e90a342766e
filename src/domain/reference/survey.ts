import type { Criterion } from './criteria.ts'

/** The questions asked after closing, one for each criterion of UNGP 31, (a) to (h). */
export const SURVEY_QUESTIONS = [
  { code: 'survey_q1', criterion: 'legitimate' },
  { code: 'survey_q2', criterion: 'accessible' },
  { code: 'survey_q3', criterion: 'predictable' },
  { code: 'survey_q4', criterion: 'equitable' },
  { code: 'survey_q5', criterion: 'transparent' },
  { code: 'survey_q6', criterion: 'rights_compatible' },
  { code: 'survey_q7', criterion: 'continuous_learning' },
  { code: 'survey_q8', criterion: 'engagement_dialogue' },
] as const satisfies readonly { code: string; criterion: Criterion }[]

/** One question about one criterion. */
export type SurveyQuestion = (typeof SURVEY_QUESTIONS)[number]['code']

/** The questions that measure no criterion: safety, costs, and what to do better. */
export const SURVEY_EXTRA = ['survey_x1', 'survey_x2', 'survey_x3'] as const

/** One further question. */
export type SurveyExtra = (typeof SURVEY_EXTRA)[number]

/** The answers to `SURVEY_QUESTIONS`, from worst to best, and the right not to answer. */
export const SURVEY_ANSWERS = ['not_at_all', 'not_really', 'mostly', 'fully', 'prefer_not_to_say'] as const

/** One answer. */
export type SurveyAnswer = (typeof SURVEY_ANSWERS)[number]
