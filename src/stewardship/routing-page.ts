import { paths } from '../contracts/paths.ts'
import type { Reader } from '../contracts/schema.ts'
import { teamOptions } from '../accounts/queries.ts'
import { formView, type Errors, type FormView, type Offered, type Typed } from '../platform/forms/index.ts'
import { definePage } from '../platform/views/views.ts'
import type { Translate } from '../platform/words.ts'
import { routeForm } from './forms.ts'
import { organisationOptions } from './organisations-page.ts'
import { organisationsWithOperations } from './queries.ts'

/** The routing table, most particular lines first, and a form for one more line. */
export interface RoutingView {
  readonly rows: readonly { readonly rank: number; readonly what: string; readonly team: string; readonly remove: string | null }[]
  readonly form: FormView
  readonly action: string
}

export const routingPage = definePage<RoutingView>('stewardship/routing', 'stewardship:pages.routing.title')

/** What the form offers. */
export async function routeOffers(db: Reader): Promise<Offered> {
  const organisations = await organisationsWithOperations(db)
  const operations = organisations.flatMap(({ name, operations }) =>
    operations.map(operation => ({ value: operation.id, label: `${operation.name} · ${name}` })),
  )
  return { operation: operations, organisation: organisationOptions(organisations), team: await teamOptions(db, 'handling') }
}

/** Shows the page. */
export async function routingView(db: Reader, words: Translate, typed: Typed = { rank: '1' }, errors: Errors = {}): Promise<RoutingView> {
  const offers = await routeOffers(db)
  const rules = await db.selectFrom('routing_rules').selectAll().orderBy('rank').execute()
  const labelOf = (name: string, id: string | null): string | undefined => offers[name]?.find(option => option.value === id)?.label
  const rows = rules.map(rule => ({
    id: rule.id,
    rank: rule.rank,
    place: rule.operation_id !== null ? 0 : rule.organisation_id !== null ? 1 : 2,
    what:
      labelOf('operation', rule.operation_id) ?? labelOf('organisation', rule.organisation_id) ?? words.t('stewardship:routing.everything'),
    team: labelOf('team', rule.team_id) ?? '',
  }))
  return {
    rows: rows
      .toSorted((a, b) => a.place - b.place || a.rank - b.rank)
      .map(({ id, place, rank, what, team }) => ({
        rank,
        what,
        team,
        remove: place === 2 ? null : paths.desk.steward(`routing/${id}/remove`),
      })),
    form: formView(routeForm, words, typed, errors, offers),
    action: paths.desk.steward('routing'),
  }
}
