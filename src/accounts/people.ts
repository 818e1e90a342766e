import { dayOf } from '../domain/calendar.ts'
import { placeIn, type Actor, type TeamRole } from '../domain/actor.ts'
import type { Context } from '../contracts/context.ts'
import type { Reader } from '../contracts/schema.ts'
import { isId } from '../platform/ids.ts'
import { openText } from '../platform/sealing/index.ts'
import { readProfile } from './queries.ts'

/** Somebody's place in a team, as a lead or a steward sees it. */
export interface Place {
  readonly accountId: string
  readonly teamId: string
  readonly team: string
  readonly name: string
  readonly email: string
  readonly role: TeamRole
  /** Whether they look after the mechanism too, or will once the place is confirmed. */
  readonly steward: boolean
  /** Whether it is this place that makes them a steward once it is confirmed. */
  readonly makesSteward: boolean
  readonly state: 'accepted' | 'confirmed'
  readonly since: string
}

type Member = Extract<Actor, { kind: 'account' }>

/** Whether this account leads the team. */
export function leadsTeam(actor: Member, teamId: string): boolean {
  return placeIn(actor, teamId)?.role === 'lead'
}

/** Whether this account sees who is in which team: a steward all of them, a lead their own. */
export function seesPeople(actor: Member): boolean {
  return actor.steward || actor.memberships.some(membership => membership.role === 'lead')
}

/** The places that this account may see, by team and name. */
export async function placesSeenBy(context: Context, db: Reader, actor: Member): Promise<Place[]> {
  const rows = await db
    .selectFrom('memberships')
    .innerJoin('teams', 'teams.id', 'memberships.team_id')
    .innerJoin('accounts', 'accounts.id', 'memberships.account_id')
    .select(['memberships.team_id', 'memberships.account_id', 'memberships.role', 'memberships.state', 'memberships.since'])
    .select(['teams.name as team', 'accounts.profile_sealed', 'accounts.steward', 'memberships.steward as invited_as_steward'])
    .where('memberships.state', '<>', 'removed')
    .execute()
  return rows
    .filter(row => actor.steward || leadsTeam(actor, row.team_id))
    .flatMap(row => {
      if (row.state === 'removed') return []
      const { name, email } = readProfile(context, row.account_id, row.profile_sealed)
      const { team_id: teamId, account_id: accountId, team, role, state, since } = row
      const makesSteward = !row.steward && state === 'accepted' && row.invited_as_steward
      return [{ accountId, teamId, team, name, email, role, steward: row.steward || makesSteward, makesSteward, state, since }]
    })
    .toSorted((a, b) => a.team.localeCompare(b.team) || a.name.localeCompare(b.name))
}

/** Whether a place that this account may see was taken away. */
export async function wasRemoved(
  db: Reader,
  actor: Member,
  { accountId, teamId }: { accountId: string; teamId: unknown },
): Promise<boolean> {
  if (!isId(accountId) || !isId(teamId) || !(actor.steward || leadsTeam(actor, teamId))) return false
  const place = await db
    .selectFrom('memberships')
    .select('state')
    .where('account_id', '=', accountId)
    .where('team_id', '=', teamId)
    .where('state', '=', 'removed')
    .executeTakeFirst()
  return place !== undefined
}

/** Whether somebody is the only confirmed lead of their team. */
export function isOnlyLead(place: Place, places: readonly Place[]): boolean {
  const leads = places.filter(one => one.teamId === place.teamId && one.role === 'lead' && one.state === 'confirmed')
  return leads.length === 1 && leads[0]?.accountId === place.accountId
}

/** An invitation that nobody has accepted yet. */
export interface Open {
  readonly id: Buffer
  readonly email: string
  readonly teamId: string
  readonly team: string
  readonly role: TeamRole
  readonly steward: boolean
  readonly expiresOn: string
}

/** Invitations to these teams that nobody has accepted yet, by the day until which they count. */
export async function openInvitations(context: Context, db: Reader, teamIds: readonly string[]): Promise<Open[]> {
  const rows = await db
    .selectFrom('invitations')
    .innerJoin('teams', 'teams.id', 'invitations.team_id')
    .select([
      'invitations.id',
      'invitations.email_sealed',
      'invitations.role',
      'invitations.steward',
      'invitations.expires_on',
      'teams.id as teamId',
      'teams.name',
    ])
    .where(eb => eb('teams.id', '=', eb.fn.any(eb.val(teamIds))))
    .where('used_on', 'is', null)
    .where('expires_on', '>=', dayOf(context.clock.now()))
    .orderBy('expires_on')
    .execute()
  return rows.map(({ id, email_sealed: sealed, role, steward, expires_on: expiresOn, teamId, name: team }) => {
    const email = openText(context.keys.account, sealed, ['invitation', Buffer.from(id).toString('hex')])
    return { id, email, teamId, team, role, steward, expiresOn }
  })
}

/** Everybody who is confirmed in a team or is a steward, by name. */
export async function accountOptions(context: Context, db: Reader): Promise<{ value: string; label: string }[]> {
  const rows = await db
    .selectFrom('accounts')
    .innerJoin('principals', 'principals.id', 'accounts.id')
    .select(['accounts.id', 'accounts.profile_sealed'])
    .where('principals.status', '=', 'active')
    .where(eb =>
      eb.or([
        eb('accounts.steward', '=', true),
        eb.exists(
          eb
            .selectFrom('memberships')
            .select('memberships.team_id')
            .whereRef('memberships.account_id', '=', 'accounts.id')
            .where('memberships.state', '=', 'confirmed'),
        ),
      ]),
    )
    .execute()
  return rows
    .map(row => {
      const { name, email } = readProfile(context, row.id, row.profile_sealed)
      return { value: row.id, label: `${name} (${email})` }
    })
    .toSorted((a, b) => a.label.localeCompare(b.label))
}
