import { dayOf } from '../domain/calendar.ts'
import type { Context } from '../contracts/context.ts'
import type { Writer } from '../contracts/schema.ts'
import { tellAudit } from '../grievances/audit.ts'
import { heldFrom } from '../grievances/keyring.ts'
import { grantTeamKey, sealingTarget, type HeldKey } from '../grievances/principals.ts'
import { openWith } from '../platform/sealing/index.ts'
import { emailIndex } from './email-index.ts'
import { recoveryIdOf } from './teams.ts'
import { openByRecoveryCode } from './unlocks.ts'

/** What a recovery did, or why nothing was done. */
export type Recovered = 'done' | 'no_team' | 'no_account' | 'wrong_code'

/** Opens a team again with the recovery sheet: seals every generation of its key to one named account, which then leads it. */
export async function recoverTeam(context: Context, asked: { team: string; to: string; sheetCode: string }): Promise<Recovered> {
  return context.db.transaction().execute(async trx => {
    const team = await trx.selectFrom('teams').select('id').where('name', '=', asked.team).executeTakeFirst()
    if (team === undefined) return 'no_team'
    const account = await accountOf(context, trx, asked.to)
    if (account === undefined) return 'no_account'
    const recovery = await openByRecoveryCode(trx, asked.sheetCode)
    if (recovery === null || recovery.principalId !== (await recoveryIdOf(trx))) return 'wrong_code'
    await grantEvery(context, trx, { recovery, teamId: team.id, accountId: account.id })
    await lead(context, trx, { teamId: team.id, accountId: account.id, by: recovery.principalId })
    await tellAudit(trx, context, { kind: 'system' }, 'team.recovered', team.id, { accountId: account.id })
    return 'done'
  })
}

function accountOf(context: Context, trx: Writer, email: string): Promise<{ id: string } | undefined> {
  return trx
    .selectFrom('accounts')
    .innerJoin('principals', 'principals.id', 'accounts.id')
    .select('accounts.id')
    .where('accounts.email_index', '=', emailIndex(context, email))
    .where('principals.status', '=', 'active')
    .executeTakeFirst()
}

async function grantEvery(context: Context, trx: Writer, to: { recovery: HeldKey; teamId: string; accountId: string }): Promise<void> {
  const target = await sealingTarget(trx, context.keys, to.accountId)
  const grants = await trx
    .selectFrom('team_grants')
    .select(['team_gen', 'sealed'])
    .where('team_id', '=', to.teamId)
    .where('grantee_id', '=', to.recovery.principalId)
    .execute()
  for (const grant of grants) await grantTeamKey(trx, heldFrom(openWith(to.recovery, grant.sealed), to.teamId, grant.team_gen), target)
}

async function lead(context: Context, trx: Writer, place: { teamId: string; accountId: string; by: string }): Promise<void> {
  const settled = { role: 'lead', state: 'confirmed', confirmed_by: place.by, since: dayOf(context.clock.now()) } as const
  await trx
    .insertInto('memberships')
    .values({ team_id: place.teamId, account_id: place.accountId, ...settled })
    .onConflict(conflict => conflict.columns(['team_id', 'account_id']).doUpdateSet(settled))
    .execute()
}
