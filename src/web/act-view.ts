import { bringsFiles, formView, type Errors, type Form, type FormView, type Offered, type Typed } from '../platform/forms/index.ts'
import type { Translate } from '../platform/words.ts'

/** A page on which one thing is done: what it does, what it tells whom, its form and its button. */
export interface ActView {
  readonly title: string
  readonly lead: string | null
  readonly tells: string | null
  readonly quotes: readonly Quote[]
  readonly form: FormView
  /** Whether it takes files too. */
  readonly multipart: boolean
  readonly action: string
  readonly button: string
  readonly back: string
  /** What the way back says, where it does not lead to the usual page. */
  readonly backLabel: string | null
}

/** Words that somebody needs to see while they decide. */
export interface Quote {
  readonly label: string
  readonly text: string
  readonly language: string
}

/** What an act's page shows besides its form: values that are already there, lists to choose from, words to have in view. */
export interface Preparation {
  readonly typed?: Typed
  readonly offered?: Offered
  readonly quotes?: readonly Quote[]
  readonly tells?: string | null
  readonly lead?: string | null
}

/** Makes the page of an act; its own words are `<acts>.title`, `.lead` and `.button`. */
export function actView(
  words: Translate,
  acts: string,
  form: Form,
  at: { action: string; back: string; backLabel?: string; prepared: Preparation; typed?: Typed; errors?: Errors },
): ActView {
  const { prepared } = at
  return {
    title: words.t(`${acts}.title`),
    lead: prepared.lead ?? (words.has(`${acts}.lead`) ? words.t(`${acts}.lead`) : null),
    tells: prepared.tells ?? null,
    quotes: prepared.quotes ?? [],
    form: formView(form, words, at.typed ?? prepared.typed ?? {}, at.errors ?? {}, prepared.offered ?? {}),
    multipart: Object.values(form.fields).some(bringsFiles),
    action: at.action,
    button: words.t(`${acts}.button`),
    back: at.back,
    backLabel: at.backLabel ?? null,
  }
}
