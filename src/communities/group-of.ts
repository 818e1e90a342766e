import { dayOf } from '../domain/calendar.ts'
import { openItems } from '../grievances/items.ts'
import { grievancesVisibleTo } from '../grievances/visible.ts'
import { NotFound } from '../platform/errors.ts'
import type { OwnScene } from '../web/person-act.ts'
import { GROUP, groupFrom, type Group } from './queries.ts'

/** The group that somebody belongs to. Throws NotFound where the grievance is one person's. */
export async function groupOf({ context, person, opened }: OwnScene): Promise<Group> {
  const row = await grievancesVisibleTo(context.db, person.actor).select(GROUP.as('group')).executeTakeFirstOrThrow()
  const items = await openItems(context.db, [opened.compartment('shared')], ['group', 'member_name'])
  const group = groupFrom(row.group, opened, items, dayOf(context.clock.now()))
  if (group === null) throw new NotFound()
  return group
}
