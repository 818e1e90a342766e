import { speaksForPeople } from '../domain/actor.ts'
import type { Context } from '../contracts/context.ts'
import type { Account } from '../contracts/http.ts'
import { paths } from '../contracts/paths.ts'
import { defineForm, formView, secret, type Errors, type FormView, type Typed } from '../platform/forms/index.ts'
import { definePage } from '../platform/views/views.ts'
import type { Translate } from '../platform/words.ts'
import { fingerprint } from './fingerprint.ts'
import { digitsForm } from './forms.ts'
import { profileForm } from './invitation-page.ts'
import { languageOptions } from '../web/language-choices.ts'
import { passphraseView, type PassphraseView } from './passphrase-fields.ts'
import { placesOf } from './queries.ts'

/** The passphrase that stands, before a new one. */
export const oldForm = defineForm('accounts:passphrase', { old: secret() })

/** One's own account: name, language, passphrase and recovery code. */
export interface AccountView {
  readonly email: string
  readonly fingerprint: string
  readonly places: readonly { readonly team: string; readonly role: string; readonly waits: boolean }[]
  readonly done: string | null
  /** Whether they may have made tokens, which a new passphrase ends. */
  readonly makesTokens: boolean
  readonly actions: Readonly<Record<AccountPart, string>>
  readonly profile: FormView
  readonly old: FormView
  readonly passphrase: PassphraseView
  readonly passphraseErrors: FormView['errors']
  readonly digits: FormView
}

/** The three forms of the page; what was typed into one of them is shown again in it. */
export type AccountPart = 'profile' | 'passphrase' | 'code'
export interface AccountState {
  readonly part?: AccountPart
  readonly typed?: Typed
  readonly errors?: Errors
  readonly done?: string | null
}

export const accountPage = definePage<AccountView>('accounts/account', 'desk:titles.account')

/** Shows the page. */
export async function accountView(context: Context, words: Translate, account: Account, state: AccountState = {}): Promise<AccountView> {
  const own = (part: AccountPart): [Typed, Errors] => (state.part === part ? [state.typed ?? {}, state.errors ?? {}] : [{}, {}])
  const saved = { name: account.name, language: words.language.tag }
  const [typed, errors] = own('profile')
  const old = formView(oldForm, words, ...own('passphrase'))
  const passphrase = passphraseView(words, ...own('passphrase'))
  return {
    email: account.email,
    fingerprint: await fingerprint(context, context.db, account.actor.id),
    places: (await placesOf(context.db, account.actor.id)).map(place => ({ ...place, role: words.t(`accounts:roles.${place.role}`) })),
    done: state.done ?? null,
    makesTokens: speaksForPeople(account.actor),
    actions: {
      profile: paths.desk.account(),
      passphrase: `${paths.desk.account()}/passphrase`,
      code: `${paths.desk.account()}/code`,
    },
    profile: formView(profileForm, words, { ...saved, ...typed }, errors, { language: languageOptions(context) }),
    old,
    passphrase,
    passphraseErrors: [...old.errors, ...passphrase.errors],
    digits: formView(digitsForm, words, {}, own('code')[1]),
  }
}
