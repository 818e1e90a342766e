import type { Context } from '../contracts/context.ts'
import { TEAM_ROLES } from '../domain/actor.ts'
import type { Account } from '../contracts/http.ts'
import { paths } from '../contracts/paths.ts'
import {
  choice,
  consent,
  defineForm,
  email,
  formView,
  given,
  type Errors,
  type FormView,
  type Option,
  type Typed,
} from '../platform/forms/index.ts'
import { definePage } from '../platform/views/views.ts'
import type { Translate } from '../platform/words.ts'
import { languageOptions } from '../web/language-choices.ts'
import { isOnlyLead, leadsTeam, openInvitations, placesSeenBy, type Place } from './people.ts'

const whom = { email: email(), language: given(), team: given(), role: choice(TEAM_ROLES) }
const byLead = defineForm('accounts:invite', whom)
const bySteward = defineForm('accounts:invite', { ...whom, steward: consent() })

/** Whom somebody invites: only a steward makes another steward. */
export function inviteForm({ actor }: Pick<Account, 'actor'>): typeof bySteward | typeof byLead {
  return actor.steward ? bySteward : byLead
}

/** Who is in which team, who waits, and who is invited. */
export interface PeopleView {
  readonly link: string | null
  readonly waits: boolean
  readonly rows: readonly PlaceView[]
  readonly invited: readonly InvitedView[]
  readonly form: FormView | null
  readonly action: string
}

interface InvitedView {
  readonly email: string
  readonly team: string
  readonly role: string
  readonly expiresOn: string
  readonly withdraw: string
}

interface PlaceView {
  readonly name: string
  readonly email: string
  readonly team: string
  readonly role: string
  readonly waits: boolean
  readonly since: string
  readonly confirm: string | null
  readonly remove: string | null
}

export const peoplePage = definePage<PeopleView>('accounts/people', 'accounts:people.title')

/** What a page shows besides the list: a link that was just made, or what was typed and what is wrong with it. */
export interface PeopleState {
  readonly link?: string | null
  readonly waits?: boolean
  readonly typed?: Typed
  readonly errors?: Errors
}

/** Shows the page; the form for inviting is for whoever may invite to one of these teams. */
export async function peopleView(
  context: Context,
  words: Translate,
  account: Account,
  teams: readonly Option[],
  state: PeopleState = {},
): Promise<PeopleView> {
  const { actor } = account
  const places = await placesSeenBy(context, context.db, actor)
  const teamIds = teams.map(team => team.value)
  const invited = await openInvitations(context, context.db, teamIds)
  return {
    link: state.link ?? null,
    waits: state.waits ?? false,
    rows: places.map(place => ({
      ...shown(words, place),
      confirm: place.state === 'accepted' && leadsTeam(actor, place.teamId) ? pathOf(place, 'confirm') : null,
      remove: isOnlyLead(place, places) ? null : pathOf(place, 'remove'),
    })),
    invited: invited.map(({ id, email, team, expiresOn, ...duties }) => ({
      ...{ email, team, expiresOn },
      role: dutiesOf(words, duties),
      withdraw: `${paths.desk.steward('people')}/invited/${Buffer.from(id).toString('hex')}/withdraw`,
    })),
    form:
      teams.length === 0
        ? null
        : formView(inviteForm(account), words, state.typed, state.errors, { team: teams, language: languageOptions(context) }),
    action: paths.desk.steward('people'),
  }
}

function shown(words: Translate, place: Place) {
  const { name, email, team, since } = place
  return { name, email, team, since, role: dutiesOf(words, place), waits: place.state === 'accepted' }
}

/** What somebody does in a team and, as a steward, beside it. */
function dutiesOf(words: Translate, { role, steward }: Pick<Place, 'role' | 'steward'>): string {
  const duties = [role, ...(steward ? (['steward'] as const) : [])]
  return words.list(duties.map(duty => words.t(`accounts:roles.${duty}`)))
}

function pathOf(place: Place, what: 'confirm' | 'remove'): string {
  return paths.desk.steward(`people/${place.accountId}/${place.teamId}/${what}`)
}
