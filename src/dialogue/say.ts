import type { ItemKind, Writer } from '../contracts/schema.ts'
import { writeItem } from '../grievances/items.ts'
import type { OpenCompartment } from '../grievances/keys.ts'
import type { Moment } from '../grievances/moment.ts'
import { ownWords, type OwnScene } from '../web/person-act.ts'

/** Seals what the person says for their team; in a group nobody else of it reads that. */
export async function say(
  trx: Writer,
  scene: OwnScene,
  moment: Moment,
  kind: ItemKind,
  text: string,
  home: OpenCompartment = ownWords(scene),
): Promise<string> {
  return writeItem(trx, home, kind, moment.author, { text, language: scene.words.language.tag })
}

/** The same where words are welcome but not needed. */
export async function sayIfAny(trx: Writer, scene: OwnScene, moment: Moment, kind: ItemKind, text: string): Promise<{ itemId?: string }> {
  return text === '' ? {} : { itemId: await say(trx, scene, moment, kind, text) }
}

/** The same for everybody it belongs to, as when somebody decides for all of them. */
export async function sayToAllIfAny(
  trx: Writer,
  scene: OwnScene,
  moment: Moment,
  kind: ItemKind,
  text: string,
): Promise<{ itemId?: string }> {
  return text === '' ? {} : { itemId: await say(trx, scene, moment, kind, text, scene.opened.compartment('shared')) }
}
