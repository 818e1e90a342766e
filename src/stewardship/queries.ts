import { OPEN_STAGES } from '../domain/process.ts'
import { MEMBERS } from '../casework/queries.ts'
import { grievancesVisibleTo } from '../grievances/visible.ts'
import type { Reader } from '../contracts/schema.ts'
import { teamsWithoutDuty } from './duty.ts'
import { digest } from '../platform/sealing/index.ts'

/** What must stand before a mechanism lets people in. */
export const NEEDS = ['lead', 'fallback', 'organisation', 'sheet'] as const
export type Need = (typeof NEEDS)[number]

/** Which of the needs are still missing. */
export async function missingNeeds(db: Reader): Promise<Need[]> {
  const missing: Need[] = []
  for (const need of NEEDS) if (!(await STANDS[need](db))) missing.push(need)
  return missing
}

const STANDS = {
  lead: async db => {
    const lead = await db
      .selectFrom('memberships')
      .innerJoin('teams', 'teams.id', 'memberships.team_id')
      .select('team_id')
      .where('teams.kind', '=', 'handling')
      .where('role', '=', 'lead')
      .where('state', '=', 'confirmed')
      .executeTakeFirst()
    return lead !== undefined
  },
  fallback: async db => {
    const everything = await db
      .selectFrom('routing_rules')
      .select('id')
      .where('operation_id', 'is', null)
      .where('organisation_id', 'is', null)
      .executeTakeFirst()
    return everything !== undefined
  },
  organisation: async db => (await db.selectFrom('organisations').select('id').executeTakeFirst()) !== undefined,
  sheet: async db => (await db.selectFrom('mechanism').select('recovery_id').executeTakeFirst())?.recovery_id != null,
} satisfies Record<Need, (db: Reader) => Promise<boolean>>

/** What a mechanism may open without, and people who come will miss. */
export const ADVICE = ['reader', 'second', 'panel', 'emergency', 'place', 'duty'] as const
export type Advice = (typeof ADVICE)[number]

/** What is missing today, and of which teams, where it is theirs. */
export interface Missing {
  readonly advice: Advice
  readonly teams: readonly string[]
}

/** Which of these are missing today: a second person and somebody on duty in every team that cases can come to. */
export async function missingAdvice(db: Reader, day: string): Promise<Missing[]> {
  const exists = async (query: { executeTakeFirst(): Promise<unknown> }): Promise<boolean> => (await query.executeTakeFirst()) !== undefined
  const unread = grievancesVisibleTo(db, { kind: 'system' })
    .select('grievances.id')
    .where('grievances.due_at', 'is not', null)
    .where(eb => eb.not(eb.exists(MEMBERS.select('accounts.id'))))
  const alone = await teamsOfOne(db)
  const offDuty = await teamsWithoutDuty(db, day)
  const stands: Record<Advice, boolean> = {
    reader: !(await exists(unread)),
    second: alone.length === 0,
    panel: await exists(db.selectFrom('teams').select('id').where('kind', '=', 'panel')),
    emergency: await exists(db.selectFrom('mechanism').select('one').where('emergency', '<>', '')),
    place: await exists(db.selectFrom('help_places').select('id')),
    duty: offDuty.length === 0,
  }
  const teams: Partial<Record<Advice, readonly string[]>> = { second: alone, duty: offDuty }
  return ADVICE.filter(advice => !stands[advice]).map(advice => ({ advice, teams: teams[advice] ?? [] }))
}

/** Handling teams in which nobody could be the second person. */
async function teamsOfOne(db: Reader): Promise<string[]> {
  const rows = await db
    .selectFrom('teams')
    .leftJoin('memberships', join => join.onRef('memberships.team_id', '=', 'teams.id').on('memberships.state', '=', 'confirmed'))
    .select('teams.name')
    .where('teams.kind', '=', 'handling')
    .groupBy(['teams.id', 'teams.name'])
    .having(eb => eb.fn.count('memberships.account_id'), '<', 2)
    .orderBy('teams.name')
    .execute()
  return rows.map(row => row.name)
}

/** What the database holds of a set-up link. */
export function setUpHash(token: string): Buffer {
  return digest('set-up/v1', token)
}

/** The organisations with their operations, by name. */
export async function organisationsWithOperations(db: Reader): Promise<readonly Organisation[]> {
  const organisations = await db.selectFrom('organisations').selectAll().execute()
  const operations = await db.selectFrom('operations').selectAll().execute()
  return byName(organisations).map(({ id, name }) => ({
    id,
    name,
    operations: byName(operations.filter(operation => operation.organisation_id === id)).map(operation => ({
      id: operation.id,
      name: operation.name,
    })),
  }))
}

/** An organisation and what it operates. */
export interface Organisation {
  readonly id: string
  readonly name: string
  readonly operations: readonly { readonly id: string; readonly name: string }[]
}

/** The other places that can help, by language and name. */
export async function helpPlaces(db: Reader) {
  const rows = await db.selectFrom('help_places').selectAll().execute()
  return byName(rows).toSorted((a, b) => a.language.localeCompare(b.language))
}

function byName<T extends { readonly name: string }>(rows: readonly T[]): T[] {
  return rows.toSorted((a, b) => a.name.localeCompare(b.name))
}

/** The languages in which people are being answered: of every grievance that is not over. */
export async function languagesSpoken(db: Reader): Promise<string[]> {
  const rows = await grievancesVisibleTo(db, { kind: 'system' })
    .select('grievances.language')
    .distinct()
    .where('grievances.stage', 'in', [...OPEN_STAGES])
    .orderBy('grievances.language')
    .execute()
  return rows.map(({ language }) => language)
}
