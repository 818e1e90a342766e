export {
  aboutWhen,
  amount,
  choice,
  choices,
  consent,
  day,
  email,
  files,
  bringsFiles,
  given,
  labelled,
  line,
  onlyIf,
  phone,
  secret,
  wholeNumber,
  words,
  type Field,
} from './fields.ts'
export {
  defineForm,
  parse,
  type Answers,
  type Errors,
  type Fields,
  type Form,
  type Offered,
  type Option,
  type Parsed,
  type Typed,
} from './form.ts'
export { formSchema, type JsonSchema } from './form-schema.ts'
export { formView, type FieldView, type FormView, type FormWords } from './form-view.ts'
