import type { Actor } from '../domain/actor.ts'
import type { Context } from '../contracts/context.ts'
import type { Writer } from '../contracts/schema.ts'
import { tellAudit } from '../grievances/audit.ts'

/** What a mechanism says of itself. */
export interface MechanismWords {
  readonly name: string
  readonly languages: readonly string[]
  readonly defaultLanguage: string
  readonly leaveTo: string
  readonly emergency: string
}

/** Changes what the mechanism says of itself and the languages it offers. */
export async function describeMechanism(context: Context, trx: Writer, actor: Actor, words: MechanismWords): Promise<void> {
  await trx
    .updateTable('mechanism')
    .set({
      name: words.name,
      languages: [...words.languages],
      default_language: words.defaultLanguage,
      leave_to: words.leaveTo,
      emergency: words.emergency,
    })
    .execute()
  await tellAudit(trx, context, actor, 'mechanism.described', 'mechanism', { languages: words.languages })
}
