import { dayOf } from '../domain/calendar.ts'
import type { Context } from '../contracts/context.ts'
import type { Writer } from '../contracts/schema.ts'
import { addKey, grantTeamKey, sealingTarget } from '../grievances/principals.ts'
import { tokensOf } from '../web/tokens.ts'
import { recoveryIdOf } from './teams.ts'

/** Gives a team its next key, sealed to its confirmed members, to its tokens and to the recovery key; nothing new is sealed to the one before. */
export async function rotateTeamKey(context: Context, trx: Writer, teamId: string): Promise<number> {
  const { gen } = await sealingTarget(trx, context.keys, teamId)
  await trx
    .updateTable('principal_keys')
    .set({ retired_on: dayOf(context.clock.now()) })
    .where('principal_id', '=', teamId)
    .where('retired_on', 'is', null)
    .execute()
  const key = await addKey(trx, context.keys, { id: teamId, kind: 'team', gen: gen + 1 })
  const members = await trx
    .selectFrom('memberships')
    .select('account_id')
    .where('team_id', '=', teamId)
    .where('state', '=', 'confirmed')
    .execute()
  const tokens = await tokensOf(trx, teamId)
  for (const holder of [...members.map(member => member.account_id), ...tokens, await recoveryIdOf(trx)])
    await grantTeamKey(trx, key, await sealingTarget(trx, context.keys, holder))
  return key.gen
}
