import type { Errors, Form, Typed } from '../platform/forms/index.ts'
import { identityForm, readersForm, storyForm, topicsForm, whoForm, wishForm } from './forms.ts'

export type StepName = 'story' | 'wish' | 'who' | 'identity' | 'topics' | 'readers'

/** The pages stored so far, by name. */
export type Pages = Readonly<Partial<Record<StepName, Answered>>>

/** What was typed on one page, or that it was skipped. */
export interface Answered {
  readonly typed: Typed
  readonly skipped: boolean
}

/** One page of the form: what it asks, when it is asked, and what its fields must agree on. */
export interface Step {
  readonly name: StepName
  readonly form: Form
  readonly when: (pages: Pages) => boolean
  readonly disagrees: (typed: Typed, files: number) => Errors
}

const always = (): boolean => true
const nothing = (): Errors => ({})

/** The pages in the order that people meet them; a page's number is its place here, whatever is asked before it. */
export const STEPS: readonly Step[] = [
  {
    name: 'story',
    form: storyForm,
    when: always,
    disagrees: (typed, files) => (filled(typed.story) || files > 0 ? {} : { story: 'nothing_told' }),
  },
  { name: 'wish', form: wishForm, when: always, disagrees: nothing },
  { name: 'who', form: whoForm, when: always, disagrees: nothing },
  { name: 'identity', form: identityForm, when: always, disagrees: identityDisagrees },
  { name: 'topics', form: topicsForm, when: always, disagrees: nothing },
  { name: 'readers', form: readersForm, when: always, disagrees: nothing },
]

/** The numbers of the two pages after the steps. */
export const CHECK = STEPS.length + 1
export const RECEIPT = STEPS.length + 2

/** Whether a page is answered or skipped; the first one only with words or a file. */
export function isDone(step: Step, pages: Pages, files: number): boolean {
  const page = pages[step.name]
  return page !== undefined && (step.name !== 'story' || filled(page.typed.story) || files > 0)
}

/** The number of the first page after `from` that is asked and not done; the check page where there is none. */
export function nextOpen(pages: Pages, files: number, from = 0): number {
  const index = STEPS.findIndex((step, place) => place >= from && step.when(pages) && !isDone(step, pages, files))
  return index < 0 ? CHECK : index + 1
}

function filled(typed: Typed[string]): boolean {
  return typeof typed === 'string' && typed.trim() !== ''
}

function identityDisagrees(typed: Typed): Errors {
  const byEmail = typed.reply === 'email'
  return {
    ...(filled(typed.name) && (typed.known ?? '') === '' ? { known: 'name_for_whom' } : {}),
    ...(filled(typed.name) && typed.known === 'nobody' ? { name: 'name_for_nobody' } : {}),
    ...(byEmail && !filled(typed.email) ? { email: 'email_needed' } : {}),
    ...(byEmail && typed.neutral !== 'yes' ? { neutral: 'neutral' } : {}),
    ...(!byEmail && filled(typed.email) ? { email: 'email_unused' } : {}),
  }
}
