import type { Actor } from '../domain/actor.ts'
import type { RoutingRule } from '../domain/routing.ts'
import type { Priority } from '../domain/severity.ts'
import { addRows } from '../contracts/add-rows.ts'
import type { Context } from '../contracts/context.ts'
import type { Writer } from '../contracts/schema.ts'
import { newId } from '../platform/ids.ts'
import type { ClockRow } from './clocks.ts'
import type { Moment } from './moment.ts'
import { react } from './reactions.ts'
import { headingOf, type Telling } from './telling.ts'
import { moveTracks } from './tracks.ts'

/** By which line of the routing table it came to its team. */
export function reasonOf(route: RoutingRule): 'operation' | 'organisation' | 'fallback' {
  if (route.operationId !== null) return 'operation'
  return route.organisationId === null ? 'fallback' : 'organisation'
}

/** What is written of a telling once its grievance is there. */
interface Submitted {
  readonly id: string
  readonly itemId: string
  readonly moment: Moment
  readonly by: Actor
  readonly clocks: readonly ClockRow[]
}

/** Starts what is promised to whoever told it, writes the first event and enqueues what follows from it. */
export async function tellSubmitted(
  context: Context,
  trx: Writer,
  { id, itemId, moment, by, clocks }: Submitted,
  sent: Telling & { priority: Priority; route: RoutingRule; readBack?: boolean },
): Promise<void> {
  await addRows(trx, 'clocks', clocks)
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
      outcome: headingOf(sent),
      ...(sent.readBack === undefined ? {} : { readBack: sent.readBack }),
    }),
  })
  await react(context, trx, { id: eventId, type: 'submitted', grievanceId: id, priority: sent.priority, actor: by, day: moment.day })
}
