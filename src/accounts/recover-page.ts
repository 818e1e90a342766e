import { paths } from '../contracts/paths.ts'
import { formView, type Errors, type FormView, type Typed } from '../platform/forms/index.ts'
import { definePage } from '../platform/views/views.ts'
import type { Translate } from '../platform/words.ts'
import { recoverForm } from './forms.ts'
import { passphraseView, type PassphraseView } from './passphrase-fields.ts'

/** The page for somebody who lost their passphrase. */
export interface RecoverView {
  readonly action: string
  readonly signIn: string
  readonly wrong: boolean
  readonly errors: FormView['errors']
  readonly form: FormView
  readonly passphrase: PassphraseView
}

export const recoverPage = definePage<RecoverView>('accounts/recover', 'accounts:recover.title')

/** Shows the page, with everything typed but the digits, which change. */
export function recoverView(words: Translate, typed: Typed = {}, errors: Errors = {}, wrong = false): RecoverView {
  const form = formView(recoverForm, words, { code: typed.code }, errors)
  const passphrase = passphraseView(words, typed, errors)
  return {
    action: paths.desk.recover(),
    signIn: paths.desk.signIn(),
    wrong,
    form,
    passphrase,
    errors: [...form.errors, ...passphrase.errors],
  }
}
