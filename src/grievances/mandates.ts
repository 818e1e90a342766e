import type { MandateEvidence } from '../domain/reference/index.ts'
import { AFFECTED_CAPACITIES, type MandateScope } from '../domain/speaking.ts'
import { addRows } from '../contracts/add-rows.ts'
import type { Context } from '../contracts/context.ts'
import type { Writer } from '../contracts/schema.ts'
import { Refused } from '../platform/errors.ts'
import { newId } from '../platform/ids.ts'
import type { Moment } from './moment.ts'
import type { OpenGrievance } from './open.ts'
import { takeAway } from './rotate.ts'

/** What nobody has to prove before they are heard: talking and receiving news, until the mandate says more (reference 2h). */
export const FIRST_SCOPE: readonly MandateScope[] = ['talk', 'receive']

/** Whom an organisation speaks for where, and who of it follows that. */
interface Speaking {
  readonly grievanceId: string
  readonly participantId: string
  readonly teamId: string
  readonly accountId: string
}

/** Writes down that an organisation speaks for somebody, declared and with the proof to follow, and who of it follows the case. */
export async function startMandate(trx: Writer, speaking: Speaking, language: string, moment: Moment): Promise<void> {
  const { grievanceId, participantId, teamId, accountId } = speaking
  await addMandate(trx, { grievanceId, participantId, representativeId: teamId, language }, moment)
  await trx
    .insertInto('case_followers')
    .values({ grievance_id: grievanceId, team_id: teamId, account_id: accountId })
    .onConflict(conflict => conflict.doNothing())
    .execute()
}

/** Writes a mandate down and gives its id. */
export async function addMandate(
  trx: Writer,
  given: { grievanceId: string; participantId: string; representativeId: string; language: string },
  moment: Moment,
  terms: { scope: readonly MandateScope[]; evidence: MandateEvidence } = { scope: FIRST_SCOPE, evidence: 'me_declared_pending' },
): Promise<string> {
  const id = newId()
  await addRows(trx, 'mandates', {
    id,
    grievance_id: given.grievanceId,
    participant_id: given.participantId,
    representative_id: given.representativeId,
    scope: [...terms.scope],
    evidence: terms.evidence,
    language: given.language,
    since: moment.day,
    until_on: null,
    ended_on: null,
    ended_by: null,
    item_id: null,
  })
  return id
}

/** The capacity of somebody for whom another one speaks: alone or as a group. */
export function affectedCapacity(told: string): string {
  return AFFECTED_CAPACITIES.find(capacity => capacity === told) ?? 'cap_affected_individual'
}

/** Mandates of one person that end, by whose act, and whoever goes with them. */
export interface Ending {
  readonly mandateIds: readonly string[]
  readonly by: 'person' | 'representative'
  /** Somebody who leaves the grievance altogether and takes nothing of what is shared along. */
  readonly leaver?: string
}

/**
 * Ends mandates of one person at once: whoever spoke loses the keys to what is shared and to who the person is, and what is written
 * from now on lies under keys they never had. Gives what to set in the grievance; of several mandates of one organisation only the
 * last takes what is shared. Throws Refused where one has ended already.
 */
export async function withdrawMandates(
  context: Context,
  trx: Writer,
  opened: Pick<OpenGrievance, 'id' | 'compartments' | 'spokenBy'>,
  { mandateIds, by, leaver }: Ending,
  day: string,
): Promise<{ spoken_by: string[] }> {
  const ended = await endAll(trx, opened.id, { mandateIds, by }, day)
  const speakers = [...new Set(ended.map(one => one.representative_id))]
  const gone: string[] = []
  for (const speaker of speakers) if (!(await stillSpeaks(trx, opened.id, speaker))) gone.push(speaker)
  for (const compartment of opened.compartments) {
    const theirs = ended.some(one => one.participant_id === compartment.participantId)
    if (compartment.kind === 'identity' && theirs) await takeAway(context, trx, compartment, speakers, day)
    if (compartment.kind === 'shared') await takeAway(context, trx, compartment, [...gone, ...(leaver === undefined ? [] : [leaver])], day)
  }
  await dropUnopened(trx, opened, ended)
  for (const speaker of gone) await closeDoorOf(trx, opened.id, speaker)
  return { spoken_by: opened.spokenBy.filter(team => !gone.includes(team)) }
}

/** What another of a group gave lies in compartments that are not open here: the grants go at once, and the next visit of theirs makes the next key. */
async function dropUnopened(
  trx: Writer,
  opened: Pick<OpenGrievance, 'id' | 'compartments'>,
  ended: readonly { readonly participant_id: string; readonly representative_id: string }[],
): Promise<void> {
  for (const { participant_id, representative_id } of ended) {
    const apart = await trx
      .selectFrom('compartments')
      .select('id')
      .where('grievance_id', '=', opened.id)
      .where('kind', '=', 'identity')
      .where('participant_id', '=', participant_id)
      .execute()
    for (const { id } of apart)
      if (!opened.compartments.some(compartment => compartment.id === id)) await dropGrant(trx, id, representative_id)
  }
}

/** Takes a way into a compartment away where its key is not at hand, and marks that the next one must be made. */
export async function dropGrant(trx: Writer, compartmentId: string, granteeId: string): Promise<void> {
  const { numDeletedRows } = await trx
    .deleteFrom('compartment_grants')
    .where('compartment_id', '=', compartmentId)
    .where('grantee_id', '=', granteeId)
    .executeTakeFirst()
  if (numDeletedRows === 0n) return
  await trx
    .insertInto('keys_to_turn')
    .values({ compartment_id: compartmentId })
    .onConflict(conflict => conflict.doNothing())
    .execute()
}

async function endAll(trx: Writer, grievanceId: string, { mandateIds, by }: Ending, day: string) {
  if (mandateIds.length === 0) return []
  const ended = await trx
    .updateTable('mandates')
    .set({ ended_on: day, ended_by: by })
    .where('id', 'in', mandateIds)
    .where('grievance_id', '=', grievanceId)
    .where('ended_on', 'is', null)
    .returning(['representative_id', 'participant_id'])
    .execute()
  if (ended.length < mandateIds.length) throw new Refused('not_now')
  return ended
}

/** Whether an organisation or a person has another running mandate in the same grievance. */
export async function stillSpeaks(trx: Writer, grievanceId: string, representativeId: string): Promise<boolean> {
  const row = await trx
    .selectFrom('mandates')
    .select('id')
    .where('grievance_id', '=', grievanceId)
    .where('representative_id', '=', representativeId)
    .where('ended_on', 'is', null)
    .executeTakeFirst()
  return row !== undefined
}

/** Whoever spoke without an account has a code of their own: it opens nothing from now on, and no letter goes to them. */
async function closeDoorOf(trx: Writer, grievanceId: string, principalId: string): Promise<void> {
  const participant = await trx
    .updateTable('participants')
    .set({ notice_sealed: null })
    .where('grievance_id', '=', grievanceId)
    .where('principal_id', '=', principalId)
    .returning('id')
    .executeTakeFirst()
  if (participant === undefined) return
  await trx.deleteFrom('unlocks').where('principal_id', '=', principalId).execute()
  await trx.deleteFrom('sessions').where('principal_id', '=', principalId).execute()
}
