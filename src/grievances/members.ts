import { jsonArrayFrom } from 'kysely/helpers/postgres'
import type { GroupPlace } from '../domain/actor.ts'
import { TO_WHO_ASKED } from '../domain/process.ts'
import { addRows } from '../contracts/add-rows.ts'
import type { Context } from '../contracts/context.ts'
import type { Writer } from '../contracts/schema.ts'
import type { Stretched } from '../platform/sealing/index.ts'
import { makeCompartments } from './keys.ts'
import { withdrawMandates } from './mandates.ts'
import type { OpenGrievance } from './open.ts'
import { addParticipant } from './participants.ts'
import { ofGrievances } from './parts.ts'
import { newPrincipal, sealingTarget } from './principals.ts'
import { addReceipt } from './receipts.ts'
import { takeAway } from './rotate.ts'

/** Since when somebody speaks for a group, and until when; an open end is null. */
export interface SpeakingTime {
  readonly from: string
  readonly until: string | null
}

/**
 * How somebody comes into a group: with a slip, of it once they say yes, or on a spokesperson's word, of it at once. Either way they open
 * it with a code that only they know.
 */
export interface Coming {
  readonly byWord: boolean
  readonly speaks: SpeakingTime | null
  readonly language: string
}

/** Where somebody stands in their group on this day. */
export function placeInGroup(
  row: { readonly own_code_on: string | null; readonly speaks_from: string | null; readonly speaks_until: string | null },
  day: string,
): GroupPlace {
  if (row.own_code_on === null) return 'invited'
  const speaks = row.speaks_from !== null && (row.speaks_until === null || row.speaks_until >= day)
  return speaks ? 'spokesperson' : 'member'
}

/**
 * Makes somebody whose words came before it the first of a group, who speaks for it; from now on they have a compartment of their own,
 * and what they asked for before is promised to them.
 */
export async function foundGroup(
  context: Context,
  trx: Writer,
  opened: OpenGrievance,
  founder: { readonly participantId: string; readonly principalId: string },
  speaks: SpeakingTime,
): Promise<void> {
  const { participantId, principalId } = founder
  await addMember(trx, { grievanceId: opened.id, participantId, day: speaks.from, joined: true, speaks, own: true })
  await trx
    .updateTable('clocks')
    .set({ participant_id: participantId })
    .where('grievance_id', '=', opened.id)
    .where('clock', 'in', TO_WHO_ASKED)
    .where('met_at', 'is', null)
    .execute()
  await makeOwn(context, trx, opened, { participantId, principalId }, speaks.from)
}

/**
 * Gives somebody a place in a group: a key that this code opens, all that was said to everybody, and a compartment that only
 * they and the team open. They see nothing until they have said yes and have a code of their own.
 */
export async function addToGroup(
  context: Context,
  trx: Writer,
  opened: OpenGrievance,
  { code, coming, day }: { readonly code: Stretched; readonly coming: Coming; readonly day: string },
): Promise<{ readonly participantId: string }> {
  const held = await newPrincipal(trx, context.keys, 'participant')
  await addReceipt(trx, held, code, 'own')
  const joining = {
    principalId: held.principalId,
    roles: ['affected', 'member'],
    capacity: 'cap_affected_group',
    identityMode: 'id_pseudonymous',
    language: coming.language,
  }
  const { id } = await addParticipant(context, trx, opened, joining, day)
  await addMember(trx, { grievanceId: opened.id, participantId: id, day, joined: coming.byWord, speaks: coming.speaks, own: false })
  await makeOwn(context, trx, opened, { participantId: id, principalId: held.principalId }, day)
  return { participantId: id }
}

/**
 * Lets somebody go: their codes open nothing, what is said to everybody from now on lies under a key they never had, and whoever
 * spoke for them no longer does. Gives what to set in the grievance.
 */
export async function letGo(
  context: Context,
  trx: Writer,
  opened: OpenGrievance,
  leaver: { readonly participantId: string; readonly principalId: string },
  day: string,
): Promise<{ spoken_by: string[] }> {
  const mandates = await trx
    .selectFrom('mandates')
    .select('id')
    .where('participant_id', '=', leaver.participantId)
    .where('ended_on', 'is', null)
    .execute()
  const ending = { mandateIds: mandates.map(mandate => mandate.id), by: 'person', leaver: leaver.principalId } as const
  const set = await withdrawMandates(context, trx, opened, ending, day)
  await trx
    .updateTable('members')
    .set({ left_on: day, speaks_until: null, speaks_from: null })
    .where('participant_id', '=', leaver.participantId)
    .execute()
  await trx.updateTable('participants').set({ notice_sealed: null }).where('id', '=', leaver.participantId).execute()
  await trx.deleteFrom('unlocks').where('principal_id', '=', leaver.principalId).execute()
  await trx.deleteFrom('sessions').where('principal_id', '=', leaver.principalId).execute()
  return set
}

/** Whether somebody has a code of their own already, as when two turn one slip in at the same moment; asked under the grievance's lock. */
export async function hasJoined(trx: Writer, participantId: string): Promise<boolean> {
  const row = await trx.selectFrom('members').select('own_code_on').where('participant_id', '=', participantId).executeTakeFirst()
  return row === undefined || row.own_code_on !== null
}

/** Somebody is of the group from now on, with a code that only they know, and seen by this name or by none. */
export async function joinWith(trx: Writer, participantId: string, day: string, nameItemId: string | null): Promise<void> {
  await trx
    .updateTable('members')
    .set(eb => ({ joined_on: eb.fn.coalesce('joined_on', eb.val(day)), own_code_on: day, name_item_id: nameItemId }))
    .where('participant_id', '=', participantId)
    .execute()
}

/** Those of a group who have not left it, as part of a question that starts from grievances. */
export const MEMBERS_OF_GROUP = jsonArrayFrom(
  ofGrievances
    .selectFrom('members')
    .select([
      'members.participant_id',
      'members.joined_on',
      'members.own_code_on',
      'members.speaks_from',
      'members.speaks_until',
      'members.name_item_id',
    ])
    .whereRef('members.grievance_id', '=', 'grievances.id')
    .where('members.left_on', 'is', null)
    .orderBy('members.speaks_from')
    .orderBy('members.participant_id'),
)

async function addMember(
  trx: Writer,
  member: { grievanceId: string; participantId: string; day: string; joined: boolean; speaks: SpeakingTime | null; own: boolean },
): Promise<void> {
  await addRows(trx, 'members', {
    participant_id: member.participantId,
    grievance_id: member.grievanceId,
    invited_on: member.day,
    joined_on: member.joined ? member.day : null,
    left_on: null,
    speaks_from: member.speaks?.from ?? null,
    speaks_until: member.speaks?.until ?? null,
    name_item_id: null,
    own_code_on: member.own ? member.day : null,
  })
}

async function makeOwn(
  context: Context,
  trx: Writer,
  opened: OpenGrievance,
  { participantId, principalId }: { readonly participantId: string; readonly principalId: string },
  day: string,
): Promise<void> {
  const member = await sealingTarget(trx, context.keys, principalId)
  const team = await sealingTarget(trx, context.keys, opened.teamId)
  await makeCompartments(trx, opened.id, [{ kind: 'own', participantId, targets: [member, team] }], day)
}

/** Codes that were given and that nobody has used open nothing from now on. */
export async function endInvitations(context: Context, trx: Writer, opened: OpenGrievance, day: string): Promise<void> {
  const rows = await trx
    .updateTable('members')
    .set({ left_on: day, speaks_from: null, speaks_until: null })
    .where('grievance_id', '=', opened.id)
    .where('own_code_on', 'is', null)
    .where('left_on', 'is', null)
    .returning('participant_id')
    .execute()
  if (rows.length === 0) return
  const ids = rows.map(row => row.participant_id)
  const holders = await trx.selectFrom('participants').select('principal_id').where('id', 'in', ids).execute()
  const principals = holders.map(row => row.principal_id)
  await takeAway(context, trx, opened.compartment('shared'), principals, day)
  await trx.deleteFrom('unlocks').where('principal_id', 'in', principals).execute()
  await trx.deleteFrom('sessions').where('principal_id', 'in', principals).execute()
}
