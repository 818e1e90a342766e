import { defineForm, labelled, type Fields, type Form } from '../platform/forms/index.ts'
import type { Translate } from '../platform/words.ts'
import { WRITTEN_PAGES } from '../intake/queries.ts'

/** A part of the whole form: its heading, and its questions with their numbers before their words. */
export interface Part {
  readonly name: string
  readonly heading: string
  readonly form: Form
}

/** The whole form in one piece, numbered through: the same numbers on paper and at the desk, in every language. */
export function partsIn(words: Translate): Part[] {
  let number = 0
  return WRITTEN_PAGES.map(({ name, form }) => {
    const numbered: Fields = Object.fromEntries(
      Object.entries(form.fields).map(([field, asked]) => {
        number += 1
        return [field, labelled(asked, `${words.number(number)}. ${words.t(`${form.words}.${field}.label`)}`)]
      }),
    )
    return { name, heading: words.t(`intake:${name}.title`), form: defineForm(form.words, numbered) }
  })
}
