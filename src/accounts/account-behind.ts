import type { Context } from '../contracts/context.ts'
import type { Account } from '../contracts/http.ts'
import { keyringWithTeams } from '../grievances/keys.ts'
import type { OpenSession } from '../web/sessions.ts'
import { readProfile } from './queries.ts'

/** The account whose session is open, with its confirmed places and the keys of its teams; null once it is disabled or its epoch moved on. */
export async function accountBehind(context: Context, session: OpenSession): Promise<(Account & { readonly language: string }) | null> {
  const id = session.own.principalId
  const rows = await context.db
    .selectFrom('accounts')
    .innerJoin('principals', 'principals.id', 'accounts.id')
    .leftJoin('memberships', join => join.onRef('memberships.account_id', '=', 'accounts.id').on('memberships.state', '=', 'confirmed'))
    .leftJoin('teams', 'teams.id', 'memberships.team_id')
    .leftJoin('team_grants', join =>
      join
        .onRef('team_grants.team_id', '=', 'memberships.team_id')
        .onRef('team_grants.grantee_id', '=', 'accounts.id')
        .on('team_grants.grantee_gen', '=', session.own.gen),
    )
    .select(['accounts.epoch', 'accounts.steward', 'accounts.profile_sealed', 'principals.status'])
    .select(['memberships.team_id', 'memberships.role', 'teams.kind', 'team_grants.team_gen', 'team_grants.sealed'])
    .where('accounts.id', '=', id)
    .execute()
  const [row] = rows
  if (row === undefined || row.status !== 'active' || row.epoch !== session.epoch) return null
  const places = rows.flatMap(({ team_id, role, kind }) =>
    team_id === null || role === null || kind === null ? [] : [{ teamId: team_id, teamKind: kind, role }],
  )
  const grants = rows.flatMap(({ team_id, team_gen, sealed }) =>
    team_id === null || team_gen === null || sealed === null ? [] : [{ teamId: team_id, teamGen: team_gen, sealed }],
  )
  const memberships = [...new Map(places.map(place => [place.teamId, place])).values()]
  const profile = readProfile(context, id, row.profile_sealed)
  const keyring = keyringWithTeams(session.own, grants)
  return {
    actor: { kind: 'account', id, memberships, steward: row.steward },
    own: session.own,
    keyring,
    sessionId: session.id,
    token: session.token,
    freshUntil: session.freshUntil,
    name: profile.name,
    email: profile.email,
    language: profile.language,
  }
}
