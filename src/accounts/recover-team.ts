import { dayOf } from '../domain/calendar.ts'
import type { Context } from '../contracts/context.ts'
import { paths } from '../contracts/paths.ts'
import type { Writer } from '../contracts/schema.ts'
import { tellAudit } from '../grievances/audit.ts'
import { heldFrom } from '../grievances/keyring.ts'
import { enqueueLetters } from '../grievances/notices.ts'
import { grantTeamKey, sealingTarget, type HeldKey } from '../grievances/principals.ts'
import { Broken } from '../platform/errors.ts'
import { newToken, openWith, type Sealed } from '../platform/sealing/index.ts'
import { makeSteward } from './confirm-member.ts'
import { emailIndex } from './email-index.ts'
import { invite, type Linked } from './invitations.ts'
import { readProfile } from './queries.ts'
import { recoveryIdOf } from './teams.ts'
import { openByRecoveryCode } from './unlocks.ts'

/** What a recovery did, or why nothing was done; a link where the named person is to make an account first. */
export type Recovered = 'done' | 'no_team' | 'wrong_code' | 'gone' | 'others' | Linked

/** Which team opens again, to whom, and whether they look after the mechanism from now on as its steward. */
export interface ToRecover {
  readonly team: string
  readonly to: string
  readonly steward: boolean
  /** Said where several people are in the team, and every one of them is lost. */
  readonly nobodyLeft: boolean
  readonly sheetCode: string
}

/**
 * Opens a team again with the recovery sheet: seals every generation of its key to one named account, which then leads it. Where nobody
 * has that address yet they are invited, as nobody else might be left who could.
 */
export async function recoverTeam(context: Context, asked: ToRecover): Promise<Recovered> {
  return context.db.transaction().execute(async trx => {
    const team = await trx.selectFrom('teams').select('id').where('name', '=', asked.team).executeTakeFirst()
    if (team === undefined) return 'no_team'
    const recovery = await openByRecoveryCode(trx, asked.sheetCode)
    if (recovery === null || recovery.principalId !== (await recoveryIdOf(trx))) return 'wrong_code'
    const account = await accountOf(context, trx, asked.to)
    const others = await othersIn(trx, team.id, account?.id)
    if (others.length > 1 && !asked.nobodyLeft) return 'others'
    if (account === undefined) return inviteFirst(context, trx, recovery, { ...asked, teamId: team.id })
    if (account.status !== 'active') return 'gone'
    await grantEvery(context, trx, { recovery, teamId: team.id, accountId: account.id })
    const invited = await lead(context, trx, { teamId: team.id, accountId: account.id, by: recovery.principalId })
    const steward = asked.steward || invited.steward
    if (steward) await makeSteward(trx, account.id)
    await tellAudit(trx, context, { kind: 'system' }, 'team.recovered', team.id, { accountId: account.id, steward })
    await tellOthers(context, trx, { teamId: team.id, accountId: account.id, others })
    return 'done'
  })
}

async function inviteFirst(
  context: Context,
  trx: Writer,
  recovery: HeldKey,
  { to: email, teamId, steward }: ToRecover & { readonly teamId: string },
): Promise<Recovered> {
  const { default_language: language } = await trx.selectFrom('mechanism').select('default_language').executeTakeFirstOrThrow()
  const by = { actor: { kind: 'system' }, principalId: recovery.principalId } as const
  const invited = await invite(context, trx, by, { email, language, teamId, role: 'lead', steward }, newToken())
  if (typeof invited !== 'object') throw new Broken('somebody without an account was given a place')
  return invited
}

function accountOf(context: Context, trx: Writer, email: string): Promise<{ id: string; status: string } | undefined> {
  return trx
    .selectFrom('accounts')
    .innerJoin('principals', 'principals.id', 'accounts.id')
    .select(['accounts.id', 'principals.status'])
    .where('accounts.email_index', '=', emailIndex(context, email))
    .executeTakeFirst()
}

/** Who else is in the team: one lost member is what the sheet is for, and whoever is not lost can let others in without it. */
function othersIn(trx: Writer, teamId: string, accountId = ''): Promise<Other[]> {
  return trx
    .selectFrom('memberships')
    .innerJoin('accounts', 'accounts.id', 'memberships.account_id')
    .innerJoin('principals', 'principals.id', 'accounts.id')
    .select(['accounts.id', 'accounts.profile_sealed'])
    .where('memberships.team_id', '=', teamId)
    .where('memberships.state', '=', 'confirmed')
    .where('principals.status', '=', 'active')
    .$if(accountId !== '', query => query.where('accounts.id', '<>', accountId))
    .execute()
}

interface Other {
  readonly id: string
  readonly profile_sealed: Sealed
}

/** Tells whoever was not lost after all, by letter, that somebody was let into their team. */
async function tellOthers(context: Context, trx: Writer, place: { teamId: string; accountId: string; others: readonly Other[] }) {
  const day = dayOf(context.clock.now())
  const letters = place.others.map(({ id, profile_sealed }) => {
    const { email, language } = readProfile(context, id, profile_sealed)
    const address = { email, language, door: 'desk', words: 'joined', path: paths.desk.today() } as const
    return { dedupe: `recovered:${place.teamId}:${place.accountId}:${id}:${day}`, address }
  })
  await enqueueLetters(context, trx, day, letters)
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

/** Gives the place of a lead; whether it was given before to somebody who was invited as a steward. */
async function lead(
  context: Context,
  trx: Writer,
  place: { teamId: string; accountId: string; by: string },
): Promise<{ steward: boolean }> {
  const settled = { role: 'lead', state: 'confirmed', confirmed_by: place.by, since: dayOf(context.clock.now()) } as const
  return trx
    .insertInto('memberships')
    .values({ team_id: place.teamId, account_id: place.accountId, ...settled })
    .onConflict(conflict => conflict.columns(['team_id', 'account_id']).doUpdateSet(settled))
    .returning('steward')
    .executeTakeFirstOrThrow()
}
