import type { Reader } from '../contracts/schema.ts'
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

/** What the database holds of a set-up link. */
export function setUpHash(token: string): Buffer {
  return digest('set-up/v1', token)
}
