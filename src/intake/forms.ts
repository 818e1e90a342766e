import {
  aboutWhen,
  choice,
  choices,
  consent,
  defineForm,
  lettersTo,
  files,
  given,
  line,
  onlyIf,
  phone,
  words,
} from '../platform/forms/index.ts'
import { ACCESS_NEEDS, SELF_IDENTIFICATION, type IssueTopic, type SubmitterCapacity } from '../domain/reference/index.ts'

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
  camera: files('camera'),
  photos: files('files'),
  ongoing: choice(['yes', 'stopped', 'not_sure'], { optional: true }),
  safe: choice(SURE, { optional: true }),
})

/** What is needed now and what would put it right, asked before any list. */
export const wishForm = defineForm('intake:wish', {
  need: words({ optional: true, rows: 4 }),
  wish: words({ optional: true, rows: 4 }),
})

/** Who it happened to, since when, where, and who may be responsible. */
export const whoForm = defineForm('intake:who', {
  capacity: choice(CAPACITIES, { optional: true, list: 'reference:capacities' }),
  people: choice(['one', 'few', 'many', 'very_many', 'unknown'], { optional: true }),
  children: choice(SURE, { optional: true }),
  since: aboutWhen(),
  where: line({ optional: true }),
  operation: given({ optional: true }),
  responsible: words({ optional: true, rows: 3 }),
})

/** How somebody can be reached who wants to be called; the code word is said by both sides. */
const calling = {
  phone: phone({ optional: true }),
  hours: line({ optional: true }),
  codeWord: line({ optional: true, max: 60 }),
  elseSay: line({ optional: true }),
} as const

/** Who may know the name, and how an answer may come. Left out means nobody, and here by code. */
export const identityForm = defineForm('intake:identity', {
  known: choice(['nobody', 'team', 'company'], { optional: true }),
  name: line({ optional: true, max: 200 }),
  reply: choice(['code', 'email', 'call', 'none'], { optional: true }),
  email: onlyIf('reply', 'email', lettersTo()),
  neutral: onlyIf('reply', 'email', consent()),
  phone: onlyIf('reply', 'call', calling.phone),
  hours: onlyIf('reply', 'call', calling.hours),
  codeWord: onlyIf('reply', 'call', calling.codeWord),
  elseSay: onlyIf('reply', 'call', calling.elseSay),
  avoid: line({ optional: true }),
  times: line({ optional: true }),
  needs: choices(ACCESS_NEEDS, { list: 'reference:accessNeeds' }),
})

/** What it is about in plain words, and what cannot wait. */
export const topicsForm = defineForm('intake:topics', {
  topics: choices(TOPICS, { list: 'reference:topics' }),
  computer: consent(),
  undecided: consent(),
  punished: choice(SURE, { optional: true }),
  deadline: aboutWhen(),
})

/** Who must not read it. */
export const readersForm = defineForm('intake:readers', {
  reader: choice(['no', 'yes', 'not_sure'], { optional: true }),
  keepFrom: words({ optional: true, rows: 3 }),
})

/** Feedback or a question, which takes three pages and can become a grievance later. */
export const wordForm = defineForm('intake:word', {
  about: choice(['feedback', 'question'], { optional: true }),
  word: { ...words({ optional: true, rows: 6 }), optional: false },
  wordVoice: files('voice'),
})

/** How an answer to feedback or a question may come. */
export const wordReplyForm = defineForm('intake:wordReply', {
  wordReply: choice(['code', 'email'], { optional: true }),
  wordEmail: onlyIf('wordReply', 'email', lettersTo()),
  wordNeutral: onlyIf('wordReply', 'email', consent()),
})

/** The first page for people under 18: what we must tell others stands before it. */
export const youngForm = defineForm('intake:young', {
  youngStory: { ...words({ optional: true, rows: 6 }), optional: false },
  youngVoice: files('voice'),
  youngPhotos: files('files'),
  youngSafe: choice(SURE, { optional: true }),
})

/** Whom a young person trusts, who must not know, and how to answer. Nobody is told without being asked about first. */
export const youngReachForm = defineForm('intake:youngReach', {
  trusted: line({ optional: true }),
  mustNotKnow: line({ optional: true }),
  youngName: line({ optional: true, max: 200 }),
  youngReach: line({ optional: true }),
})

/** A wish to be called instead of writing. */
export const callForm = defineForm('intake:call', {
  callPhone: { ...calling.phone, optional: false },
  callHours: calling.hours,
  callWord: calling.codeWord,
  callElse: calling.elseSay,
  callAbout: words({ optional: true, rows: 3 }),
})

/** What somebody tells about themselves after sending, with how it makes things worse and how they heard of us. */
export const aboutYouForm = defineForm('intake:aboutYou', {
  aboutMe: choices(SELF_IDENTIFICATION, { list: 'reference:selfIdentification' }),
  worse: words({ optional: true, rows: 3 }),
  heardOfUs: choice(['poster', 'person', 'union', 'radio', 'company', 'web', 'other'], { optional: true }),
  forHelp: consent(),
  forFairness: consent(),
})

/** What somebody remembers who lost their code, and how to reach them. */
export const lostForm = defineForm('intake:lost', {
  story: words({ rows: 6 }),
  reach: words({ optional: true, rows: 3 }),
})
