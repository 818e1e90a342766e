import type { Context } from '../contracts/context.ts'
import type { Reader } from '../contracts/schema.ts'
import type { TeamKind } from '../domain/actor.ts'
import { openJson } from '../platform/sealing/index.ts'

/** What an account says of itself, sealed under the application's key. */
export interface Profile {
  readonly email: string
  readonly name: string
  readonly language: string
}

/** Opens a profile. */
export function readProfile(context: Context, id: string, sealed: Uint8Array): Profile {
  return openJson<Profile>(context.keys.account, sealed, ['account', id])
}

/** What a team is called. */
export async function teamName(db: Reader, id: string): Promise<string> {
  const row = await db.selectFrom('teams').select('name').where('id', '=', id).executeTakeFirst()
  return row?.name ?? ''
}

/** The teams, or those of one kind alone, by name, as options. */
export async function teamOptions(db: Reader, kind?: TeamKind): Promise<{ value: string; label: string }[]> {
  const rows = await db
    .selectFrom('teams')
    .select(['id', 'name'])
    .$if(kind !== undefined, query => query.where('kind', '=', kind ?? 'handling'))
    .execute()
  return rows.map(({ id, name }) => ({ value: id, label: name })).toSorted((a, b) => a.label.localeCompare(b.label))
}

/** Where somebody has a place, and whether it still waits for a lead. */
export async function placesOf(db: Reader, accountId: string): Promise<{ team: string; role: 'lead' | 'handler'; waits: boolean }[]> {
  const rows = await db
    .selectFrom('memberships')
    .innerJoin('teams', 'teams.id', 'memberships.team_id')
    .select(['teams.name', 'memberships.role', 'memberships.state'])
    .where('memberships.account_id', '=', accountId)
    .where('memberships.state', '<>', 'removed')
    .execute()
  return rows.map(row => ({ team: row.name, role: row.role, waits: row.state === 'accepted' }))
}
