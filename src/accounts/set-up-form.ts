import { choices, defineForm, email, given, line, parse, type Answers, type Errors, type Typed } from '../platform/forms/index.ts'
import type { Context } from '../contracts/context.ts'
import { choosePassphrase } from './passphrases.ts'
import { languageOptions } from './language-choices.ts'

/** What a mechanism says of itself. Its languages are those that the program has words in. */
export function mechanismForm(context: Context) {
  return defineForm('accounts:setUp', {
    name: line({ max: 80 }),
    languages: choices(
      context.words.languages.map(({ tag }) => tag),
      { list: 'languages' },
    ),
    defaultLanguage: given(),
    leaveTo: line(),
    emergency: line({ optional: true, max: 80 }),
  })
}

/** The first lead. */
export const leadForm = defineForm('accounts:setUp', { leadName: line({ max: 80 }), email: email(), language: given() })

/** The first team. */
export const teamForm = defineForm('accounts:setUp', { teamName: line({ max: 80 }) })

/** Everything of the set-up page, read. */
export type SetUpAnswers = Answers<ReturnType<typeof mechanismForm>> &
  Answers<typeof leadForm> &
  Answers<typeof teamForm> & { readonly passphrase: string }

/** Reads the three forms and the passphrase as one. */
export function readSetUp(
  context: Context,
  typed: Typed,
): { readonly ok: true; readonly answers: SetUpAnswers } | { readonly ok: false; readonly errors: Errors } {
  const options = languageOptions(context)
  const mechanism = parse(mechanismForm(context), typed, { defaultLanguage: options })
  const lead = parse(leadForm, typed, { language: options })
  const team = parse(teamForm, typed)
  const passphrase = choosePassphrase(typed)
  const errors = {
    ...wrongWith(mechanism),
    ...wrongWith(lead),
    ...wrongWith(team),
    ...wrongWith(passphrase),
    ...(mechanism.ok ? wrongTogether(mechanism.answers) : {}),
  }
  if (Object.keys(errors).length > 0 || !mechanism.ok || !lead.ok || !team.ok || !passphrase.ok) return { ok: false, errors }
  return { ok: true, answers: { ...mechanism.answers, ...lead.answers, ...team.answers, passphrase: passphrase.text } }
}

function wrongWith(read: { readonly ok: true } | { readonly ok: false; readonly errors: Errors }): Errors {
  return read.ok ? {} : read.errors
}

function wrongTogether(answers: { languages: readonly string[]; defaultLanguage: string; leaveTo: string }): Errors {
  return {
    ...(answers.languages.length === 0 ? { languages: 'choose' } : {}),
    ...(answers.languages.includes(answers.defaultLanguage) ? {} : { defaultLanguage: 'one_offered' }),
    ...(isAddress(answers.leaveTo) ? {} : { leaveTo: 'address' }),
  }
}

/** Whether people can be sent there when they leave quickly. */
export function isAddress(text: string): boolean {
  return URL.canParse(text) && new URL(text).protocol === 'https:'
}
