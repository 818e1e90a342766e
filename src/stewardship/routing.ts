import type { Actor } from '../domain/actor.ts'
import type { RoutingRule } from '../domain/routing.ts'
import { addRows } from '../contracts/add-rows.ts'
import type { Context } from '../contracts/context.ts'
import type { Writer } from '../contracts/schema.ts'
import { tellAudit } from '../grievances/audit.ts'
import { NotFound, Refused } from '../platform/errors.ts'
import { newId } from '../platform/ids.ts'

/** Adds a line to the routing table. A line for everything else takes the place of the one before, so that there is always one. */
export async function addRoute(context: Context, trx: Writer, actor: Actor, rule: RoutingRule): Promise<string> {
  const id = newId()
  if (rule.operationId === null && rule.organisationId === null)
    await trx.deleteFrom('routing_rules').where('operation_id', 'is', null).where('organisation_id', 'is', null).execute()
  await addRows(trx, 'routing_rules', {
    id,
    rank: rule.rank,
    operation_id: rule.operationId,
    organisation_id: rule.organisationId,
    team_id: rule.teamId,
  })
  await tellAudit(trx, context, actor, 'route.added', id, { ...rule })
  return id
}

/** Takes a line away; the one for everything else stays, so that nobody's words reach no team. */
export async function removeRoute(context: Context, trx: Writer, actor: Actor, id: string): Promise<void> {
  const line = await trx.selectFrom('routing_rules').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  if (line === undefined) throw new NotFound()
  if (line.operation_id === null && line.organisation_id === null) throw new Refused('fallback')
  await trx.deleteFrom('routing_rules').where('id', '=', id).execute()
  await tellAudit(trx, context, actor, 'route.removed', id, { teamId: line.team_id })
}
