import { routedBy, type RoutingRule, type Told } from '../domain/routing.ts'
import type { Database, Reader } from '../contracts/schema.ts'
import { question } from '../platform/database/question.ts'
import { Broken } from '../platform/errors.ts'

/**
 * Where a telling goes; `avoided` is false where the only team that could read it is the one it may be about. The custodians
 * keep names apart from those who handle; null where this mechanism has none.
 */
export interface Route extends RoutingRule {
  readonly avoided: boolean
  readonly custodianId: string | null
}

/**
 * The team that the routing table names; where a reader may be part of what happened, another one (UNGP 31(a)):
 * the next line that fits, or else any other handling team with people in it. Only where there is none it is the same team.
 */
export async function chooseTeam(db: Database, { told, readerInvolved }: { told: Told; readerInvolved: boolean }): Promise<Route> {
  const rows = await routingTable(db, {})
  const custodianId = rows[0]?.custodian_id ?? null
  const rules = rows.map(ruleFrom)
  const usual = routedBy(rules, told)
  if (usual === null) throw new Broken('the routing table has no fallback')
  if (!readerInvolved) return { ...usual, avoided: true, custodianId }
  const other = routedBy(rules, told, [usual.teamId]) ?? (await anotherTeam(db, usual.teamId))
  return other === null ? { ...usual, avoided: false, custodianId } : { ...other, avoided: true, custodianId }
}

/** Of these teams the one that the routing table names first, or else the first of them; null where there are none. */
export async function teamAmong(db: Database, told: Told, teamIds: readonly string[]): Promise<string | null> {
  const rules = (await routingTable(db, {})).map(ruleFrom).filter(rule => teamIds.includes(rule.teamId))
  return routedBy(rules, told)?.teamId ?? teamIds[0] ?? null
}

function ruleFrom(row: Awaited<ReturnType<typeof routingTable>>[number]): RoutingRule {
  return { rank: row.rank, operationId: row.operation_id, organisationId: row.organisation_id, teamId: row.team_id }
}

const routingTable = question((db: Reader) =>
  db
    .selectFrom('routing_rules')
    .leftJoin('mechanism', join => join.onTrue())
    .selectAll('routing_rules')
    .select('mechanism.custodian_id'),
)

async function anotherTeam(db: Reader, notThis: string): Promise<RoutingRule | null> {
  const row = await db
    .selectFrom('teams')
    .innerJoin('memberships', 'memberships.team_id', 'teams.id')
    .select('teams.id')
    .where('teams.kind', '=', 'handling')
    .where('teams.id', '<>', notThis)
    .where('memberships.state', '=', 'confirmed')
    .orderBy('teams.id')
    .executeTakeFirst()
  return row === undefined ? null : { rank: 0, operationId: null, organisationId: null, teamId: row.id }
}
