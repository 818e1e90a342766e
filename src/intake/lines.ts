import { formView, type Offered } from '../platform/forms/index.ts'
import type { Translate } from '../platform/words.ts'
import type { Answered, Step } from './steps.ts'

/** A question in its own words with what was answered. */
export interface Line {
  readonly label: string
  readonly answer: string
}

/** What was answered on a page, in the words that its fields and options have there. */
export function linesOf(words: Translate, { form }: Pick<Step, 'form'>, page: Answered | undefined, offered: Offered): Line[] {
  if (page === undefined || page.skipped) return []
  const answered = Object.fromEntries(Object.entries(form.fields).filter(([name]) => page.typed[name] !== undefined))
  return formView({ ...form, fields: answered }, words, page.typed, {}, offered).fields.flatMap(field => {
    const picked = field.options.filter(option => option.checked).map(option => option.label)
    if (field.options.length > 0) return picked.length > 0 ? [{ label: field.label, answer: words.list(picked) }] : []
    if (field.partial === 'fields/consent') return field.checked ? [{ label: field.label, answer: words.t('intake:check.ticked') }] : []
    return field.value.trim() === '' ? [] : [{ label: field.label, answer: field.value.trim() }]
  })
}
