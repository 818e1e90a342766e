import type { Context } from '../contracts/context.ts'
import type { Account, Mechanism } from '../contracts/http.ts'
import type { Reader } from '../contracts/schema.ts'
import { keyringWithTeams } from '../grievances/keyring.ts'
import { question } from '../platform/database/question.ts'
import { arriving, type Arriving } from '../web/arrival.ts'
import { mechanismFrom } from '../web/mechanism.ts'
import { openSession, sessionId, type OpenSession } from '../web/sessions.ts'
import { readProfile } from './queries.ts'

/** Who comes to the desk: the mechanism, and the session of the cookie with the account behind it, each null where there is none. */
export interface Arrived {
  readonly mechanism: Mechanism
  readonly session: OpenSession | null
  readonly account: (Account & { readonly language: string }) | null
}

/** Asks once for all that a request at the desk begins with. */
export async function arriveAtDesk(context: Context, token: string | undefined): Promise<Arrived> {
  const rows = await rowsOf(context, token)
  const [row] = rows
  const session = await openSession(context, 'desk', token, row)
  return { mechanism: mechanismFrom(context, row), session, account: session === null ? null : accountBehind(context, session, rows) }
}

type Row = Awaited<ReturnType<typeof rowsOf>>[number]

/** One row for each key of a team that is sealed to the account; at least one. */
async function rowsOf(context: Context, token: string | undefined) {
  const rows = await whoComes(context.db, { session: sessionId(token) })
  return rows as [(typeof rows)[number], ...typeof rows] // the question begins with one row that is always there
}

const whoComes = question((db: Reader, values: Arriving) =>
  arriving(db, 'desk', values)
    .leftJoin('accounts', 'accounts.id', 'sessions.principal_id')
    .leftJoin('principals', 'principals.id', 'accounts.id')
    .leftJoin('memberships', join => join.onRef('memberships.account_id', '=', 'accounts.id').on('memberships.state', '=', 'confirmed'))
    .leftJoin('teams', 'teams.id', 'memberships.team_id')
    .leftJoin('team_grants', join =>
      join
        .onRef('team_grants.team_id', '=', 'memberships.team_id')
        .onRef('team_grants.grantee_id', '=', 'accounts.id')
        .onRef('team_grants.grantee_gen', '=', 'sessions.gen'),
    )
    .select(['accounts.epoch as account_epoch', 'accounts.steward', 'accounts.profile_sealed', 'principals.status'])
    .select(['memberships.team_id', 'memberships.role', 'teams.kind', 'team_grants.team_gen', 'team_grants.sealed']),
)

/** The account whose session is open, with its confirmed places and the keys of its teams; null once it is disabled or its epoch moved on. */
function accountBehind(context: Context, session: OpenSession, rows: readonly [Row, ...Row[]]): Arrived['account'] {
  const [{ account_epoch, status, steward, profile_sealed }] = rows
  if (status !== 'active' || account_epoch !== session.epoch || profile_sealed === null) return null
  const id = session.own.principalId
  const places = rows.flatMap(({ team_id, role, kind }) =>
    team_id === null || role === null || kind === null ? [] : [{ teamId: team_id, teamKind: kind, role }],
  )
  const grants = rows.flatMap(({ team_id, team_gen, sealed }) =>
    team_id === null || team_gen === null || sealed === null ? [] : [{ teamId: team_id, teamGen: team_gen, sealed }],
  )
  const memberships = [...new Map(places.map(place => [place.teamId, place])).values()]
  const profile = readProfile(context, id, profile_sealed)
  return {
    actor: { kind: 'account', id, memberships, steward: steward === true },
    own: session.own,
    keyring: keyringWithTeams(session.own, grants),
    sessionId: session.id,
    token: session.token,
    freshUntil: session.freshUntil,
    name: profile.name,
    email: profile.email,
    language: profile.language,
  }
}
