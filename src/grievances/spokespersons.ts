import type { Reader, Writer } from '../contracts/schema.ts'
import type { SpeakingTime } from './members.ts'

/** Lets one of a group speak for it for this time, or no longer. */
export async function letSpeak(trx: Writer, grievanceId: string, participantId: string, speaks: SpeakingTime | null): Promise<void> {
  await trx
    .updateTable('members')
    .set({ speaks_from: speaks?.from ?? null, speaks_until: speaks?.until ?? null })
    .where('participant_id', '=', participantId)
    .where('grievance_id', '=', grievanceId)
    .where('left_on', 'is', null)
    .execute()
}

/** Whether anyone who has come in speaks for a group on this day. */
export async function somebodySpeaks(db: Reader, grievanceId: string, day: string): Promise<boolean> {
  const speaker = await db
    .selectFrom('members')
    .select('participant_id')
    .where('grievance_id', '=', grievanceId)
    .where('left_on', 'is', null)
    .where('own_code_on', 'is not', null)
    .where('speaks_from', 'is not', null)
    .where(eb => eb.or([eb('speaks_until', 'is', null), eb('speaks_until', '>=', day)]))
    .limit(1)
    .executeTakeFirst()
  return speaker !== undefined
}
