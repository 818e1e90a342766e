import { placeIn } from '../domain/actor.ts'
import { waitsForLead } from '../domain/guards.ts'
import { RULES, type Action, type Rule } from '../domain/rules.ts'
import { ofGrievances } from '../grievances/parts.ts'
import { grievancesVisibleTo } from '../grievances/visible.ts'
import { Refused } from '../platform/errors.ts'
import type { Scene } from '../web/desk-act.ts'
import { MEMBERS } from './queries.ts'

/** How many of the team may read a grievance and act on it, and how many of them lead it. */
export interface Able {
  readonly members: number
  readonly leads: number
}

const count = ofGrievances.fn.countAll<number>()

/** The same, as parts of a question that starts from grievances. */
export const ABLE = {
  members: MEMBERS.select(count.as('members')).$asScalar(),
  leads: MEMBERS.where('memberships.role', '=', 'lead').select(count.as('leads')).$asScalar(),
}

/** Whether somebody else of the team could settle what this member prepares: without them it would wait for ever. */
export function hasSecond(action: Action, { account, opened }: Pick<Scene, 'account' | 'opened'>, { members, leads }: Able): boolean {
  const { opens }: Rule = RULES[action]
  if (opens === undefined) return true
  if (!waitsForLead(opens)) return members > 1
  return leads > (placeIn(account.actor, opened.teamId)?.role === 'lead' ? 1 : 0)
}

/** Throws Refused where what is prepared would have nobody to settle it. */
export async function mustHaveSecond(action: Action, scene: Scene): Promise<void> {
  const able = await grievancesVisibleTo(scene.context.db, { kind: 'system' })
    .select([ABLE.members.as('members'), ABLE.leads.as('leads')])
    .where('grievances.id', '=', scene.opened.id)
    .executeTakeFirstOrThrow()
  if (!hasSecond(action, scene, { members: Number(able.members), leads: Number(able.leads) })) throw new Refused('no_second')
}
