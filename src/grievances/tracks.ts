import type { Track } from '../domain/process.ts'
import { addRows } from '../contracts/add-rows.ts'
import type { Writer } from '../contracts/schema.ts'
import { newId } from '../platform/ids.ts'
import type { Moment } from './moment.ts'

/** Opens and ends the tracks that run beside the main stage. */
export async function moveTracks(
  trx: Writer,
  grievanceId: string,
  moment: Moment,
  moves: { opens: Track | undefined; ends: Track | undefined; outcome: string | null },
): Promise<void> {
  if (moves.ends !== undefined) {
    await trx
      .updateTable('tracks')
      .set({ closed_on: moment.day, outcome: moves.outcome })
      .where('grievance_id', '=', grievanceId)
      .where('track', '=', moves.ends)
      .where('closed_on', 'is', null)
      .execute()
  }
  if (moves.opens !== undefined) {
    await addRows(trx, 'tracks', {
      id: newId(),
      grievance_id: grievanceId,
      track: moves.opens,
      opened_on: moment.day,
      closed_on: null,
      outcome: null,
    })
  }
}
