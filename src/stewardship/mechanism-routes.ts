import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { dayOf } from '../domain/calendar.ts'
import type { Context } from '../contracts/context.ts'
import { accountOf, typedOf, type Mechanism } from '../contracts/http.ts'
import { paths } from '../contracts/paths.ts'
import { formView, parse, type Errors, type FormView, type Typed } from '../platform/forms/index.ts'
import { definePage } from '../platform/views/views.ts'
import { mechanismForm, wrongWithMechanism } from '../web/mechanism-form.ts'
import { languageOptions, withLanguages } from '../web/language-choices.ts'
import type { LanguageCard } from '../platform/words.ts'
import { markChecked } from './checked-languages.ts'
import { custodianOptions, setCustodians } from './custodians.ts'
import { describeMechanism } from './describe-mechanism.ts'
import { checkedForm, namesForm } from './forms.ts'
import { languagesSpoken } from './queries.ts'

/** What the mechanism says of itself, its languages, and whether a native reader has approved the words of each. */
export interface MechanismView {
  /** Which languages people are being answered in, so that a steward knows what taking one away means; null where nobody is. */
  readonly inUse: string | null
  readonly form: FormView
  readonly action: string
  /** Who keeps names; null where no team of custodians could. */
  readonly names: FormView | null
  readonly teams: string
  readonly setNames: string
  readonly languages: readonly LanguageView[]
  readonly checking: FormView
  readonly setChecked: string
}

interface LanguageView {
  readonly name: string
  readonly tag: string
  readonly offered: boolean
  readonly original: boolean
  readonly checked: string | null
  readonly by: string | null
}

export const mechanismPage = definePage<MechanismView>('stewardship/mechanism', 'stewardship:pages.mechanism.title')
const HERE = paths.desk.steward('mechanism')

/** Name, languages, the way out and the emergency number. */
export function mechanismRoutes(app: FastifyInstance, context: Context): void {
  app.get('/steward/mechanism', { config: { access: 'steward' } }, async (request, reply) => show(context, request, reply))
  app.post('/steward/mechanism/names', { config: { access: 'steward' } }, async (request, reply) => {
    const typed = typedOf(request)
    const read = parse(namesForm, typed, { keeper: await custodianOptions(context.db) })
    if (!read.ok) return show(context, request, reply)
    await context.db.transaction().execute(trx => setCustodians(context, trx, accountOf(request).actor, read.answers.keeper || null))
    return reply.redirect(HERE, 303)
  })
  app.post('/steward/mechanism/checked', { config: { access: 'steward' } }, async (request, reply) => {
    const typed = typedOf(request)
    const read = parse(checkedForm, typed, { language: languageOptions(context) })
    const errors = read.ok ? (read.answers.checkedOn > dayOf(context.clock.now()) ? { checkedOn: 'future' } : {}) : read.errors
    if (!read.ok || Object.keys(errors).length > 0) return show(context, request, reply, { checking: typed, errors })
    await context.db.transaction().execute(trx => markChecked(context, trx, accountOf(request).actor, read.answers))
    return reply.redirect(HERE, 303)
  })
  app.post('/steward/mechanism', { config: { access: 'steward' } }, async (request, reply) => {
    const typed = typedOf(request)
    const read = parse(mechanismForm(context), typed, { defaultLanguage: languageOptions(context) })
    const errors = read.ok ? wrongWithMechanism(read.answers) : read.errors
    if (!read.ok || Object.keys(errors).length > 0) return show(context, request, reply, { described: typed, errors })
    await context.db.transaction().execute(trx => describeMechanism(context, trx, accountOf(request).actor, read.answers))
    return reply.redirect(HERE, 303)
  })
}

/** What was typed into one of the forms, and what is wrong with it. */
interface Again {
  readonly described?: Typed
  readonly checking?: Typed
  readonly errors?: Errors
}

async function show(context: Context, request: FastifyRequest, reply: FastifyReply, again: Again = {}): Promise<FastifyReply> {
  const { mechanism, words } = request
  const { described, checking, errors } = again
  const stands = {
    name: mechanism.name,
    languages: mechanism.languages,
    defaultLanguage: mechanism.default_language,
    leaveTo: mechanism.leave_to,
    emergency: mechanism.emergency,
  }
  const offered = { defaultLanguage: languageOptions(context) }
  const languages = languageOptions(context)
  const keepers = await custodianOptions(context.db)
  const spoken = await languagesSpoken(context.db)
  return reply.code(errors === undefined ? 200 : 422).page(mechanismPage, {
    inUse: spoken.length === 0 ? null : words.t('stewardship:mechanism.inUse', { languages: words.list(spoken.map(words.languageName)) }),
    form: formView(mechanismForm(context), withLanguages(context, words), described ?? stands, described && errors, offered),
    action: HERE,
    names: keepers.length === 0 ? null : formView(namesForm, words, { keeper: mechanism.custodian_id ?? '' }, {}, { keeper: keepers }),
    teams: paths.desk.steward('teams'),
    setNames: `${HERE}/names`,
    languages: context.words.languages.map(language => languageView(mechanism, language)),
    checking: formView(checkedForm, words, checking, checking && errors, { language: languages }),
    setChecked: `${HERE}/checked`,
  })
}

function languageView({ languages, checked }: Mechanism, { tag, name, ...language }: LanguageCard): LanguageView {
  const { by = null, on = language.checked } = checked[tag] ?? {}
  return { tag, name, original: language.original === true, checked: on, by, offered: languages.includes(tag) }
}
