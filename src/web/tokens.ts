import { speaksForPeople } from '../domain/actor.ts'
import { dayOf } from '../domain/calendar.ts'
import type { Context } from '../contracts/context.ts'
import type { Partner } from '../contracts/http.ts'
import type { Reader, Writer } from '../contracts/schema.ts'
import { heldFrom, keyringWithTeams } from '../grievances/keyring.ts'
import { unlockAad } from '../grievances/receipts.ts'
import { deriveKey, digest, openBytes, openText, tokenBytes, unlessDamaged } from '../platform/sealing/index.ts'

const TOKEN = /^gp_([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})_([A-Za-z0-9_-]{43})$/

/**
 * The field tool that comes with this token; null where it was never made, has ended or expired, or where whoever made it no longer
 * speaks for people in that organisation alone: told apart by nobody.
 */
export async function openToken(context: Context, text: string): Promise<Partner | null> {
  const [, a, b, c, d, e, secret = ''] = TOKEN.exec(text) ?? []
  if (tokenBytes(secret) === null) return null
  const rows = await rowsBehind(context, locatorOf([a, b, c, d, e].join('-'), secret))
  const [row] = rows
  if (row === undefined) return null
  const actor = { kind: 'account', id: row.made_by, memberships: placesIn(rows), steward: row.steward } as const
  const memberships = actor.memberships.filter(place => place.teamId === row.team_id)
  if (!speaksForPeople(actor) || memberships.length === 0) return null
  const key = keyOf(context, secret)
  const whose = { principalId: row.id, gen: row.gen }
  const own = heldFrom(openBytes(key, row.wrapped_key, unlockAad(whose, 'token')), row.id, row.gen)
  const grants = await context.db
    .selectFrom('team_grants')
    .select(['team_id as teamId', 'team_gen as teamGen', 'sealed'])
    .where('grantee_id', '=', row.id)
    .execute()
  return {
    actor: { ...actor, memberships },
    keyring: keyringWithTeams(own, grants),
    tokenId: row.id,
    name: readTokenName(context, row),
    team: { id: row.team_id, name: row.team },
    answerKey: deriveKey(key, 'kept-answer/v1'),
  }
}

type Row = Awaited<ReturnType<typeof rowsBehind>>[number]

/** One row for each confirmed place of whoever made the token. */
function rowsBehind(context: Context, locator: Buffer) {
  return context.db
    .selectFrom('unlocks')
    .innerJoin('tokens', 'tokens.id', 'unlocks.principal_id')
    .innerJoin('teams as team', 'team.id', 'tokens.team_id')
    .innerJoin('accounts', 'accounts.id', 'tokens.made_by')
    .innerJoin('principals', 'principals.id', 'accounts.id')
    .innerJoin('memberships', join => join.onRef('memberships.account_id', '=', 'accounts.id').on('memberships.state', '=', 'confirmed'))
    .innerJoin('teams as place', 'place.id', 'memberships.team_id')
    .select(['tokens.id', 'tokens.team_id', 'tokens.made_by', 'tokens.name_sealed', 'unlocks.gen', 'unlocks.wrapped_key'])
    .select(['team.name as team', 'accounts.steward', 'memberships.team_id as place_id', 'place.kind as place_kind'])
    .where('unlocks.locator', '=', locator)
    .where('unlocks.method', '=', 'token')
    .where('principals.status', '=', 'active')
    .where('tokens.ends_on', '>=', dayOf(context.clock.now()))
    .execute()
}

/** A token does what any member does, and nothing that only a lead may. */
function placesIn(rows: readonly Row[]) {
  return rows.map(row => ({ teamId: row.place_id, teamKind: row.place_kind, role: 'handler' as const }))
}

/** What a token is called. */
export function readTokenName(context: Context, row: { id: string; name_sealed: Uint8Array }): string {
  return unlessDamaged(() => openText(context.keys.account, row.name_sealed, ['token', row.id])) ?? ''
}

/** Ends a token of this organisation on every instance at once; whether there was one. */
export async function endToken(trx: Writer, id: string, teamIds: readonly string[]): Promise<boolean> {
  const row = await trx.selectFrom('tokens').select('id').where('id', '=', id).where('team_id', 'in', teamIds).executeTakeFirst()
  if (row !== undefined) await forget(trx, [row.id])
  return row !== undefined
}

/** Ends every token that somebody made, or those of one organisation alone. */
export async function endTokensOf(trx: Writer, accountId: string, teamId?: string): Promise<void> {
  const rows = await trx
    .selectFrom('tokens')
    .select('id')
    .where('made_by', '=', accountId)
    .$if(teamId !== undefined, query => query.where('team_id', '=', teamId ?? ''))
    .execute()
  await forget(
    trx,
    rows.map(row => row.id),
  )
}

/** Forgets tokens whose last day has passed; they open nothing from that moment on, whenever this runs. */
export async function endPastTokens(context: Context): Promise<void> {
  await context.db.transaction().execute(async trx => {
    const rows = await trx.selectFrom('tokens').select('id').where('ends_on', '<', dayOf(context.clock.now())).execute()
    await forget(
      trx,
      rows.map(row => row.id),
    )
  })
}

/** The tokens of an organisation, which hold its keys as its members do. */
export async function tokensOf(db: Reader, teamId: string): Promise<string[]> {
  return (await db.selectFrom('tokens').select('id').where('team_id', '=', teamId).execute()).map(row => row.id)
}

/** With the principal go its key, what opens it, and the organisation's keys that were sealed to it. */
async function forget(trx: Writer, ids: readonly string[]): Promise<void> {
  if (ids.length > 0) await trx.deleteFrom('principals').where('id', 'in', ids).where('kind', '=', 'token').execute()
}

/** What the database may hold of a token's secret: its hash, by which it is found. */
export function locatorOf(id: string, secret: string): Buffer {
  return digest('token/v1', `${id} ${secret}`)
}

/** The key that only the secret makes. */
export function keyOf(context: Context, secret: string): Buffer {
  return deriveKey(Buffer.from(secret), 'token/v1', context.keys.account)
}
