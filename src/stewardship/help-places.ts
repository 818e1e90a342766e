import type { Actor } from '../domain/actor.ts'
import { addRows } from '../contracts/add-rows.ts'
import type { Context } from '../contracts/context.ts'
import type { Writer } from '../contracts/schema.ts'
import { tellAudit } from '../grievances/audit.ts'
import { NotFound } from '../platform/errors.ts'
import { newId } from '../platform/ids.ts'

/** Another place that can help, as it stands in one language. */
export interface HelpPlace {
  readonly route: string
  readonly language: string
  /** The country in which it helps, as people write it; empty where it helps everywhere. */
  readonly country: string
  readonly name: string
  readonly contact: string
  readonly checkedOn: string
}

/** Adds a place to the page of other places that can help. */
export async function addHelpPlace(context: Context, trx: Writer, actor: Actor, place: HelpPlace): Promise<string> {
  const id = newId()
  const { checkedOn, ...rest } = place
  await addRows(trx, 'help_places', { id, ...rest, checked_on: checkedOn })
  await tellAudit(trx, context, actor, 'help_place.added', id, { route: place.route, language: place.language })
  return id
}

/** Takes a place away that helps no more. */
export async function removeHelpPlace(context: Context, trx: Writer, actor: Actor, id: string): Promise<void> {
  const gone = await trx.deleteFrom('help_places').where('id', '=', id).returning('id').executeTakeFirst()
  if (gone === undefined) throw new NotFound()
  await tellAudit(trx, context, actor, 'help_place.removed', id)
}
