import type { Context } from '../contracts/context.ts'
import type { Mechanism } from '../contracts/http.ts'
import { STEPS, type Pages } from '../intake/queries.ts'
import { bringsFiles, type Errors, type Form, type Typed } from '../platform/forms/index.ts'
import type { Translate } from '../platform/words.ts'
import { fieldProblem, type FieldProblem } from '../web/problems.ts'

/** A body as a program sent it: the pages of the form by name, each with its fields, and the language in which it was told. */
export interface Sent {
  readonly language: string
  readonly pages: Pages
}

/** What a body came to: something to check as the form does, or what of it is no page, no field or no answer. */
export type Read = { readonly ok: true; readonly sent: Sent } | { readonly ok: false; readonly problems: readonly FieldProblem[] }

/** Reads what a program sent as what a browser would have typed; null where it is not an object at all. */
export function readSent(context: Context, mechanism: Mechanism, words: Translate, body: unknown): Read | null {
  if (!isObject(body)) return null
  const { language: tag, pages, ...others } = body
  const problems: FieldProblem[] = Object.keys(others).map(name => fieldProblem(words, pointerTo(name), 'unknown_field'))
  const language = languageFrom(context, mechanism, tag)
  if (language === null) problems.push(fieldProblem(words, pointerTo('language'), 'one_offered'))
  if (!isObject(pages)) return { ok: false, problems: [...problems, fieldProblem(words, pointerTo('pages'), 'required')] }
  const read: { -readonly [K in keyof Pages]: Pages[K] } = {}
  for (const [name, page] of Object.entries(pages)) {
    const step = STEPS.find(one => one.name === name)
    if (step === undefined || !isObject(page)) problems.push(fieldProblem(words, pointerTo('pages', name), 'unknown_field'))
    else read[step.name] = { typed: typedFrom(words, step.form, page, ['pages', name], problems), skipped: false }
  }
  return problems.length > 0 || language === null ? { ok: false, problems } : { ok: true, sent: { language, pages: read } }
}

/** The language that somebody's words are said to be in, where this mechanism offers it. */
export function languageFrom(context: Context, { languages }: Mechanism, tag: unknown): string | null {
  return typeof tag === 'string' && languages.includes(tag) && context.words.offers(tag) ? tag : null
}

/** The fields of one object as a browser would have typed them; what is none of them, or no answer to it, is told. */
export function typedFrom(
  words: Translate,
  form: Form,
  given: Readonly<Record<string, unknown>>,
  path: readonly string[],
  problems: FieldProblem[],
): Typed {
  const typed: Record<string, string | string[]> = {}
  for (const [name, value] of Object.entries(given)) {
    const field = Object.hasOwn(form.fields, name) ? form.fields[name] : undefined
    const pointer = pointerTo(...path, name)
    if (field === undefined || bringsFiles(field)) problems.push(fieldProblem(words, pointer, 'unknown_field'))
    else if (field.widget === 'consent' && typeof value === 'boolean') typed[name] = value ? 'yes' : ''
    else if (field.widget === 'choices' && isTexts(value)) typed[name] = value
    else if (field.widget !== 'consent' && field.widget !== 'choices' && typeof value === 'string') typed[name] = value
    else problems.push(fieldProblem(words, pointer, 'other_kind'))
  }
  return typed
}

/** What the form says is wrong, each where it stands in the body. */
export function problemsOf(words: Translate, form: Form, errors: Errors, path: readonly string[]): FieldProblem[] {
  return Object.entries(errors).map(([name, code]) => fieldProblem(words, pointerTo(...path, name), code, form.fields[name]?.max))
}

/** Whether a value is an object with names, which an array and null are not. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every(one => typeof one === 'string')
}

/** A JSON pointer (RFC 6901). */
function pointerTo(...names: readonly string[]): string {
  return names.map(name => `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
}
