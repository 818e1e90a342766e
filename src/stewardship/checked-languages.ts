import type { Actor } from '../domain/actor.ts'
import type { Context } from '../contracts/context.ts'
import type { Writer } from '../contracts/schema.ts'
import { tellAudit } from '../grievances/audit.ts'

/** A language that a named native reader has checked, and the day on which they did. */
export interface CheckedLanguage {
  readonly language: string
  readonly reader: string
  readonly checkedOn: string
}

/** Notes that a native reader has checked the words of a language: its pages say no longer that nobody has. */
export async function markChecked(context: Context, trx: Writer, actor: Actor, checked: CheckedLanguage): Promise<void> {
  const { language, reader, checkedOn } = checked
  const { checked: before } = await trx.selectFrom('mechanism').select('checked').forUpdate().executeTakeFirstOrThrow()
  await trx
    .updateTable('mechanism')
    .set({ checked: JSON.stringify({ ...before, [language]: { by: reader, on: checkedOn } }) })
    .execute()
  await tellAudit(trx, context, actor, 'language.checked', 'mechanism', { language, checkedOn })
}
