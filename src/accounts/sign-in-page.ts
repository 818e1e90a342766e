import type { Context } from '../contracts/context.ts'
import { paths } from '../contracts/paths.ts'
import { formView, type Errors, type FormView } from '../platform/forms/index.ts'
import { definePage } from '../platform/views/views.ts'
import { setApart, type Translate } from '../platform/words.ts'
import { signInForm } from './forms.ts'
import { digitsAt } from './six-digits.ts'

/** The sign-in page; in the demo it lists who may sign in. */
export interface SignInView {
  readonly form: FormView
  readonly wrong: boolean
  readonly kept: string | null
  readonly to: string
  readonly action: string
  readonly recover: string
  readonly demo: readonly DemoView[]
}

interface DemoView {
  readonly name: string
  readonly role: string
  readonly email: string
  readonly passphrase: string
  readonly digits: string
}

/** What is known when the page is shown: where it leads, what it keeps, and what was typed wrong. */
export interface SignInState {
  readonly to: string
  readonly kept: string | null
  readonly email?: string
  readonly wrong?: boolean
  readonly errors?: Errors
}

export const signInPage = definePage<SignInView>('accounts/sign-in', 'desk:titles.signIn')

/** Shows the page; of what was typed only the address is kept. */
export function signInView(context: Context, words: Translate, state: SignInState): SignInView {
  return {
    form: formView(signInForm, words, { email: state.email ?? '' }, state.errors),
    wrong: state.wrong ?? false,
    kept: state.kept,
    to: state.to,
    action: paths.desk.signIn(),
    recover: paths.desk.recover(),
    demo: context.demo
      ? context.demoSignIns.map(({ totpSecret, duties, team, ...person }) => ({
          ...person,
          role: `${words.list(duties.map(duty => words.t(`accounts:roles.${duty}`)))} · ${setApart(team)}`,
          digits: digitsAt(totpSecret, context.clock.now()),
        }))
      : [],
  }
}
