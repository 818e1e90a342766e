import type { Context } from '../contracts/context.ts'
import type { Reader, Writer } from '../contracts/schema.ts'
import type { Told } from '../domain/routing.ts'
import { makeCompartments } from './keys.ts'
import type { OpenGrievance } from './open.ts'
import { sealingTarget } from './principals.ts'
import { holdersOf, letIn, takeAway } from './rotate.ts'
import { teamAmong } from './route.ts'
import { grievancesVisibleTo } from './visible.ts'

/** What becomes of a grievance once somebody of its team said that they have an interest in it. */
export type AfterConflict = { readonly outcome: 'conflict' | 'nobody' } | { readonly outcome: 'passed_on'; readonly teamId: string }

/**
 * Where nobody of its team may read a grievance any more, gives it to another team (UNGP 31(a)) with the keys of whoever said so last: to
 * what was told, and to what was sealed apart where the team kept it. Notes stay with those who wrote them.
 */
export async function passOn(context: Context, trx: Writer, opened: OpenGrievance, day: string): Promise<AfterConflict> {
  const able = await ableTeams(trx, opened.id)
  if (able.includes(opened.teamId)) return { outcome: 'conflict' }
  const teamId = await teamAmong(trx, await toldOf(trx, opened.id), able)
  if (teamId === null) return { outcome: 'nobody' }
  for (const compartment of opened.compartments.filter(one => one.kind !== 'internal')) {
    if (!(await holdersOf(trx, compartment)).includes(opened.teamId)) continue
    await letIn(context, trx, compartment, teamId, day)
    await takeAway(context, trx, compartment, [opened.teamId], day)
  }
  const team = await sealingTarget(trx, context.keys, teamId)
  await makeCompartments(trx, opened.id, [{ kind: 'internal', teamId, targets: [team] }], day)
  return { outcome: 'passed_on', teamId }
}

/** The handling teams in which somebody may read this grievance. */
async function ableTeams(db: Reader, grievanceId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('teams')
    .innerJoin('memberships', 'memberships.team_id', 'teams.id')
    .leftJoin('interests', join =>
      join
        .onRef('interests.account_id', '=', 'memberships.account_id')
        .on('interests.grievance_id', '=', grievanceId)
        .on('interests.conflict', '=', true),
    )
    .select('teams.id')
    .distinct()
    .where('teams.kind', '=', 'handling')
    .where('memberships.state', '=', 'confirmed')
    .where('interests.account_id', 'is', null)
    .orderBy('teams.id')
    .execute()
  return rows.map(row => row.id)
}

/** What the routing table goes by; where a grievance happened is not known in the clear of one that is restricted. */
async function toldOf(db: Reader, grievanceId: string): Promise<Told> {
  const row = await grievancesVisibleTo(db, { kind: 'system' })
    .leftJoin('operations', 'operations.id', 'grievances.operation_id')
    .select(['grievances.operation_id as operationId', 'operations.organisation_id as organisationId'])
    .where('grievances.id', '=', grievanceId)
    .executeTakeFirstOrThrow()
  return row
}
