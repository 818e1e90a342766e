import type { DemoSignIn } from '../contracts/context.ts'
import { definePage } from '../platform/views/views.ts'

/** The sign-in page; in the demo it lists who may sign in. */
export interface SignInView {
  readonly problem: string | null
  readonly kept: string | null
  readonly email: string
  readonly to: string
  readonly demo: readonly DemoSignIn[]
}

export const signInPage = definePage<SignInView>('accounts/sign-in', 'desk:titles.signIn')
