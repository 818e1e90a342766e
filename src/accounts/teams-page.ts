import { TEAM_KINDS } from '../domain/actor.ts'
import { paths } from '../contracts/paths.ts'
import type { Reader } from '../contracts/schema.ts'
import { choice, defineForm, formView, given, line, type Errors, type FormView, type Option, type Typed } from '../platform/forms/index.ts'
import { definePage } from '../platform/views/views.ts'
import type { Translate } from '../platform/words.ts'

/** A new team and who leads it. */
export const newTeamForm = defineForm('accounts:newTeam', { name: line({ max: 80 }), kind: choice(TEAM_KINDS), lead: given() })

/** The teams, and the form for one more. */
export interface TeamsView {
  readonly rows: readonly { readonly name: string; readonly kind: string; readonly confirmed: number; readonly waiting: number }[]
  readonly form: FormView
  readonly action: string
  readonly people: string
}

export const teamsPage = definePage<TeamsView>('accounts/teams', 'accounts:teams.title')

/** Shows the page. */
export async function teamsView(
  db: Reader,
  words: Translate,
  leads: readonly Option[],
  typed?: Typed,
  errors?: Errors,
): Promise<TeamsView> {
  const teams = await db.selectFrom('teams').select(['id', 'name', 'kind']).execute()
  const places = await db.selectFrom('memberships').select(['team_id', 'state']).execute()
  const count = (id: string, state: string): number => places.filter(place => place.team_id === id && place.state === state).length
  return {
    rows: teams
      .map(({ id, name, kind }) => ({
        name,
        kind: words.t(`accounts:newTeam.kind.options.${kind}`),
        confirmed: count(id, 'confirmed'),
        waiting: count(id, 'accepted'),
      }))
      .toSorted((a, b) => a.name.localeCompare(b.name)),
    form: formView(newTeamForm, words, typed, errors, { lead: leads }),
    action: paths.desk.steward('teams'),
    people: paths.desk.steward('people'),
  }
}
