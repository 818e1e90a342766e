import type { Selectable } from 'kysely'
import type { Reader, Schema } from '../contracts/schema.ts'
import { openItems } from '../grievances/items.ts'
import { NotFound } from '../platform/errors.ts'
import { isId } from '../platform/ids.ts'
import type { Scene } from '../web/desk-act.ts'

type Remedy = Selectable<Schema['remedies']>

/** The remedy that an act is about. Throws NotFound where this grievance has none of that name. */
export async function remedyAt(db: Reader, scene: Scene): Promise<Remedy> {
  const remedy = !isId(scene.subject)
    ? undefined
    : await db
        .selectFrom('remedies')
        .selectAll()
        .where('id', '=', scene.subject)
        .where('grievance_id', '=', scene.opened.id)
        .executeTakeFirst()
  if (remedy === undefined) throw new NotFound()
  return remedy
}

/** What was promised, in its own words; its form where they do not open. */
export async function termsOf(scene: Scene, remedy: Remedy): Promise<string> {
  const item = (await openItems(scene.context.db, [scene.opened.compartment('shared')], ['terms'])).get(remedy.terms_item_id)
  return item?.said?.text ?? scene.words.t(`reference:remedyTypes.${remedy.type}.label`)
}
