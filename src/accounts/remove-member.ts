import type { Actor } from '../domain/actor.ts'
import type { Context } from '../contracts/context.ts'
import type { Writer } from '../contracts/schema.ts'
import { tellAudit } from '../grievances/audit.ts'
import { endHelpOf, giveBack } from '../grievances/give-back.ts'
import { NotFound, Refused } from '../platform/errors.ts'
import { mac } from '../platform/sealing/index.ts'
import { endTokensOf } from '../web/tokens.ts'
import { endEverySession } from './renew.ts'
import { rotateTeamKey } from './rotate-team-key.ts'

/**
 * Takes a place away: their sessions, where the place was confirmed, and the tokens they made for the team end on every instance, the
 * team's keys are no longer sealed to them, the team gets a new key, what they held there has nobody and their duty ends. Somebody without any place left has no account either, so that they can be invited anew, and helps nobody any more. A team keeps a lead.
 */
export async function removeMember(
  context: Context,
  trx: Writer,
  actor: Actor,
  { teamId, accountId }: { teamId: string; accountId: string },
): Promise<void> {
  const places = await trx
    .selectFrom('memberships')
    .select(['account_id', 'role', 'state'])
    .where('team_id', '=', teamId)
    .where('state', '<>', 'removed')
    .forUpdate()
    .execute()
  const place = places.find(one => one.account_id === accountId)
  if (place === undefined) throw new NotFound()
  const leads = places.filter(one => one.role === 'lead' && one.state === 'confirmed')
  if (leads.length === 1 && leads[0] === place) throw new Refused('last_lead')
  await trx.updateTable('memberships').set({ state: 'removed' }).where('team_id', '=', teamId).where('account_id', '=', accountId).execute()
  await trx.deleteFrom('team_grants').where('team_id', '=', teamId).where('grantee_id', '=', accountId).execute()
  await trx.deleteFrom('duty_turns').where('team_id', '=', teamId).where('account_id', '=', accountId).execute()
  await giveBack(context, trx, { teamId, accountId })
  if (place.state === 'confirmed') await endEverySession(trx, accountId)
  await endTokensOf(trx, accountId, teamId)
  const gen = place.state === 'confirmed' ? await rotateTeamKey(context, trx, teamId) : null
  await disableWithoutPlace(context, trx, accountId)
  await tellAudit(trx, context, actor, 'member.removed', accountId, { teamId, gen })
}

/** The address is let go, so that it can be invited anew; the name stays for what they wrote. */
async function disableWithoutPlace(context: Context, trx: Writer, accountId: string): Promise<void> {
  const left = await trx
    .selectFrom('memberships')
    .select('team_id')
    .where('account_id', '=', accountId)
    .where('state', '<>', 'removed')
    .executeTakeFirst()
  const { steward } = await trx.selectFrom('accounts').select('steward').where('id', '=', accountId).executeTakeFirstOrThrow()
  if (left !== undefined || steward) return
  await endHelpOf(context, trx, accountId)
  await trx.updateTable('principals').set({ status: 'disabled' }).where('id', '=', accountId).execute()
  await trx
    .updateTable('accounts')
    .set({ email_index: mac(context.keys.index, 'gone/v1', accountId) })
    .where('id', '=', accountId)
    .execute()
}
