import { bringsFiles, type Field } from './fields.ts'
import { formView, type FieldView, type FormWords } from './form-view.ts'
import type { Form, Offered } from './form.ts'

/** A JSON Schema (2020-12), as OpenAPI 3.1 has it. */
export type JsonSchema = { readonly [key: string]: unknown }

/** What a program sends of a form, in the words of a page of it; files travel beside it. */
export function formSchema(form: Form, words: FormWords, offered: Offered = {}): JsonSchema {
  const asked = formView(form, words, {}, {}, offered).fields.flatMap(view => {
    const field = form.fields[view.name]
    return field === undefined || bringsFiles(field) ? [] : [{ view, field }]
  })
  const required = asked.filter(({ field }) => !field.optional).map(({ view }) => view.name)
  return {
    type: 'object',
    additionalProperties: false,
    properties: Object.fromEntries(asked.map(({ view, field }) => [view.name, fieldSchema(field, view)])),
    ...(required.length > 0 ? { required } : {}),
  }
}

function fieldSchema(field: Field, view: FieldView): JsonSchema {
  return {
    title: view.label,
    ...(view.hint === null ? {} : { description: view.hint }),
    ...(field.only === undefined ? {} : { 'x-only-if': { [field.only.field]: field.only.is } }),
    ...kindOf(field, view),
  }
}

function kindOf(field: Field, { options }: FieldView): JsonSchema {
  const one = { oneOf: options.map(({ value, label }) => ({ const: value, title: label })) }
  if (field.widget === 'choices') return { type: 'array', items: one }
  if (field.widget === 'consent') return { type: 'boolean' }
  if (options.length > 0) return one
  if (field.widget === 'date') return { type: 'string', format: 'date' }
  const text = { type: 'string', ...(field.optional ? {} : { minLength: 1 }), maxLength: field.max }
  return field.widget === 'email' || field.widget === 'letters' ? { ...text, format: 'email' } : text
}
