import { STEPS } from '../intake/queries.ts'
import { bringsFiles, type Form } from '../platform/forms/index.ts'

/** The fields of the form that bring files, each with its form; the parts that a program sends are called the same. */
export const FILE_FIELDS_OF: readonly { readonly name: string; readonly form: Form }[] = STEPS.flatMap(({ form }) =>
  Object.entries(form.fields).flatMap(([name, field]) => (bringsFiles(field) ? [{ name, form }] : [])),
)
export const FILE_FIELDS: readonly string[] = FILE_FIELDS_OF.map(({ name }) => name)
