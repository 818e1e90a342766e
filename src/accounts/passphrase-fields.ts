import { formView, type Errors, type FormView, type Typed } from '../platform/forms/index.ts'
import type { Translate } from '../platform/words.ts'
import { passphraseForm } from './forms.ts'
import { isOffered, offerPassphrase } from './passphrases.ts'

/** The fields for a new passphrase, with one that can be taken as it is. */
export interface PassphraseView extends FormView {
  readonly offered: string
}

/** Shows the fields; a page shown again offers the same passphrase as before. */
export function passphraseView(words: Translate, typed: Typed = {}, errors: Errors = {}): PassphraseView {
  const { offered, take } = typed
  return {
    ...formView(passphraseForm, words, { take }, errors),
    offered: isOffered(offered) ? offered : offerPassphrase(),
  }
}
