import { addDays, dayOf } from '../domain/calendar.ts'
import type { TeamKind, TeamRole } from '../domain/actor.ts'
import { addRows } from '../contracts/add-rows.ts'
import type { Context } from '../contracts/context.ts'
import type { Writer } from '../contracts/schema.ts'
import { grantTeamKey, newPrincipal, sealingTarget, type HeldKey } from '../grievances/principals.ts'
import { newId } from '../platform/ids.ts'
import { sameName } from '../platform/names.ts'
import { Broken } from '../platform/errors.ts'

const INVITATION_DAYS = 7

/** Makes a team with a key of its own, sealed to its lead and to the mechanism's recovery key. */
export async function makeTeam(
  context: Context,
  trx: Writer,
  team: { name: string; kind: TeamKind; leadId: string; madeBy: string },
): Promise<HeldKey> {
  const key = await newPrincipal(trx, context.keys, 'team', newId())
  await addRows(trx, 'teams', { id: key.principalId, kind: team.kind, name: team.name })
  await addRows(trx, 'memberships', {
    team_id: key.principalId,
    account_id: team.leadId,
    role: 'lead',
    state: 'confirmed',
    confirmed_by: team.madeBy,
    since: dayOf(context.clock.now()),
  })
  for (const holder of [team.leadId, await recoveryIdOf(trx)]) await grantTeamKey(trx, key, await sealingTarget(trx, context.keys, holder))
  return key
}

/** Whether a team has this name already; whoever asks holds the list until their transaction ends. */
export async function teamIsNamed(trx: Writer, name: string): Promise<boolean> {
  await trx.selectFrom('mechanism').select('one').forUpdate().execute()
  const teams = await trx.selectFrom('teams').select('name').execute()
  return teams.some(team => sameName(team.name, name))
}

/** A place in a team, and whether whoever gets it becomes a steward with it. */
export interface GivenPlace {
  readonly teamId: string
  readonly accountId: string
  readonly role: TeamRole
  readonly steward: boolean
}

/** Gives somebody a place in a team that opens nothing until a lead confirms it; a place taken away before is given anew. */
export async function givePlace(context: Context, trx: Writer, { teamId, accountId, role, steward }: GivenPlace): Promise<void> {
  const given = { role, steward, state: 'accepted', confirmed_by: null, since: dayOf(context.clock.now()) } as const
  await trx
    .insertInto('memberships')
    .values({ team_id: teamId, account_id: accountId, ...given })
    .onConflict(conflict => conflict.columns(['team_id', 'account_id']).doUpdateSet(given).where('memberships.state', '=', 'removed'))
    .execute()
}

/** Whether somebody has a place in a team, confirmed or not. */
export async function hasPlace(trx: Writer, { teamId, accountId }: { teamId: string; accountId: string }): Promise<boolean> {
  const place = await trx
    .selectFrom('memberships')
    .select('account_id')
    .where('team_id', '=', teamId)
    .where('account_id', '=', accountId)
    .where('state', '<>', 'removed')
    .executeTakeFirst()
  return place !== undefined
}

/** The principal whose key the recovery sheet opens. */
export async function recoveryIdOf(trx: Writer): Promise<string> {
  const row = await trx.selectFrom('mechanism').select('recovery_id').executeTakeFirst()
  if (row?.recovery_id == null) throw new Broken('this mechanism has no recovery key')
  return row.recovery_id
}

/** The day after which an invitation is worth nothing. */
export function invitationEnds(context: Context): string {
  return addDays(dayOf(context.clock.now()), INVITATION_DAYS)
}
