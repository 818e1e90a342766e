import type { ExpressionBuilder } from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import { CLOCK_OWES, type Clock } from '../domain/process.ts'
import type { Context } from '../contracts/context.ts'
import type { Reader, Schema } from '../contracts/schema.ts'
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

/** The person of a grievance that has one. */
export function onlyParticipant(db: Reader, grievanceId: string) {
  return db.selectFrom('participants').selectAll().where('grievance_id', '=', grievanceId).orderBy('id').executeTakeFirstOrThrow()
}

/** Clocks that run, earliest first. */
export function runningClocks(db: Reader, grievanceId: string) {
  return db.selectFrom('clocks').selectAll().where('grievance_id', '=', grievanceId).where('met_at', 'is', null).orderBy('due_at').execute()
}

/** How many remedies still wait for something, and how many the person confirmed. */
export async function openRemedies(db: Reader, grievanceId: string): Promise<{ open: number; verified: number }> {
  const rows = await db.selectFrom('remedies').select('status').where('grievance_id', '=', grievanceId).execute()
  const waiting = ['under_discussion', 'proposed', 'agreed', 'in_delivery', 'reported_delivered', 'disputed']
  return { open: rows.filter(row => waiting.includes(row.status)).length, verified: rows.filter(row => row.status === 'verified').length }
}

/** What runs in a grievance: what is overdue and by whom, and whether a message of the person waits. */
export interface Pressure {
  readonly lateUs: boolean
  readonly lateOrganisation: boolean
  readonly wrote: boolean
  readonly first: { readonly clock: Clock; readonly due: Date } | null
}

/** The clocks that run, as part of a question that starts from grievances. */
export function runningIn(eb: ExpressionBuilder<Schema, 'grievances'>) {
  return jsonArrayFrom(
    eb
      .selectFrom('clocks')
      .select(['clocks.clock', 'clocks.due_at'])
      .whereRef('clocks.grievance_id', '=', 'grievances.id')
      .where('clocks.met_at', 'is', null)
      .orderBy('clocks.due_at'),
  )
}

/** The pressure of these running clocks, earliest first, now. */
export function pressureOf(running: readonly { clock: Clock; due_at: string }[], now: Date): Pressure {
  const late = running.filter(row => new Date(row.due_at) < now).map(row => CLOCK_OWES[row.clock])
  const [first] = running
  return {
    lateUs: late.includes('us'),
    lateOrganisation: late.includes('organisation'),
    wrote: running.some(row => row.clock === 'reply'),
    first: first === undefined ? null : { clock: first.clock, due: new Date(first.due_at) },
  }
}
