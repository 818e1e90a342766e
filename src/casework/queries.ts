import { sql } from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import { CLOCK_OWES, type Clock } from '../domain/process.ts'
import type { Context } from '../contracts/context.ts'
import type { Reader } from '../contracts/schema.ts'
import { readProfile } from '../accounts/queries.ts'
import { WITHOUT_INTEREST } from '../grievances/interests.ts'
import { ofGrievances } from '../grievances/parts.ts'
import { grievancesVisibleTo } from '../grievances/visible.ts'
import { bytesOf } from '../platform/database/bytes.ts'
import type { Option } from '../platform/forms/index.ts'
import { unlessDamaged } from '../platform/sealing/index.ts'

export { otherDoors, withDoors } from './other-doors.ts'

/** The confirmed members of a grievance's team, but for those in conflict. */
export async function membersOf(context: Context, grievance: { id: string }): Promise<{ id: string; name: string }[]> {
  const row = await grievancesVisibleTo(context.db, { kind: 'system' })
    .select(jsonArrayFrom(MEMBERS.select(['accounts.id', 'accounts.profile_sealed'])).as('members'))
    .where('grievances.id', '=', grievance.id)
    .executeTakeFirstOrThrow()
  return [...namesFrom(context, row.members)].map(([id, name]) => ({ id, name })).toSorted((a, b) => a.name.localeCompare(b.name))
}

/** The same, as part of a question that starts from grievances. */
export const MEMBERS = ofGrievances
  .selectFrom('memberships')
  .innerJoin('accounts', 'accounts.id', 'memberships.account_id')
  .whereRef('memberships.team_id', '=', 'grievances.team_id')
  .where('memberships.state', '=', 'confirmed')
  .where(WITHOUT_INTEREST)

const acted = ofGrievances.selectFrom('events').select('events.actor_id').whereRef('events.grievance_id', '=', 'grievances.id')

const keptOut = ofGrievances
  .selectFrom('interests')
  .select('interests.account_id')
  .whereRef('interests.grievance_id', '=', 'grievances.id')
  .where('interests.conflict', '=', true)

/** The sealed profiles of everybody who acted in a grievance, holds it or is kept out of it, as part of a question that starts from grievances. */
export const PROFILES = jsonArrayFrom(
  ofGrievances
    .selectFrom('accounts')
    .select(['accounts.id', 'accounts.profile_sealed'])
    .where(one =>
      one.or([
        one('accounts.id', 'in', acted),
        one('accounts.id', 'in', keptOut),
        one('accounts.id', '=', one.ref('grievances.handler_id')),
      ]),
    ),
)

/** The working names in these profiles, by account; a damaged profile takes nobody else's file with it. */
export function namesFrom(context: Context, rows: readonly { id: string; profile_sealed: string }[]): Map<string, string> {
  const names = new Map<string, string>()
  for (const row of rows) {
    const profile = unlessDamaged(() => readProfile(context, row.id, bytesOf(row.profile_sealed)))
    if (profile !== null) names.set(row.id, profile.name)
  }
  return names
}

/** Every organisation of this mechanism, to choose from. */
export async function organisationOptions(db: Reader): Promise<Option[]> {
  const rows = await db.selectFrom('organisations').select(['id', 'name']).orderBy('name').execute()
  return rows.map(row => ({ value: row.id, label: row.name }))
}

/** Every place of this mechanism, with whose it is, to choose from. */
export async function operationOptions(db: Reader): Promise<Option[]> {
  const rows = await db
    .selectFrom('operations')
    .innerJoin('organisations', 'organisations.id', 'operations.organisation_id')
    .select(['operations.id', 'operations.name', 'organisations.name as organisation'])
    .orderBy('operations.name')
    .execute()
  return rows.map(row => ({ value: row.id, label: row.name === row.organisation ? row.name : `${row.name} (${row.organisation})` }))
}

/** Those to whom it happened, whoever joined them later after them, before whoever told it for them. */
export const affectedFirst = sql`case when 'member' = any(participants.roles) then 1 when 'affected' = any(participants.roles) then 0 else 2 end`

/** The person of a grievance that has one. */
export function onlyParticipant(db: Reader, grievanceId: string) {
  return db
    .selectFrom('participants')
    .selectAll()
    .where('grievance_id', '=', grievanceId)
    .orderBy(affectedFirst)
    .orderBy('id')
    .executeTakeFirstOrThrow()
}

/** Whether it was ever decided that this is looked into. */
export async function wasAdmitted(db: Reader, grievanceId: string): Promise<boolean> {
  const decided = await db
    .selectFrom('events')
    .select('id')
    .where('grievance_id', '=', grievanceId)
    .where('type', '=', 'admission_decided')
    .where(eb => eb(eb.ref('facts', '->>').key('outcome'), '=', 'admitted'))
    .limit(1)
    .executeTakeFirst()
  return decided !== undefined
}

/** Clocks that run, earliest first. */
export function runningClocks(db: Reader, grievanceId: string) {
  return db.selectFrom('clocks').selectAll().where('grievance_id', '=', grievanceId).where('met_at', 'is', null).orderBy('due_at').execute()
}

/** What runs in a grievance: what is overdue and by whom, and whether a message of the person waits. */
export interface Pressure {
  readonly lateUs: boolean
  readonly lateOrganisation: boolean
  readonly wrote: boolean
  readonly call: boolean
  readonly safety: boolean
  readonly review: boolean
  readonly first: { readonly clock: Clock; readonly due: Date } | null
}

/** The pressure of these running clocks, earliest first, now; the duty that is named is somebody's safety, the first one of ours that is late, or else what comes first. */
export function pressureOf(rows: readonly { readonly clock: Clock; readonly dueAt: Date | string }[], now: Date): Pressure {
  const running = rows.map(({ clock, dueAt }) => ({ clock, dueAt: new Date(dueAt) }))
  const late = running.filter(one => one.dueAt < now).map(one => CLOCK_OWES[one.clock])
  const ours = running.filter(one => CLOCK_OWES[one.clock] !== 'person')
  const safety = running.find(one => one.clock === 'safety')
  const first = safety ?? ours.find(one => one.dueAt < now && CLOCK_OWES[one.clock] === 'us') ?? ours[0] ?? running[0]
  return {
    lateUs: late.includes('us'),
    lateOrganisation: late.includes('organisation'),
    wrote: running.some(one => one.clock === 'reply'),
    call: running.some(one => one.clock === 'call'),
    safety: safety !== undefined,
    review: running.some(one => one.clock === 'look_again'),
    first: first === undefined ? null : { clock: first.clock, due: first.dueAt },
  }
}
