import { bringsFiles, type Errors, type Form, type Typed } from '../platform/forms/index.ts'
import {
  callForm,
  identityForm,
  readersForm,
  storyForm,
  topicsForm,
  whoForm,
  wishForm,
  wordForm,
  wordReplyForm,
  youngForm,
  youngReachForm,
} from './forms.ts'

/** The ways through the form: the whole of it, feedback or a question, the short one for people under 18, and a wish to be called. */
export const PATHS = ['whole', 'word', 'young', 'call'] as const
export type Path = (typeof PATHS)[number]

export type StepName = 'story' | 'wish' | 'who' | 'identity' | 'topics' | 'readers' | 'word' | 'wordReply' | 'young' | 'youngReach' | 'call'

/** The pages stored so far, by name. */
export type Pages = Readonly<Partial<Record<StepName, Answered>>>

/** What was typed on one page, or that it was skipped. */
export interface Answered {
  readonly typed: Typed
  readonly skipped: boolean
  /** Whether something is wrong on it: it is kept as it stands, and asked about again before anything is sent. */
  readonly unfinished?: boolean
  /** Whether it was sent so and came back: what is wrong on it is said each time it is shown, until it is sent again or left. */
  readonly refused?: boolean
  /** What is said of files that were not taken in with it, by their fields. */
  readonly files?: Errors
}

/** Where somebody is on their way: which way they took, what they answered, and how many files they added. */
export interface Progress {
  readonly path: Path
  readonly pages: Pages
  readonly files: number
  /** Whether somebody asked to send now: the check page is open as soon as something is told. */
  readonly direct: boolean
}

/** One page of the form: what it asks, on which way, and what its fields must agree on. The first page of a way cannot be skipped. */
export interface Step {
  readonly name: StepName
  readonly number: number
  readonly path: Path
  readonly form: Form
  readonly first: boolean
  readonly files: boolean
  readonly disagrees: (typed: Typed, files: number) => Errors
}

/** A page before it has its number. */
export type Asked = Pick<Step, 'name' | 'path' | 'form'> & Partial<Pick<Step, 'disagrees'>>

/** The pages of the whole form, in the order in which people meet them. */
export const WHOLE: readonly Asked[] = [
  { name: 'story', path: 'whole', form: storyForm, disagrees: tells('story') },
  { name: 'wish', path: 'whole', form: wishForm },
  { name: 'who', path: 'whole', form: whoForm },
  { name: 'identity', path: 'whole', form: identityForm, disagrees: identityDisagrees },
  { name: 'topics', path: 'whole', form: topicsForm },
  { name: 'readers', path: 'whole', form: readersForm },
]

const SHORTER: readonly Asked[] = [
  { name: 'word', path: 'word', form: wordForm, disagrees: tells('word') },
  { name: 'wordReply', path: 'word', form: wordReplyForm, disagrees: wordReplyDisagrees },
  { name: 'young', path: 'young', form: youngForm, disagrees: tells('youngStory') },
  { name: 'youngReach', path: 'young', form: youngReachForm },
  { name: 'call', path: 'call', form: callForm, disagrees: typed => (filled(typed.callPhone) ? {} : { callPhone: 'required' }) },
]

/** The numbers of the two pages that end every way. */
export const CHECK = WHOLE.length + 1
export const RECEIPT = WHOLE.length + 2

/** Every page that asks something. Its number is its place in the addresses: the whole way first, then the two last pages, then the shorter ways. */
export const STEPS: readonly Step[] = [
  ...WHOLE.map((asked, index) => stepFrom(asked, index + 1)),
  ...SHORTER.map((asked, index) => stepFrom(asked, RECEIPT + 1 + index)),
]

/** The highest number that a page has. */
export const LAST = RECEIPT + SHORTER.length

/** The number of the first page of each way. */
export const FIRST = Object.fromEntries(PATHS.map(path => [path, STEPS.find(step => step.path === path)?.number ?? 1])) as Record<
  Path,
  number
>

function stepFrom(asked: Asked, number: number): Step {
  const first = [...WHOLE, ...SHORTER].find(one => one.path === asked.path) === asked
  return { disagrees: () => ({}), ...asked, number, first, files: Object.values(asked.form.fields).some(bringsFiles) }
}

/** The pages that are asked on this way, and those of another way that were answered before. */
export function routeOf({ path, pages }: Pick<Progress, 'path' | 'pages'>): Step[] {
  const done = finished(pages)
  return STEPS.filter(step => step.path === path || done[step.name]?.skipped === false)
}

/** The pages that do not stand with something wrong on them. */
export function finished(pages: Pages): Pages {
  return Object.fromEntries(Object.entries(pages).filter(([, page]) => page.unfinished !== true))
}

/** Whether a page is answered or skipped; the first one of a way only with something told. */
export function isDone(step: Step, { pages, files }: Pick<Progress, 'pages' | 'files'>): boolean {
  const page = finished(pages)[step.name]
  return page !== undefined && (!step.first || Object.keys(step.disagrees(page.typed, files)).length === 0)
}

/**
 * The number of the page to go on with: the first one after `from` that is asked and not done, or, for whoever asked to send what they
 * told, the one that stands with something wrong on it; the check page where there is none.
 */
export function goOnWith(progress: Progress, from = 0): number {
  const open = progress.direct && hasTold(progress) ? unfinishedOn(progress) : nextOpen(progress, from)
  return open?.number ?? CHECK
}

/** Whether there is something to send, and nothing of it stands with something wrong on it. */
export function canSend(progress: Progress): boolean {
  return hasTold(progress) && unfinishedOn(progress) === undefined
}

function hasTold(progress: Progress): boolean {
  return routeOf(progress).some(step => step.first && isDone(step, progress))
}

function unfinishedOn(progress: Progress): Step | undefined {
  return routeOf(progress).find(step => progress.pages[step.name]?.unfinished === true)
}

function nextOpen(progress: Progress, from: number): Step | undefined {
  return routeOf(progress).find(step => step.number > from && !isDone(step, progress))
}

/** The number of the page before this one on the same way, or null on the first. */
export function pageBefore(progress: Pick<Progress, 'path' | 'pages'>, number: number): number | null {
  return routeOf(progress).findLast(step => step.number < number)?.number ?? null
}

/** Whether a page may be shown: the first of each way always, a later one only when all before it are done. */
export function mayShow(progress: Progress, number: number): boolean {
  const open = goOnWith(progress)
  if (number === CHECK) return open === CHECK
  if (STEPS.some(step => step.number === number && step.first)) return true
  return routeOf(progress).some(step => step.number === number) && (open === CHECK || number <= open)
}

function tells(field: string): Step['disagrees'] {
  return (typed, files) => (filled(typed[field]) || files > 0 ? {} : { [field]: 'nothing_told' })
}

function filled(typed: Typed[string]): boolean {
  return typeof typed === 'string' && typed.trim() !== ''
}

function identityDisagrees(typed: Typed): Errors {
  return {
    ...(filled(typed.name) && (typed.known ?? '') === '' ? { known: 'name_for_whom' } : {}),
    ...(filled(typed.name) && typed.known === 'nobody' ? { name: 'name_for_nobody' } : {}),
    ...emailDisagrees(typed, 'reply', 'email', 'neutral'),
    ...(typed.reply === 'call' && !filled(typed.phone) ? { phone: 'phone_needed' } : {}),
    ...(typed.reply !== 'call' && filled(typed.phone) ? { reply: 'phone_unused' } : {}),
  }
}

function wordReplyDisagrees(typed: Typed): Errors {
  return emailDisagrees(typed, 'wordReply', 'wordEmail', 'wordNeutral')
}

function emailDisagrees(typed: Typed, reply: string, email: string, neutral: string): Errors {
  const byEmail = typed[reply] === 'email'
  return {
    ...(byEmail && !filled(typed[email]) ? { [email]: 'email_needed' } : {}),
    ...(byEmail && typed[neutral] !== 'yes' ? { [neutral]: 'neutral' } : {}),
    ...(!byEmail && filled(typed[email]) ? { [email]: 'email_unused' } : {}),
  }
}
