import { sql } from 'kysely'
import type { Context } from '../contracts/context.ts'
import type { Writer } from '../contracts/schema.ts'
import { newId } from '../platform/ids.ts'
import { openJson, sealJson, unlessDamaged, type Sealed } from '../platform/sealing/index.ts'
import { WITHOUT_INTEREST } from './interests.ts'
import type { Told } from './reactions.ts'

/** Where a letter goes and in which language; it never says more than that there is news. */
export interface LetterAddress {
  readonly email: string
  readonly language: string
  readonly door: 'messages' | 'desk'
  /** Which fixed words, where they are not the usual ones. */
  readonly words?: 'invitation' | 'confirm' | 'joined' | 'changed' | 'duty' | 'nobody' | 'unread'
  /** Where the letter leads, where that is not the door itself. */
  readonly path?: string
}

/** Tells every confirmed member of the team and of the panel, but for those in conflict and the one who acted. */
export async function tellTeam(context: Context, trx: Writer, told: Told): Promise<void> {
  await enqueueTo(context, trx, told, await membersOf(trx, told))
}

/** Tells the one who holds the grievance, or the team while nobody does. */
export async function tellHandler(context: Context, trx: Writer, told: Told): Promise<void> {
  const members = await membersOf(trx, told)
  const holder = members.filter(member => member.id === member.handler_id)
  await enqueueTo(context, trx, told, holder.length > 0 ? holder : members)
}

/** Tells the team that a grievance was passed on to, or the stewards where there is none that may read it. */
export async function tellWhoReadsNow(context: Context, trx: Writer, told: Told): Promise<void> {
  if (told.outcome === 'passed_on') await tellTeam(context, trx, told)
  if (told.outcome === 'nobody') await tellStewards(context, trx, told, 'unread')
}

/** Tells the rest of the team that one of it is kept out now: whoever does so does not do it unseen. */
export async function tellTheRest(context: Context, trx: Writer, told: Told): Promise<void> {
  if (told.outcome === 'conflict') await tellTeam(context, trx, told)
}

/** Tells everybody who keeps the mechanism. */
export async function tellStewards(
  context: Context,
  trx: Writer,
  told: Pick<Told, 'id' | 'day'>,
  words: 'nobody' | 'unread',
): Promise<void> {
  await enqueueTo(context, trx, told, await trx.selectFrom('accounts').select(ACCOUNT).where('steward', '=', true).execute(), words)
}

/** Tells those who keep names. */
export async function tellCustodians(context: Context, trx: Writer, told: Told): Promise<void> {
  const custodians = await trx
    .selectFrom('memberships')
    .innerJoin('grievances', 'grievances.custodian_id', 'memberships.team_id')
    .innerJoin('accounts', 'accounts.id', 'memberships.account_id')
    .select(ACCOUNT)
    .where('grievances.id', '=', told.grievanceId)
    .where('memberships.state', '=', 'confirmed')
    .execute()
  await enqueueTo(context, trx, told, custodians)
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
  const letters = rows.flatMap(({ id, notice_sealed }) => {
    const address = noticeIn(context, id, notice_sealed)
    return address === null ? [] : [{ dedupe: `${told.id}:${id}`, address }]
  })
  await enqueueLetters(context, trx, told.day, letters)
}

/** Tells the members of every organisation whose mandate lets it receive news; what is said to one of a group alone is not theirs to know. */
export async function tellRepresentatives(context: Context, trx: Writer, told: Told): Promise<void> {
  if (told.memberId !== undefined) return
  const members = await trx
    .selectFrom('memberships')
    .innerJoin('mandates', 'mandates.representative_id', 'memberships.team_id')
    .innerJoin('principals', 'principals.id', 'memberships.account_id')
    .innerJoin('accounts', 'accounts.id', 'memberships.account_id')
    .select(ACCOUNT)
    .distinct()
    .where('mandates.grievance_id', '=', told.grievanceId)
    .where('mandates.ended_on', 'is', null)
    .where(sql<boolean>`'receive' = any(mandates.scope)`)
    .where('memberships.state', '=', 'confirmed')
    .where('principals.status', '=', 'active')
    .execute()
  await enqueueTo(context, trx, told, members)
}

/** Seals a participant's notice address under the application's key: weaker than a compartment, and the person is told so. */
export function sealNotice(context: Context, participantId: string, address: LetterAddress) {
  return sealJson(context.keys.account, { ...address }, ['notice', participantId])
}

/** A participant's notice address; null where they gave none, or it is damaged. */
export function noticeIn(context: Context, participantId: string, sealed: Sealed | null): LetterAddress | null {
  return sealed === null ? null : unlessDamaged(() => openJson<LetterAddress>(context.keys.account, sealed, ['notice', participantId]))
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
    .innerJoin('accounts', 'accounts.id', 'memberships.account_id')
    .select(ACCOUNT)
    .select('grievances.handler_id')
    .distinct()
    .where('grievances.id', '=', told.grievanceId)
    .where('memberships.state', '=', 'confirmed')
    .where('principals.status', '=', 'active')
    .where(WITHOUT_INTEREST)
    .$if(actorId !== null, query => query.where('memberships.account_id', '<>', actorId ?? ''))
    .execute()
}

/** An account that a letter goes to. */
export interface Recipient {
  readonly id: string
  readonly profile_sealed: Sealed
}

export const ACCOUNT = ['accounts.id', 'accounts.profile_sealed'] as const

/** Leaves a letter for each of these accounts in its own language, in the usual words or in others that are fixed. A damaged profile gets none. */
export async function enqueueTo(
  context: Context,
  trx: Writer,
  told: Pick<Told, 'id' | 'day'>,
  accounts: readonly Recipient[],
  words?: 'duty' | 'nobody' | 'unread',
): Promise<void> {
  const letters = accounts.flatMap(({ id, profile_sealed: sealed }) => {
    const profile = unlessDamaged(() => openJson<{ email: string; language: string }>(context.keys.account, sealed, ['account', id]))
    if (profile === null) return []
    const address = { email: profile.email, language: profile.language, door: 'desk', ...(words === undefined ? {} : { words }) } as const
    return [{ dedupe: [told.id, words, id].filter(part => part !== undefined).join(':'), address }]
  })
  await enqueueLetters(context, trx, told.day, letters)
}

/** Leaves letters to be sent, once for each `dedupe`; their addresses rest under the application's key. */
export async function enqueueLetters(
  context: Context,
  trx: Writer,
  day: string,
  letters: readonly { readonly dedupe: string; readonly address: LetterAddress }[],
): Promise<void> {
  if (letters.length === 0) return
  const rows = letters.map(({ dedupe, address }) => {
    const id = newId()
    return { id, dedupe, ready_on: day, address_sealed: sealJson(context.keys.account, { ...address }, ['letter', id]) }
  })
  await trx
    .insertInto('letters')
    .values(rows)
    .onConflict(conflict => conflict.doNothing())
    .execute()
}
