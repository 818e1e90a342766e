import type { Context } from '../contracts/context.ts'
import { formView, type Errors, type FormView, type Typed } from '../platform/forms/index.ts'
import { definePage } from '../platform/views/views.ts'
import type { Translate } from '../platform/words.ts'
import { languageOptions, withLanguages } from '../web/language-choices.ts'
import { passphraseView, type PassphraseView } from './passphrase-fields.ts'
import { leadForm, teamForm } from './set-up-form.ts'
import { mechanismForm } from '../web/mechanism-form.ts'

/** The first page a mechanism ever shows. */
export interface SetUpView {
  readonly action: string
  readonly errors: FormView['errors']
  readonly mechanism: FormView
  readonly lead: FormView
  readonly passphrase: PassphraseView
  readonly team: FormView
}

export const setUpPage = definePage<SetUpView>('accounts/set-up', 'accounts:setUp.title')

const LEAVE_TO = 'https://www.wikipedia.org/'

/** Shows the page, with everything typed and what is wrong with it. */
export function setUpView(context: Context, words: Translate, action: string, typed?: Typed, errors: Errors = {}): SetUpView {
  const options = languageOptions(context)
  const filled = typed ?? { leaveTo: LEAVE_TO, languages: options.map(({ value }) => value), defaultLanguage: 'en', language: 'en' }
  const mechanism = formView(mechanismForm(context), withLanguages(context, words), filled, errors, { defaultLanguage: options })
  const lead = formView(leadForm, words, filled, errors, { language: options })
  const passphrase = passphraseView(words, filled, errors)
  const team = formView(teamForm, words, filled, errors)
  return { action, mechanism, lead, passphrase, team, errors: [mechanism, lead, passphrase, team].flatMap(form => form.errors) }
}
