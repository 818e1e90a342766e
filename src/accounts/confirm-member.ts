import { dayOf } from '../domain/calendar.ts'
import type { Actor } from '../domain/actor.ts'
import type { Context } from '../contracts/context.ts'
import type { Writer } from '../contracts/schema.ts'
import { tellAudit } from '../grievances/audit.ts'
import type { Keyring } from '../grievances/keyring.ts'
import { grantTeamKey, sealingTarget } from '../grievances/principals.ts'
import { NotFound, Refused } from '../platform/errors.ts'

/** Whoever holds a team's keys and lets others in. */
export interface Confirming {
  readonly actor: Extract<Actor, { kind: 'account' }>
  readonly keyring: Keyring
}

/**
 * Confirms somebody who waits: seals every generation of the team's key that the lead holds to them, and makes them a steward where they
 * were invited as one.
 */
export async function confirmMember(
  context: Context,
  trx: Writer,
  by: Confirming,
  place: { teamId: string; accountId: string },
): Promise<void> {
  const confirmed = await trx
    .updateTable('memberships')
    .set({ state: 'confirmed', confirmed_by: by.actor.id, since: dayOf(context.clock.now()) })
    .where('team_id', '=', place.teamId)
    .where('account_id', '=', place.accountId)
    .where('state', '=', 'accepted')
    .returning('steward')
    .executeTakeFirst()
  if (confirmed === undefined) throw new NotFound()
  const keys = [...by.keyring.values()].filter(key => key.principalId === place.teamId)
  if (keys.length === 0) throw new Refused('not_yours')
  const target = await sealingTarget(trx, context.keys, place.accountId)
  for (const key of keys) await grantTeamKey(trx, key, target)
  const { steward } = confirmed
  if (steward) await makeSteward(trx, place.accountId)
  await tellAudit(trx, context, by.actor, 'member.confirmed', place.accountId, { teamId: place.teamId, steward })
}

/** Makes somebody a steward. */
export async function makeSteward(trx: Writer, accountId: string): Promise<void> {
  await trx.updateTable('accounts').set({ steward: true }).where('id', '=', accountId).execute()
}
