import { defineForm, email, given, line, parse, type Answers, type Errors, type Typed } from '../platform/forms/index.ts'
import type { Context } from '../contracts/context.ts'
import { choosePassphrase } from './passphrases.ts'
import { mechanismForm, wrongWithMechanism } from '../web/mechanism-form.ts'
import { languageOptions } from '../web/language-choices.ts'

/** The first lead. */
export const leadForm = defineForm('accounts:setUp', { leadName: line({ max: 80 }), email: email(), language: given() })

/** The first team. */
export const teamForm = defineForm('accounts:setUp', { teamName: line({ max: 80 }) })

/** Everything of the set-up page, read. */
export type SetUpAnswers = Answers<ReturnType<typeof mechanismForm>> &
  Answers<typeof leadForm> &
  Answers<typeof teamForm> & { readonly passphrase: string }

/** Reads the three forms and the passphrase as one. */
export async function readSetUp(
  context: Context,
  typed: Typed,
): Promise<{ readonly ok: true; readonly answers: SetUpAnswers } | { readonly ok: false; readonly errors: Errors }> {
  const options = languageOptions(context)
  const mechanism = parse(mechanismForm(context), typed, { defaultLanguage: options })
  const lead = parse(leadForm, typed, { language: options })
  const team = parse(teamForm, typed)
  const passphrase = await choosePassphrase(
    typed,
    [typed.name, typed.leadName, typed.email, typed.teamName].flat().filter(text => text !== undefined),
  )
  const errors = {
    ...wrongWith(mechanism),
    ...wrongWith(lead),
    ...wrongWith(team),
    ...wrongWith(passphrase),
    ...(mechanism.ok ? wrongWithMechanism(mechanism.answers) : {}),
  }
  if (Object.keys(errors).length > 0 || !mechanism.ok || !lead.ok || !team.ok || !passphrase.ok) return { ok: false, errors }
  return { ok: true, answers: { ...mechanism.answers, ...lead.answers, ...team.answers, passphrase: passphrase.text } }
}

function wrongWith(read: { readonly ok: true } | { readonly ok: false; readonly errors: Errors }): Errors {
  return read.ok ? {} : read.errors
}
