import { paths } from '../contracts/paths.ts'
import { formView, type Errors, type FormView, type Option, type Typed } from '../platform/forms/index.ts'
import { definePage } from '../platform/views/views.ts'
import type { Translate } from '../platform/words.ts'
import { operationForm, organisationForm, renameForm } from './forms.ts'
import type { Organisation } from './queries.ts'

/** The organisations and their operations, with a form for one more of each. */
export interface OrganisationsView {
  readonly rows: readonly (Named & { readonly operations: readonly Named[] })[]
  readonly organisation: FormView
  readonly operation: FormView
  readonly actions: Readonly<Record<'organisation' | 'operation', string>>
}

interface Named {
  readonly name: string
  readonly href: string
}

/** What was typed into which of the two forms. */
export interface OrganisationsState {
  readonly part?: 'organisation' | 'operation'
  readonly typed?: Typed
  readonly errors?: Errors
}

export const organisationsPage = definePage<OrganisationsView>('stewardship/organisations', 'stewardship:pages.organisations.title')

/** Shows the page. */
export function organisationsView(
  words: Translate,
  organisations: readonly Organisation[],
  state: OrganisationsState = {},
): OrganisationsView {
  const named = ({ id, name }: { id: string; name: string }): Named => ({ name, href: paths.desk.steward(`organisations/${id}`) })
  const own = (part: OrganisationsState['part']): [Typed, Errors] =>
    state.part === part ? [state.typed ?? {}, state.errors ?? {}] : [{}, {}]
  return {
    rows: organisations.map(organisation => ({ ...named(organisation), operations: organisation.operations.map(named) })),
    organisation: formView(organisationForm, words, ...own('organisation')),
    operation: formView(operationForm, words, ...own('operation'), { organisation: organisationOptions(organisations) }),
    actions: { organisation: paths.desk.steward('organisations'), operation: paths.desk.steward('organisations/operations') },
  }
}

/** The organisations as options. */
export function organisationOptions(organisations: readonly Organisation[]): Option[] {
  return organisations.map(({ id, name }) => ({ value: id, label: name }))
}

/** A page for another name. */
export interface RenameView {
  readonly name: string
  readonly form: FormView
  readonly action: string
  readonly back: string
}

export const renamePage = definePage<RenameView>('stewardship/rename', 'stewardship:pages.organisations.title')

/** Shows the page. */
export function renameView(
  words: Translate,
  { id, name }: { id: string; name: string },
  typed: Typed = { name },
  errors: Errors = {},
): RenameView {
  const back = paths.desk.steward('organisations')
  return { name, form: formView(renameForm, words, typed, errors), action: `${back}/${id}`, back }
}
