import { CLOCK_OWES, type Clock } from '../domain/process.ts'
import type { Context } from '../contracts/context.ts'
import type { Reader } from '../contracts/schema.ts'
import { readProfile } from '../accounts/queries.ts'
import type { Option } from '../platform/forms/index.ts'
import { unlessDamaged } from '../platform/sealing/index.ts'

/** The confirmed members of a grievance's team, but for those in conflict. */
export async function membersOf(context: Context, grievance: { id: string; teamId: string }): Promise<{ id: string; name: string }[]> {
  const rows = await context.db
    .selectFrom('memberships')
    .innerJoin('accounts', 'accounts.id', 'memberships.account_id')
    .select(['accounts.id', 'accounts.profile_sealed'])
    .where('memberships.team_id', '=', grievance.teamId)
    .where('memberships.state', '=', 'confirmed')
    .where(eb =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('interests')
            .select('interests.account_id')
            .whereRef('interests.account_id', '=', 'accounts.id')
            .where('interests.grievance_id', '=', grievance.id)
            .where('interests.conflict', '=', true),
        ),
      ),
    )
    .execute()
  return namesIn(context, rows)
    .map(([id, name]) => ({ id, name }))
    .toSorted((a, b) => a.name.localeCompare(b.name))
}

/** The working names of these accounts. */
export async function namesOf(context: Context, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await context.db.selectFrom('accounts').select(['id', 'profile_sealed']).where('id', 'in', ids).execute()
  return new Map(namesIn(context, rows))
}

/** The names that open: a damaged profile takes nobody else's file with it. */
function namesIn(context: Context, rows: readonly { id: string; profile_sealed: Uint8Array }[]): [string, string][] {
  return rows.flatMap((row): [string, string][] => {
    const profile = unlessDamaged(() => readProfile(context, row.id, row.profile_sealed))
    return profile === null ? [] : [[row.id, profile.name]]
  })
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

/** The person of a grievance that has one. */
export function onlyParticipant(db: Reader, grievanceId: string) {
  return db.selectFrom('participants').selectAll().where('grievance_id', '=', grievanceId).orderBy('id').executeTakeFirstOrThrow()
}

/** Clocks that run, earliest first. */
export function runningClocks(db: Reader, grievanceId: string) {
  return db.selectFrom('clocks').selectAll().where('grievance_id', '=', grievanceId).where('met_at', 'is', null).orderBy('due_at').execute()
}

/** Whether the person asked for something that nobody has answered: to look again, another handler, higher up, or safety. */
export async function somethingUnanswered(db: Reader, grievanceId: string): Promise<boolean> {
  const track = await db
    .selectFrom('tracks')
    .select('id')
    .where('grievance_id', '=', grievanceId)
    .where('track', 'in', ['appeal', 'escalated', 'handler_change', 'retaliation'])
    .where('closed_on', 'is', null)
    .executeTakeFirst()
  return track !== undefined
}

/** How many remedies still wait for something, and how many the person confirmed. */
export async function openRemedies(db: Reader, grievanceId: string): Promise<{ open: number; verified: number }> {
  const rows = await db.selectFrom('remedies').select('status').where('grievance_id', '=', grievanceId).execute()
  const waiting = ['under_discussion', 'proposed', 'agreed', 'in_delivery', 'reported_delivered', 'disputed']
  return { open: rows.filter(row => waiting.includes(row.status)).length, verified: rows.filter(row => row.status === 'verified').length }
}

/** What runs in each of these grievances: what is overdue and by whom, and whether a message of the person waits. */
export interface Pressure {
  readonly lateUs: boolean
  readonly lateOrganisation: boolean
  readonly wrote: boolean
  readonly call: boolean
  readonly first: { readonly clock: Clock; readonly due: Date } | null
}

const NONE: Pressure = { lateUs: false, lateOrganisation: false, wrote: false, call: false, first: null }

/** The pressure on each of these grievances now. */
export async function pressures(db: Reader, ids: readonly string[], now: Date): Promise<ReadonlyMap<string, Pressure>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('clocks')
    .select(['grievance_id', 'clock', 'due_at'])
    .where('grievance_id', 'in', ids)
    .where('met_at', 'is', null)
    .execute()
  const found = new Map<string, Pressure>()
  for (const row of rows) {
    const before = found.get(row.grievance_id) ?? NONE
    const late = row.due_at < now
    found.set(row.grievance_id, {
      lateUs: before.lateUs || (late && CLOCK_OWES[row.clock] === 'us'),
      lateOrganisation: before.lateOrganisation || (late && CLOCK_OWES[row.clock] === 'organisation'),
      wrote: before.wrote || row.clock === 'reply',
      call: before.call || row.clock === 'call',
      first: before.first !== null && before.first.due <= row.due_at ? before.first : { clock: row.clock, due: row.due_at },
    })
  }
  return found
}
