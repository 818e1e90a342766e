import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { dayOf } from '../domain/calendar.ts'
import type { Context } from '../contracts/context.ts'
import { accountOf, typedOf } from '../contracts/http.ts'
import { paths } from '../contracts/paths.ts'
import { nonceId } from '../web/forgery.ts'
import { once } from '../grievances/nonces.ts'
import { NotFound } from '../platform/errors.ts'
import { formView, parse, type Errors, type FormView, type Typed } from '../platform/forms/index.ts'
import { definePage } from '../platform/views/views.ts'
import { withNumbersWhole } from '../platform/words.ts'
import { languageOptions } from '../web/language-choices.ts'
import { placeForm } from './forms.ts'
import { addHelpPlace, removeHelpPlace } from './help-places.ts'
import { helpPlaces } from './queries.ts'

/** The other places that can help, and a form for one more. */
export interface PlacesView {
  readonly rows: readonly {
    readonly name: string
    readonly route: string
    readonly language: string
    readonly country: string
    readonly contact: string
    readonly checkedOn: string
    readonly remove: string
  }[]
  readonly form: FormView
  readonly action: string
}

export const placesPage = definePage<PlacesView>('stewardship/places', 'stewardship:pages.places.title')
const HERE = paths.desk.steward('places')

/** Where else people can go. */
export function placesRoutes(app: FastifyInstance, context: Context): void {
  app.get('/steward/places', { config: { access: 'steward' } }, async (request, reply) => show(context, request, reply))
  app.post('/steward/places', { config: { access: 'steward' } }, async (request, reply) => {
    const typed = typedOf(request)
    const read = parse(placeForm, typed, { language: languageOptions(context) })
    if (!read.ok) return show(context, request, reply, typed, read.errors)
    await once(context, nonceId(typed.nonce), trx => addHelpPlace(context, trx, accountOf(request).actor, read.answers))
    return reply.redirect(HERE, 303)
  })
  app.post<{ Params: { id: string } }>('/steward/places/:id/remove', { config: { access: 'steward' } }, async (request, reply) => {
    const { id } = request.params
    if (!(await helpPlaces(context.db)).some(place => place.id === id)) throw new NotFound()
    await context.db.transaction().execute(trx => removeHelpPlace(context, trx, accountOf(request).actor, id))
    return reply.redirect(HERE, 303)
  })
}

async function show(
  context: Context,
  request: FastifyRequest,
  reply: FastifyReply,
  typed: Typed = { checkedOn: dayOf(context.clock.now()) },
  errors?: Errors,
): Promise<FastifyReply> {
  const { words } = request
  const places = await helpPlaces(context.db)
  return reply.code(errors === undefined ? 200 : 422).page(placesPage, {
    rows: places.map(place => ({
      name: place.name,
      route: words.t(`reference:externalRoutes.${place.route}.label`),
      language: words.languageName(place.language),
      country: place.country === '' ? words.t('public:help.everywhere') : place.country,
      contact: withNumbersWhole(place.contact),
      checkedOn: place.checked_on,
      remove: `${HERE}/${place.id}/remove`,
    })),
    form: formView(placeForm, words, typed, errors, { language: languageOptions(context) }),
    action: HERE,
  })
}
