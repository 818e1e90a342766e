import { bringsFiles, type Field } from './fields.ts'
import type { Errors, Form, Offered, Option, Typed } from './form.ts'

/** The words of one language, as a form needs them. */
export interface FormWords {
  t(key: string, values?: Readonly<Record<string, string | number>>): string
  has(key: string): boolean
}

/** A field as its partial shows it; a missing hint or error is null. */
export interface FieldView {
  readonly partial: string
  readonly name: string
  readonly id: string
  readonly label: string
  readonly hint: string | null
  readonly error: string | null
  readonly describedBy: string | null
  readonly value: string
  readonly checked: boolean
  readonly rows: number
  readonly max: number
  readonly optional: boolean
  readonly required: boolean
  /** Whether people write in it, so that the page can tell their words from choices and from what it carries. */
  readonly written: boolean
  /** Where the words of its question are, or the question itself where only this page asks it. */
  readonly asks: string
  /** The class under which a page hides it beside other answers, or null where it is always asked. */
  readonly shows: string | null
  readonly options: readonly (Option & { readonly id: string; readonly checked: boolean; readonly help: string | null })[]
}

/** A form as a page shows it, with everything that was typed and a summary of what to mend. */
export interface FormView {
  readonly fields: readonly FieldView[]
  readonly errors: readonly { readonly href: string; readonly message: string }[]
  readonly multipart: boolean
}

/** Shows a form: empty, filled, or again with what was typed and what is wrong with it. */
export function formView(form: Form, words: FormWords, typed: Typed = {}, errors: Errors = {}, offered: Offered = {}): FormView {
  const fields = Object.entries(form.fields)
    .filter(([name, field]) => !isEmpty(field, offered[name]))
    .map(([name, field]) => fieldView(form, words, { name, field, typed, errors, offered }))
  return {
    fields,
    multipart: Object.values(form.fields).some(bringsFiles),
    errors: fields.flatMap(field =>
      field.error === null ? [] : [{ href: `#${whereTyped(field)}`, message: summed(field.label, field.error) }],
    ),
  }
}

/** Where the keyboard goes to answer it: the list itself, or the first of what is ticked. */
function whereTyped({ id, partial, options }: FieldView): string {
  return partial === 'fields/select' ? id : (options[0]?.id ?? id)
}

/** Whether it can be left out, and there is nothing that could be chosen instead. */
function isEmpty({ optional, options }: Field, offered: readonly Option[] = []): boolean {
  return optional && options === 'given' && offered.length === 0
}

/** A question is followed by what is wrong with its answer; any other label is named before it. */
function summed(label: string, error: string): string {
  return `${label}${/[?؟]$/.test(label) ? '' : ':'} ${error}`
}

interface Showing {
  readonly name: string
  readonly field: Field
  readonly typed: Typed
  readonly errors: Errors
  readonly offered: Offered
}

function fieldView(form: Form, words: FormWords, { name, field, typed, errors, offered }: Showing): FieldView {
  const base = `${form.words}.${name}`
  const value = typed[name]
  const hint = field.hint ?? (words.has(`${base}.hint`) ? words.t(`${base}.hint`) : null)
  const error = errorOf(words, field, errors[name])
  const described = [hint === null ? null : `${name}-hint`, error === null ? null : `${name}-error`].filter(id => id !== null)
  return {
    partial: `fields/${PARTIALS[field.widget]}`,
    name,
    id: name,
    label: field.label ?? words.t(`${base}.label`),
    hint,
    error,
    describedBy: described.length > 0 ? described.join(' ') : null,
    value: typeof value === 'string' ? value : '',
    checked: value === 'yes',
    rows: Math.max(field.rows, typeof value === 'string' ? Math.min(rowsOf(value), MOST_ROWS) : 0),
    max: field.max,
    optional: field.optional,
    required: !field.optional,
    written: WRITTEN.includes(field.widget),
    asks: field.label ?? `${base}.label`,
    shows: field.only === undefined || error !== null ? null : `if-${field.only.field}-${field.only.is}`,
    options: optionsOf(form, words, { name, field, typed, errors, offered }),
  }
}

/** How many letters a line of a field holds on a small phone, and the most lines that a field shows of what stands in it. */
const ROW = 33
const MOST_ROWS = 16

/** How many lines words take on a small phone. */
function rowsOf(words: string): number {
  return words.split('\n').reduce((rows, line) => rows + Math.max(1, Math.ceil(line.length / ROW)), 0)
}

function errorOf(words: FormWords, { min, max }: Field, codes: string | undefined): string | null {
  if (codes === undefined) return null
  return codes
    .split(' ')
    .map(code => words.t(`forms:errors.${code}`, { min: min ?? 0, max }))
    .join(' ')
}

function optionsOf(form: Form, words: FormWords, { name, field, typed, offered }: Showing): FieldView['options'] {
  const picked = typed[name]
  const chosen = (value: string): boolean => (Array.isArray(picked) ? picked.includes(value) : picked === value)
  const list: readonly Option[] =
    field.options === 'given' ? (offered[name] ?? []) : field.options.map(value => named(form, words, { name, field, value }))
  return list.map((option, index) => ({ ...option, help: option.help ?? null, id: `${name}-${index + 1}`, checked: chosen(option.value) }))
}

function named(form: Form, words: FormWords, { name, field, value }: { name: string; field: Field; value: string }): Option {
  const key = field.list === null ? `${form.words}.${name}.options.${value}` : `${field.list}.${value}`
  if (words.has(`${key}.label`))
    return { value, label: words.t(`${key}.label`), help: words.has(`${key}.help`) ? words.t(`${key}.help`) : null }
  if (!words.has(key) && words.has(`forms:options.${value}`)) return { value, label: words.t(`forms:options.${value}`), help: null }
  return { value, label: words.t(key), help: words.has(`${key}_help`) ? words.t(`${key}_help`) : null }
}

const WRITTEN: readonly Field['widget'][] = ['line', 'words', 'email', 'letters', 'number', 'date']

const PARTIALS: Readonly<Record<Field['widget'], string>> = {
  line: 'line',
  words: 'words',
  email: 'line',
  letters: 'letters',
  digits: 'digits',
  number: 'digits',
  date: 'date',
  choice: 'choice',
  choices: 'choices',
  select: 'select',
  consent: 'consent',
  secret: 'secret',
  files: 'files',
  voice: 'voice',
  camera: 'camera',
}
