import type { Context } from '../contracts/context.ts'
import { choices, defineForm, given, line, shortNumber, type Errors } from '../platform/forms/index.ts'

/** What a mechanism says of itself. Its languages are those that the program has words in. */
export function mechanismForm(context: Context) {
  const tags = context.words.languages.map(({ tag }) => tag)
  return defineForm('accounts:mechanism', {
    name: line({ max: 80 }),
    languages: choices(tags, { list: 'languages' }),
    defaultLanguage: given(),
    leaveTo: line(),
    emergency: shortNumber(),
  })
}

/** What is wrong with a mechanism's own words, beyond each field alone. */
export function wrongWithMechanism(answers: { languages: readonly string[]; defaultLanguage: string; leaveTo: string }): Errors {
  return {
    ...(answers.languages.length === 0 ? { languages: 'choose' } : {}),
    ...(answers.languages.includes(answers.defaultLanguage) ? {} : { defaultLanguage: 'one_offered' }),
    ...(isHarmlessAddress(answers.leaveTo) ? {} : { leaveTo: 'address' }),
  }
}

function isHarmlessAddress(text: string): boolean {
  return URL.canParse(text) && new URL(text).protocol === 'https:'
}
