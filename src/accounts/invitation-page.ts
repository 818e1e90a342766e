import type { Context } from '../contracts/context.ts'
import { defineForm, formView, given, line, type Errors, type FormView, type Typed } from '../platform/forms/index.ts'
import { definePage } from '../platform/views/views.ts'
import type { Translate } from '../platform/words.ts'
import { languageOptions } from '../web/language-choices.ts'
import { passphraseView, type PassphraseView } from './passphrase-fields.ts'

/** What somebody who was invited says of themselves. */
export const profileForm = defineForm('accounts:profile', { name: line({ max: 80 }), language: given() })

/** What the page says of an invitation, and what it hands on. */
export interface About {
  readonly action: string
  /** What somebody is invited to, and who lets them in afterwards. */
  readonly text: string
  readonly carry: string
  /** Whether it begins anew, because what an earlier page carried ended. */
  readonly late: boolean
}

/** The page behind an invitation. */
export interface InvitationView extends About {
  readonly errors: FormView['errors']
  readonly profile: FormView
  readonly passphrase: PassphraseView
}

export const invitationPage = definePage<InvitationView>('accounts/invitation', 'accounts:invitation.title')

/** The page behind an invitation that counts no more, or never did. */
export const overPage = definePage<{ readonly signIn: string }>('accounts/invitation-over', 'accounts:invitation.title')

/** Shows the page, with everything typed and what is wrong with it. */
export function invitationView(
  context: Context,
  words: Translate,
  about: About,
  typed: Typed = { language: words.language.tag },
  errors: Errors = {},
): InvitationView {
  const profile = formView(profileForm, words, typed, errors, { language: languageOptions(context) })
  const passphrase = passphraseView(words, typed, errors)
  return { ...about, profile, passphrase, errors: [...profile.errors, ...passphrase.errors] }
}
