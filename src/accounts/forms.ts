import { consent, defineForm, email, line, secret } from '../platform/forms/index.ts'

/** E-mail, passphrase and digits, on one page. */
export const signInForm = defineForm('accounts:signIn', {
  email: email(),
  passphrase: secret(),
  digits: secret({ widget: 'digits' }),
})

/** A passphrase of one's own, twice, or the one that the page offers. */
export const passphraseForm = defineForm('accounts:passphrase', {
  take: consent(),
  passphrase: secret({ optional: true }),
  again: secret({ optional: true }),
})

/** Six digits alone. */
export const digitsForm = defineForm('accounts:digits', { digits: secret({ widget: 'digits' }) })

/** A recovery code with the digits of the app. */
export const recoverForm = defineForm('accounts:recover', { code: line({ max: 100 }), digits: secret({ widget: 'digits' }) })

/** The passphrase alone, after a pause. */
export const againForm = defineForm('accounts:again', { passphrase: secret() })
