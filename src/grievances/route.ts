import { routedBy, type RoutingRule, type Told } from '../domain/routing.ts'
import type { Reader } from '../contracts/schema.ts'
import { Broken } from '../platform/errors.ts'

/** Where a telling goes; `avoided` is false where the only team that could read it is the one it may be about. */
export interface Route extends RoutingRule {
  readonly avoided: boolean
}

/**
 * The team that the routing table names; where a reader may be part of what happened, another one (UNGP 31(a)):
 * the next line that fits, or else any other handling team with people in it. Only where there is none it is the same team.
 */
export async function chooseTeam(db: Reader, { told, readerInvolved }: { told: Told; readerInvolved: boolean }): Promise<Route> {
  const rules = (await db.selectFrom('routing_rules').selectAll().execute()).map(row => ({
    rank: row.rank,
    operationId: row.operation_id,
    organisationId: row.organisation_id,
    teamId: row.team_id,
  }))
  const usual = routedBy(rules, told)
  if (usual === null) throw new Broken('the routing table has no fallback')
  if (!readerInvolved) return { ...usual, avoided: true }
  const other = routedBy(rules, told, [usual.teamId]) ?? (await anotherTeam(db, usual.teamId))
  return other === null ? { ...usual, avoided: false } : { ...other, avoided: true }
}

/** The team that keeps names apart from those who handle, or null where this mechanism has none. */
export async function custodianOf(db: Reader): Promise<string | null> {
  return (await db.selectFrom('mechanism').select('custodian_id').executeTakeFirst())?.custodian_id ?? null
}

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
