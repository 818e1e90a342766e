import type { ItemKind, Writer } from '../contracts/schema.ts'
import { writeItem } from '../grievances/items.ts'
import type { Moment } from '../grievances/moment.ts'
import type { OwnScene } from '../web/person-act.ts'

/** Seals what the person says into the compartment that their team reads; null where they said nothing. */
export async function say(trx: Writer, scene: OwnScene, moment: Moment, kind: ItemKind, text: string): Promise<string> {
  return writeItem(trx, scene.opened.compartment('shared'), kind, moment.author, { text, language: scene.words.language.tag })
}

/** The same where words are welcome but not needed. */
export async function sayIfAny(trx: Writer, scene: OwnScene, moment: Moment, kind: ItemKind, text: string): Promise<{ itemId?: string }> {
  return text === '' ? {} : { itemId: await say(trx, scene, moment, kind, text) }
}
