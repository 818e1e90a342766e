import { bringsFiles, type Field } from './fields.ts'

/** What the body of a form may weigh: far more than its texts may be long, percent-encoded in any script, so that a text that is too long comes back with its own error. */
export const FORM_BYTES = 4_194_304

/** A form as data: where its words are, and its fields in the order that people meet them. */
export interface Form<F extends Fields = Fields> {
  readonly words: string
  readonly fields: F
}

export type Fields = Readonly<Record<string, Field>>
export type Answers<F> = F extends Form<infer S> ? { readonly [K in keyof S]: S[K] extends Field<infer T> ? T : never } : never

/** What was typed: strings, or several of them under one name; kept as it is when the page is shown again. */
export type Typed = Readonly<Record<string, string | string[] | undefined>>

/** The values a `'given'` list offers on this page. */
export type Offered = Readonly<Record<string, readonly Option[]>>
export interface Option {
  readonly value: string
  readonly label: string
  readonly help?: string | null
}

/** The value of the only option there is, for a form to begin with; nothing where somebody must choose. */
export function onlyOf(options: readonly Option[]): string {
  const [first, ...others] = options
  return first !== undefined && others.length === 0 ? first.value : ''
}

/** The code of what is wrong with each field, or several with a space between; the words are `forms:errors.<code>`. */
export type Errors = Readonly<Record<string, string>>

export type Parsed<F extends Form> = { readonly ok: true; readonly answers: Answers<F> } | { readonly ok: false; readonly errors: Errors }

/** Declares a form; its labels are `<words>.<field>.label`, with `.hint` and `.options.<value>` beside it. */
export function defineForm<const F extends Fields>(words: string, fields: F): Form<F> {
  return { words, fields }
}

/** The name under which a page says in which language it is to be shown again, with what was typed, and nothing sent. */
export const SHOWN_IN = 'shown_in'

/**
 * Reads what was typed. Unknown names are dropped; a value outside a given list is refused like any other. A page that is only to be shown
 * in another language is not read: nothing on it is wrong, and nothing goes on.
 */
export function parse<F extends Form>(form: F, typed: Typed, offered: Offered = {}): Parsed<F> {
  if (typed[SHOWN_IN] !== undefined) return { ok: false, errors: {} }
  const errors: Record<string, string> = {}
  const answers: Record<string, unknown> = {}
  for (const [name, field] of Object.entries(form.fields)) {
    const read = field.read.safeParse(typed[name] ?? (emptyMeansNothing(field) ? '' : undefined))
    if (!read.success) errors[name] = read.error.issues[0]?.message ?? 'choose'
    else if (field.options === 'given' && read.data !== '' && !(offered[name] ?? []).some(option => option.value === read.data))
      errors[name] = 'choose'
    else answers[name] = read.data
  }
  if (Object.keys(errors).length > 0) return { ok: false, errors }
  return { ok: true, answers: answers as Answers<F> }
}

function emptyMeansNothing(field: Field): boolean {
  return field.widget !== 'choices' && field.widget !== 'consent' && !bringsFiles(field)
}
