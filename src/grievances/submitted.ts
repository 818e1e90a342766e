import type { Actor } from '../domain/actor.ts'
import { startedBy } from '../domain/guards.ts'
import type { RoutingRule } from '../domain/routing.ts'
import type { Priority } from '../domain/severity.ts'
import { addRows } from '../contracts/add-rows.ts'
import type { Context } from '../contracts/context.ts'
import type { Writer } from '../contracts/schema.ts'
import { newId } from '../platform/ids.ts'
import { moveClocks } from './clocks.ts'
import type { Moment } from './moment.ts'
import { react } from './reactions.ts'
import { headingOf, type Telling } from './telling.ts'
import { moveTracks } from './tracks.ts'

/** By which line of the routing table it came to its team. */
export function reasonOf(route: RoutingRule): 'operation' | 'organisation' | 'fallback' {
  if (route.operationId !== null) return 'operation'
  return route.organisationId === null ? 'fallback' : 'organisation'
}

/** Starts what is promised to whoever told it, writes the first event and enqueues what follows from it. */
export async function tellSubmitted(
  context: Context,
  trx: Writer,
  { id, itemId, moment, by }: { id: string; itemId: string; moment: Moment; by: Actor },
  sent: Telling & { priority: Priority; route: RoutingRule; readBack?: boolean },
): Promise<void> {
  const heading = headingOf(sent)
  const { next } = await moveClocks(trx, id, moment, {
    meets: [],
    starts: startedBy('submit', heading),
    priority: sent.priority,
    due: {},
  })
  if (sent.notSafe) await moveTracks(trx, id, moment, { opens: 'retaliation', ends: undefined, outcome: null })
  const eventId = newId()
  await addRows(trx, 'events', {
    id: eventId,
    grievance_id: id,
    version: 1,
    type: 'submitted',
    actor_kind: by.kind,
    actor_id: moment.author.id,
    on_day: moment.day,
    at: moment.at,
    item_id: itemId,
    facts: JSON.stringify({
      channel: sent.channel,
      language: sent.language,
      capacity: sent.capacity,
      identityMode: sent.identityMode,
      priority: sent.priority,
      teamId: sent.route.teamId,
      routedBy: reasonOf(sent.route),
      outcome: heading,
      ...(sent.readBack === undefined ? {} : { readBack: sent.readBack }),
    }),
  })
  await trx
    .updateTable('grievances')
    .set({ version: 1, ...next })
    .where('id', '=', id)
    .execute()
  await react(context, trx, { id: eventId, type: 'submitted', grievanceId: id, actor: by, day: moment.day })
}
