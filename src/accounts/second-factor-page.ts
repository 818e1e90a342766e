import { encode } from 'uqr'
import { formView, type Errors, type FormView } from '../platform/forms/index.ts'
import { definePage } from '../platform/views/views.ts'
import type { Translate } from '../platform/words.ts'
import { digitsForm } from './forms.ts'
import { totpAddress } from './six-digits.ts'

/** The page that gives the secret for an authenticator app, as a picture and as text, and asks for the first digits. */
export interface SecondFactorView {
  readonly action: string
  readonly carry: string
  readonly secret: readonly string[]
  readonly picture: { readonly size: number; readonly path: string }
  readonly form: FormView
}

export const secondFactorPage = definePage<SecondFactorView>('accounts/second-factor', 'desk:title')

/** Shows the secret; the picture is one path of squares. */
export function secondFactorView(
  words: Translate,
  newcomer: { totpSecret: string; email: string },
  page: { action: string; carry: string; mechanism: string; errors?: Errors },
): SecondFactorView {
  return {
    action: page.action,
    carry: page.carry,
    secret: newcomer.totpSecret.match(/.{1,4}/g) ?? [],
    picture: squares(totpAddress(newcomer.totpSecret, page.mechanism, newcomer.email)),
    form: formView(digitsForm, words, {}, page.errors),
  }
}

function squares(text: string): SecondFactorView['picture'] {
  const { data, size } = encode(text, { border: 3 })
  const path = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : []))).join('')
  return { size, path }
}
