import type { FastifyInstance } from 'fastify'
import type { Context } from '../contracts/context.ts'
import { accountOf, typedOf } from '../contracts/http.ts'
import { paths } from '../contracts/paths.ts'
import { dayOf } from '../domain/calendar.ts'
import { receiptGroups } from '../domain/receipt.ts'
import { makeSlips, type PrintedSlip } from '../grievances/slips.ts'
import { defineForm, formView, given, parse, wholeNumber, type FormView } from '../platform/forms/index.ts'
import { definePage } from '../platform/views/views.ts'
import { isolated, type Translate } from '../platform/words.ts'
import { languageOptions } from '../web/language-choices.ts'
import { handlingTeam } from './tell-routes.ts'

interface SlipsView {
  readonly form: FormView
  readonly action: string
}

/** Slips to be cut and folded: outside the serial, inside the code. */
interface SheetView {
  readonly lang: string
  readonly dir: string
  readonly name: string
  readonly slips: readonly { readonly serial: string; readonly groups: readonly string[] }[]
  readonly outside: string
  readonly fold: string
  readonly code: string
  readonly inside: readonly string[]
  readonly back: string
}

const slipsPage = definePage<SlipsView>('helping/slips', 'desk:titles.slips')
const sheetPage = definePage<SheetView>('helping/sheet', 'desk:titles.slips')
const slipsForm = defineForm('helping:forms', { count: wholeNumber(1, 24), slipLanguage: given() })

/** Makes folded slips and shows their codes on this one page, to be printed; they rest nowhere and cannot be shown again. */
export function slipsRoutes(app: FastifyInstance, context: Context): void {
  const offered = { slipLanguage: languageOptions(context) }
  app.get('/slips', { config: { access: 'account' } }, async (request, reply) => {
    handlingTeam(accountOf(request))
    return reply.page(slipsPage, {
      form: formView(slipsForm, request.words, { count: '8', slipLanguage: request.mechanism.default_language }, {}, offered),
      action: paths.desk.slips(),
    })
  })
  app.post('/slips', { config: { access: 'account' } }, async (request, reply) => {
    const teamId = handlingTeam(accountOf(request))
    const typed = typedOf(request)
    const parsed = parse(slipsForm, typed, offered)
    if (!parsed.ok) {
      const form = formView(slipsForm, request.words, typed, parsed.errors, offered)
      return reply.code(422).page(slipsPage, { form, action: paths.desk.slips() })
    }
    const slips = await makeSlips(context, parsed.answers.count, teamId, dayOf(context.clock.now()))
    return reply.page(sheetPage, sheetView(context, context.words.in(parsed.answers.slipLanguage), request.mechanism.name, slips))
  })
}

function sheetView(context: Context, words: Translate, name: string, slips: readonly PrintedSlip[]): SheetView {
  const address = isolated(`${context.config.publicUrl.origin}${paths.home(words.language.tag)}`)
  return {
    lang: words.language.tag,
    dir: words.language.direction,
    name,
    slips: slips.map(({ serial, code }) => ({ serial, groups: receiptGroups(code) })),
    outside: words.t('helping:slips.outside'),
    fold: words.t('helping:slips.fold'),
    code: words.t('helping:slips.code'),
    inside: [words.t('helping:slips.use', { address }), words.t('helping:slips.waits'), words.t('helping:slips.nobody')],
    back: paths.desk.tell(),
  }
}
