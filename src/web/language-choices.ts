import type { Context } from '../contracts/context.ts'
import type { FormWords, Option } from '../platform/forms/index.ts'
import type { Translate } from '../platform/words.ts'

const LIST = 'languages.'

/** The words of a page, where `languages.<tag>` is a language's own name for itself. */
export function withLanguages(context: Context, words: Translate): FormWords {
  const tagOf = (key: string): string | null => (key.startsWith(LIST) && !key.includes('.', LIST.length) ? key.slice(LIST.length) : null)
  return {
    t: (key, values) => {
      const tag = tagOf(key)
      return tag === null ? words.t(key, values) : context.words.in(tag).language.name
    },
    has: key => words.has(key),
  }
}

/** The languages of the program, as options. */
export function languageOptions(context: Context): Option[] {
  return context.words.languages.map(({ tag, name }) => ({ value: tag, label: name }))
}
