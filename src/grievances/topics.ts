import type { Writer } from '../contracts/schema.ts'
import { grievancesVisibleTo } from './visible.ts'

/** Sets the topics in the clear to these. */
export async function setTopicCodes(trx: Writer, grievanceId: string, topics: readonly string[]): Promise<void> {
  await trx.deleteFrom('grievance_topics').where('grievance_id', '=', grievanceId).execute()
  await addTopicCodes(trx, grievanceId, topics)
}

/** Adds topic codes in the clear, so that the right people find it; not where they would tell who spoke. */
export async function addTopicCodes(trx: Writer, grievanceId: string, topics: readonly string[]): Promise<void> {
  if (topics.length === 0) return
  const { restricted } = await grievancesVisibleTo(trx, { kind: 'system' })
    .select('restricted')
    .where('id', '=', grievanceId)
    .executeTakeFirstOrThrow()
  if (restricted) return
  await trx
    .insertInto('grievance_topics')
    .values(topics.map(topic => ({ grievance_id: grievanceId, topic })))
    .onConflict(conflict => conflict.doNothing())
    .execute()
}
