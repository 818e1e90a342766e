import { sql } from 'kysely'
import type { Actor } from '../domain/actor.ts'
import { dayOf } from '../domain/calendar.ts'
import type { Context } from '../contracts/context.ts'
import { grievancesVisibleTo } from '../grievances/visible.ts'
import { BUILT } from './indicators.ts'

/** Below this many, no share is shown: a few could be recognised. */
export const FEWEST = 10
const SHOWN = 50

/** A figure of the whole mechanism, and the grievances behind it that this reader may open. */
export interface Figure {
  readonly indicator: keyof typeof BUILT
  readonly met: number
  readonly of: number
  readonly behind: readonly { readonly reference: string; readonly met: boolean }[]
}

/** Every built indicator, today. */
export async function figures(context: Context, actor: Actor): Promise<Figure[]> {
  const today = dayOf(context.clock.now())
  const found: Figure[] = []
  for (const [indicator, units] of Object.entries(BUILT) as [keyof typeof BUILT, (typeof BUILT)[keyof typeof BUILT]][]) {
    const counted = await sql<{
      met: number
      of: number
    }>`select count(*) filter (where met)::int as met, count(*)::int as of from (${units(context.db, today)}) u`.execute(context.db)
    const visible = grievancesVisibleTo(context.db, actor).select(['grievances.id', 'grievances.reference'])
    const behind = await sql<{
      reference: string
      met: boolean
    }>`select v.reference, bool_and(u.met) as met from (${units(context.db, today)}) u join (${visible}) v on v.id = u.grievance_id group by v.reference order by 2, 1 limit ${SHOWN}`.execute(
      context.db,
    )
    found.push({ indicator, met: counted.rows[0]?.met ?? 0, of: counted.rows[0]?.of ?? 0, behind: behind.rows })
  }
  return found
}
