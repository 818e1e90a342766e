import { sql } from 'kysely'
import type { Context } from '../contracts/context.ts'
import type { Writer } from '../contracts/schema.ts'
import { newId } from '../platform/ids.ts'
import { openJson, sealJson, unlessDamaged } from '../platform/sealing/index.ts'
import type { Told } from './reactions.ts'

/** Where a letter goes and in which language; it never says more than that there is news. */
export interface LetterAddress {
  readonly email: string
  readonly language: string
  readonly door: 'messages' | 'desk'
  /** Which fixed words, where they are not the usual ones. */
  readonly words?: 'invitation' | 'confirm' | 'changed' | 'duty' | 'nobody'
  /** Where the letter leads, where that is not the door itself. */
  readonly path?: string
}

/** Tells every confirmed member of the team and of the panel, but for those in conflict and the one who acted. */
export async function tellTeam(context: Context, trx: Writer, told: Told): Promise<void> {
  const members = await membersOf(trx, told)
  for (const member of members) await enqueueToAccount(context, trx, told, member.id)
}

/** Tells the one who holds the grievance, or the team while nobody does. */
export async function tellHandler(context: Context, trx: Writer, told: Told): Promise<void> {
  const members = await membersOf(trx, told)
  const holder = members.filter(member => member.id === member.handler_id)
  for (const member of holder.length > 0 ? holder : members) await enqueueToAccount(context, trx, told, member.id)
}

/** Tells those who keep names. */
export async function tellCustodians(context: Context, trx: Writer, told: Told): Promise<void> {
  const rows = await trx
    .selectFrom('memberships')
    .innerJoin('grievances', 'grievances.custodian_id', 'memberships.team_id')
    .select('memberships.account_id')
    .where('grievances.id', '=', told.grievanceId)
    .where('memberships.state', '=', 'confirmed')
    .execute()
  for (const row of rows) await enqueueToAccount(context, trx, told, row.account_id)
}

/**
 * Tells each participant who gave an address and called it safe; what is said to one of a group is news to them alone. A damaged address
 * stops no act: the letter is left out.
 */
export async function tellPerson(context: Context, trx: Writer, told: Told): Promise<void> {
  const { memberId } = told
  const rows = await trx
    .selectFrom('participants')
    .select(['id', 'notice_sealed'])
    .where('grievance_id', '=', told.grievanceId)
    .where('notice_sealed', 'is not', null)
    .$if(memberId !== undefined, query => query.where('id', '=', memberId ?? ''))
    .execute()
  for (const row of rows) {
    const sealed = row.notice_sealed
    const address = sealed === null ? null : unlessDamaged(() => openJson<LetterAddress>(context.keys.account, sealed, ['notice', row.id]))
    if (address !== null) await enqueue(context, trx, told, row.id, address)
  }
}

/** Tells the members of every organisation whose mandate lets it receive news; what is said to one of a group alone is not theirs to know. */
export async function tellRepresentatives(context: Context, trx: Writer, told: Told): Promise<void> {
  if (told.memberId !== undefined) return
  const members = await trx
    .selectFrom('memberships')
    .innerJoin('mandates', 'mandates.representative_id', 'memberships.team_id')
    .innerJoin('principals', 'principals.id', 'memberships.account_id')
    .select('memberships.account_id as id')
    .distinct()
    .where('mandates.grievance_id', '=', told.grievanceId)
    .where('mandates.ended_on', 'is', null)
    .where(sql<boolean>`'receive' = any(mandates.scope)`)
    .where('memberships.state', '=', 'confirmed')
    .where('principals.status', '=', 'active')
    .execute()
  for (const member of members) await enqueueToAccount(context, trx, told, member.id)
}

/** Seals a participant's notice address under the application's key: weaker than a compartment, and the person is told so. */
export function sealNotice(context: Context, participantId: string, address: LetterAddress) {
  return sealJson(context.keys.account, { ...address }, ['notice', participantId])
}

/** The address that a waiting letter is sealed with. */
export function letterAddress(context: Context, letter: { id: string; address_sealed: Uint8Array }): LetterAddress {
  return openJson<LetterAddress>(context.keys.account, letter.address_sealed, ['letter', letter.id])
}

function membersOf(trx: Writer, told: Told) {
  const actorId = told.actor.kind === 'account' ? told.actor.id : null
  return trx
    .selectFrom('memberships')
    .innerJoin('grievances', join =>
      join.on(eb =>
        eb.or([
          eb('memberships.team_id', '=', eb.ref('grievances.team_id')),
          eb('memberships.team_id', '=', eb.ref('grievances.panel_id')),
        ]),
      ),
    )
    .innerJoin('principals', 'principals.id', 'memberships.account_id')
    .select(['memberships.account_id as id', 'grievances.handler_id'])
    .distinct()
    .where('grievances.id', '=', told.grievanceId)
    .where('memberships.state', '=', 'confirmed')
    .where('principals.status', '=', 'active')
    .where(eb =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('interests')
            .select('interests.account_id')
            .whereRef('interests.account_id', '=', 'memberships.account_id')
            .where('interests.grievance_id', '=', told.grievanceId)
            .where('interests.conflict', '=', true),
        ),
      ),
    )
    .$if(actorId !== null, query => query.where('memberships.account_id', '<>', actorId ?? ''))
    .execute()
}

function enqueueToAccount(context: Context, trx: Writer, told: Told, accountId: string): Promise<void> {
  return enqueueTo(context, trx, { dedupe: `${told.id}:${accountId}`, day: told.day }, accountId)
}

/** Leaves a letter for an account in its own language, in the usual words or in others that are fixed. A damaged profile gets none. */
export async function enqueueTo(
  context: Context,
  trx: Writer,
  letter: { dedupe: string; day: string },
  accountId: string,
  words?: 'duty' | 'nobody',
): Promise<void> {
  const account = await trx.selectFrom('accounts').select('profile_sealed').where('id', '=', accountId).executeTakeFirstOrThrow()
  const profile = unlessDamaged(() =>
    openJson<{ email: string; language: string }>(context.keys.account, account.profile_sealed, ['account', accountId]),
  )
  if (profile === null) return
  const address = { email: profile.email, language: profile.language, door: 'desk' } as const
  await enqueueLetter(context, trx, letter, words === undefined ? address : { ...address, words })
}

function enqueue(context: Context, trx: Writer, told: Told, recipientId: string, address: LetterAddress): Promise<void> {
  return enqueueLetter(context, trx, { dedupe: `${told.id}:${recipientId}`, day: told.day }, address)
}

/** Leaves a letter to be sent, once for each `dedupe`; its address rests under the application's key. */
export async function enqueueLetter(
  context: Context,
  trx: Writer,
  letter: { dedupe: string; day: string },
  address: LetterAddress,
): Promise<void> {
  const id = newId()
  await trx
    .insertInto('letters')
    .values({
      id,
      dedupe: letter.dedupe,
      ready_on: letter.day,
      address_sealed: sealJson(context.keys.account, { ...address }, ['letter', id]),
    })
    .onConflict(conflict => conflict.doNothing())
    .execute()
}
