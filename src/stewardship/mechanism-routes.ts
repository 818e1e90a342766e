import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Context } from '../contracts/context.ts'
import { accountOf, typedOf } from '../contracts/http.ts'
import { paths } from '../contracts/paths.ts'
import { formView, parse, type Errors, type FormView, type Typed } from '../platform/forms/index.ts'
import { definePage } from '../platform/views/views.ts'
import { mechanismForm, wrongWithMechanism } from '../web/mechanism-form.ts'
import { languageOptions, withLanguages } from '../web/language-choices.ts'
import { custodianOptions, setCustodians } from './custodians.ts'
import { describeMechanism } from './describe-mechanism.ts'
import { namesForm } from './forms.ts'

/** What the mechanism says of itself, its languages, and whether a native reader has approved the words of each. */
export interface MechanismView {
  readonly form: FormView
  readonly action: string
  readonly names: FormView
  readonly setNames: string
  readonly languages: readonly { readonly name: string; readonly tag: string; readonly offered: boolean; readonly checked: string | null }[]
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
  app.post('/steward/mechanism', { config: { access: 'steward' } }, async (request, reply) => {
    const typed = typedOf(request)
    const read = parse(mechanismForm(context), typed, { defaultLanguage: languageOptions(context) })
    const errors = read.ok ? wrongWithMechanism(read.answers) : read.errors
    if (!read.ok || Object.keys(errors).length > 0) return show(context, request, reply, typed, errors)
    await context.db.transaction().execute(trx => describeMechanism(context, trx, accountOf(request).actor, read.answers))
    return reply.redirect(HERE, 303)
  })
}

async function show(context: Context, request: FastifyRequest, reply: FastifyReply, typed?: Typed, errors?: Errors): Promise<FastifyReply> {
  const { mechanism, words } = request
  const stands = {
    name: mechanism.name,
    languages: mechanism.languages,
    defaultLanguage: mechanism.default_language,
    leaveTo: mechanism.leave_to,
    emergency: mechanism.emergency,
  }
  const offered = { defaultLanguage: languageOptions(context) }
  return reply.code(errors === undefined ? 200 : 422).page(mechanismPage, {
    form: formView(mechanismForm(context), withLanguages(context, words), typed ?? stands, errors, offered),
    action: HERE,
    names: formView(namesForm, words, { keeper: mechanism.custodian_id ?? '' }, {}, { keeper: await custodianOptions(context.db) }),
    setNames: `${HERE}/names`,
    languages: context.words.languages.map(({ tag, name, checked }) => ({
      tag,
      name,
      checked,
      offered: mechanism.languages.includes(tag),
    })),
  })
}
