import { paths } from '../contracts/paths.ts'
import { formView, type Errors, type FormView, type Typed } from '../platform/forms/index.ts'
import { definePage } from '../platform/views/views.ts'
import type { Translate } from '../platform/words.ts'
import { lostForm } from './forms.ts'

/** The page for whoever lost their code. */
export interface LostView extends FormView {
  readonly action: string
  readonly cookie: boolean
}

export const lostPage = definePage<LostView>('intake/lost', 'public:titles.messages', { carries: 'shown' })

/** Asks for something that was told before, and how to reach the person; it tells nothing about what is known here. */
export function lostView(words: Translate, typed: Typed = {}, errors: Errors = {}, cookie = false): LostView {
  return { ...formView(lostForm, words, typed, errors), action: paths.message(words.language.tag, 'lost'), cookie }
}
