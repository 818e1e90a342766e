import { EXTERNAL_ROUTES } from '../domain/reference/index.ts'
import { withNumbersWhole, type Translate } from '../platform/words.ts'
import type { helpPlaces } from './queries.ts'

/** A kind of place that can help, with those whose particulars were checked. */
export interface Place {
  readonly name: string
  readonly help: string
  readonly first: boolean
  readonly contacts: readonly { readonly where: string; readonly name: string; readonly contact: string; readonly checked: string }[]
}

const FIRST: readonly string[] = ['protection', 'advice']

/** Every kind of place, those whose particulars were checked first; within them protection and advice, then by country. */
export function placesToGo(words: Translate, rows: Awaited<ReturnType<typeof helpPlaces>>): Place[] {
  const kinds = EXTERNAL_ROUTES.map(route => ({
    name: words.t(`reference:externalRoutes.${route.code}.label`),
    help: words.t(`reference:externalRoutes.${route.code}.help`),
    first: FIRST.includes(route.kind),
    contacts: rows
      .filter(row => row.route === route.code)
      .map(row => ({
        where: row.country === '' ? words.t('public:help.everywhere') : row.country,
        name: row.name,
        contact: withNumbersWhole(row.contact),
        checked: words.t('public:help.checked', { day: words.day(row.checked_on) }),
      })),
  }))
  return [...kinds.filter(kind => kind.contacts.length > 0), ...kinds.filter(kind => kind.contacts.length === 0)]
}
