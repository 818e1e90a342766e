import { choice, defineForm, labelled, words, type Fields, type Form } from '../platform/forms/index.ts'
import type { OwnScene } from '../web/person-act.ts'

/** One of several things that are asked about on a page, by the name of its field; its choices are called as `list` says. */
export interface Numbered {
  readonly question: string
  /** What is to be known of it beside the question. */
  readonly beside?: string
  readonly choices: readonly string[]
  readonly name: string
  readonly list: string
}

/** One choice a thing, what else the page asks, and room for words under them. */
export function numbered(scene: OwnScene, questions: readonly Numbered[], more: Fields = {}): Form {
  const fields: Fields = Object.fromEntries(
    questions.map(({ question, beside, choices, name, list }) => [
      name,
      labelled(choice(choices, { list }), question === '' ? scene.words.t('dialogue:unnamed') : question, beside),
    ]),
  )
  return defineForm('dialogue:forms', { ...fields, ...more, words: words({ optional: true, rows: 4 }) })
}
