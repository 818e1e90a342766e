import { choice, choices, consent, defineForm, email, files, given, line, words } from '../platform/forms/index.ts'
import type { IssueTopic, SubmitterCapacity } from '../domain/reference/index.ts'

const SURE = ['yes', 'no', 'not_sure'] as const

/** The capacities that people recognise themselves in; a handler may set a finer one later. */
const CAPACITIES = [
  'cap_affected_individual',
  'cap_affected_group',
  'cap_rep_family',
  'cap_rep_ngo',
  'cap_rep_union',
  'cap_third_party',
  'cap_whistleblower',
  'cap_unspecified',
] as const satisfies readonly SubmitterCapacity[]

/** The topics that most people look for; the rest are found by a person who reads. */
const TOPICS = [
  'topic_wages',
  'topic_unsafe_work',
  'topic_dismissal',
  'topic_union',
  'topic_forced_labour',
  'topic_harassment_work',
  'topic_discrimination_work',
  'topic_land_taken',
  'topic_no_consultation',
  'topic_water_pollution',
  'topic_livelihood',
  'topic_security_violence',
] as const satisfies readonly IssueTopic[]

/** The topic that the one line about machines stands for. */
export const COMPUTER_TOPIC = 'topic_automated_decision' satisfies IssueTopic

/** What happened, in words, by voice or by a picture; the only page that is needed. */
export const storyForm = defineForm('intake:story', {
  story: { ...words({ optional: true, rows: 8 }), optional: false },
  voice: files('voice'),
  photos: files('files'),
  ongoing: choice(['yes', 'stopped', 'not_sure'], { optional: true }),
  safe: choice(SURE, { optional: true }),
})

/** What is needed now and what would put it right, asked before any list. */
export const wishForm = defineForm('intake:wish', {
  need: words({ optional: true, rows: 4 }),
  wish: words({ optional: true, rows: 4 }),
})

/** Who writes, since when, where, and who may be responsible. */
export const whoForm = defineForm('intake:who', {
  capacity: choice(CAPACITIES, { optional: true, list: 'reference:capacities' }),
  since: line({ optional: true }),
  where: line({ optional: true }),
  operation: given({ optional: true }),
  responsible: words({ optional: true, rows: 3 }),
  people: choice(['one', 'few', 'many', 'very_many', 'unknown'], { optional: true }),
})

/** Who may know the name, and how an answer may come. Left out means nobody, and here by code. */
export const identityForm = defineForm('intake:identity', {
  known: choice(['nobody', 'team', 'company'], { optional: true }),
  name: line({ optional: true, max: 200 }),
  reply: choice(['code', 'email'], { optional: true }),
  email: email({ optional: true }),
  neutral: consent(),
  avoid: words({ optional: true, rows: 2 }),
  times: line({ optional: true }),
})

/** What it is about in plain words, and what cannot wait. */
export const topicsForm = defineForm('intake:topics', {
  topics: choices(TOPICS, { list: 'reference:topics' }),
  computer: consent(),
  undecided: consent(),
  punished: choice(SURE, { optional: true }),
  deadline: line({ optional: true }),
})

/** Who must not read it. */
export const readersForm = defineForm('intake:readers', {
  reader: choice(['no', 'yes', 'not_sure'], { optional: true }),
  keepFrom: words({ optional: true, rows: 3 }),
})

/** What somebody remembers who lost their code, and how to reach them. */
export const lostForm = defineForm('intake:lost', {
  story: words({ rows: 6 }),
  reach: words({ optional: true, rows: 3 }),
})
