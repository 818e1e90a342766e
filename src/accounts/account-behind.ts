import type { Context } from '../contracts/context.ts'
import type { Account } from '../contracts/http.ts'
import { keyringWithTeams } from '../grievances/keys.ts'
import type { OpenSession } from '../web/sessions.ts'
import { readProfile } from './queries.ts'

/** The account whose session is open, with its confirmed places and the keys of its teams; null once it is disabled or its epoch moved on. */
export async function accountBehind(context: Context, session: OpenSession): Promise<(Account & { readonly language: string }) | null> {
  const id = session.own.principalId
  const row = await context.db
    .selectFrom('accounts')
    .innerJoin('principals', 'principals.id', 'accounts.id')
    .select(['accounts.epoch', 'accounts.steward', 'accounts.profile_sealed', 'principals.status'])
    .where('accounts.id', '=', id)
    .executeTakeFirst()
  if (row === undefined || row.status !== 'active' || row.epoch !== session.epoch) return null
  const places = await context.db
    .selectFrom('memberships')
    .innerJoin('teams', 'teams.id', 'memberships.team_id')
    .select(['memberships.team_id', 'memberships.role', 'teams.kind'])
    .where('memberships.account_id', '=', id)
    .where('memberships.state', '=', 'confirmed')
    .execute()
  const memberships = places.map(place => ({ teamId: place.team_id, teamKind: place.kind, role: place.role }))
  const profile = readProfile(context, id, row.profile_sealed)
  const keyring = await keyringWithTeams(
    context.db,
    session.own,
    memberships.map(membership => membership.teamId),
  )
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
