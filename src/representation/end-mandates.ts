import { dayOf } from '../domain/calendar.ts'
import type { Context } from '../contracts/context.ts'
import type { Writer } from '../contracts/schema.ts'
import { change } from '../grievances/change.ts'
import { dropGrant, stillSpeaks } from '../grievances/mandates.ts'
import { Refused } from '../platform/errors.ts'

const AT_ONCE = 100

/**
 * Ends mandates whose last day has passed. The sweep holds no keys, so it takes the organisation's grants away and marks what they
 * opened: the person's next visit makes the next key, and the organisation sees nothing from this moment on.
 */
export async function endMandates(context: Context): Promise<void> {
  const past = await context.db
    .selectFrom('mandates')
    .select(['id', 'grievance_id', 'participant_id', 'representative_id'])
    .where('ended_on', 'is', null)
    .where('until_on', '<', dayOf(context.clock.now()))
    .limit(AT_ONCE)
    .execute()
  for (const mandate of past) await endOne(context, mandate).catch(unlessSettled)
}

async function endOne(context: Context, mandate: Ended): Promise<void> {
  const by = { actor: { kind: 'system' }, id: mandate.grievance_id } as const
  await change(context, 'expireMandate', by, async (trx, grievance, moment) => {
    const { numUpdatedRows } = await trx
      .updateTable('mandates')
      .set({ ended_on: moment.day, ended_by: 'time' })
      .where('id', '=', mandate.id)
      .where('ended_on', 'is', null)
      .where('until_on', '<', moment.day)
      .executeTakeFirst()
    if (numUpdatedRows === 0n) throw new Refused('not_now')
    const others = await stillSpeaks(trx, grievance.id, mandate.representative_id)
    await dropGrants(trx, mandate, others)
    const spoken_by = grievance.spokenBy.filter(team => others || team !== mandate.representative_id)
    return { facts: { mandateId: mandate.id }, set: { spoken_by } }
  })
}

interface Ended {
  readonly id: string
  readonly grievance_id: string
  readonly participant_id: string
  readonly representative_id: string
}

async function dropGrants(trx: Writer, ended: Ended, others: boolean): Promise<void> {
  const opened = await trx
    .selectFrom('compartments')
    .select('id')
    .where('grievance_id', '=', ended.grievance_id)
    .where(eb =>
      eb.or([
        eb.and([eb('kind', '=', 'identity'), eb('participant_id', '=', ended.participant_id)]),
        ...(others ? [] : [eb('kind', '=', 'shared')]),
      ]),
    )
    .execute()
  for (const { id } of opened) await dropGrant(trx, id, ended.representative_id)
}

/** Somebody was faster: they ended or renewed it while the sweep was on its way. */
function unlessSettled(error: unknown): void {
  if (!(error instanceof Refused)) throw error
}
