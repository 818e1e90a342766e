import type { ItemKind, Writer } from '../contracts/schema.ts'
import { writeItem } from '../grievances/items.ts'
import type { Moment } from '../grievances/moment.ts'
import type { Scene } from './desk-act.ts'
import type { Preparation } from './act-view.ts'

/** Seals a member's words for the person, in the person's language and under the member's working name. */
export function sayToPerson(
  trx: Writer,
  scene: Scene,
  moment: Moment,
  kind: ItemKind,
  text: string,
  answers?: Record<string, string | string[]>,
): Promise<string> {
  return writeItem(trx, scene.opened.compartment('shared'), kind, moment.author, {
    text,
    language: scene.opened.language,
    by: scene.account.name,
    ...(answers ? { answers } : {}),
  })
}

/** Seals a member's words for one of a group, whose compartment nobody else of it opens. */
export function sayToMember(
  trx: Writer,
  scene: Scene,
  moment: Moment,
  { participantId, text, language }: { readonly participantId: string; readonly text: string; readonly language: string },
): Promise<string> {
  const said = { text, language, by: scene.account.name }
  return writeItem(trx, scene.opened.compartment('own', participantId), 'message', moment.author, said)
}

/** Seals a member's words for the team alone. */
export function sayToTeam(
  trx: Writer,
  scene: Scene,
  moment: Moment,
  kind: ItemKind,
  text: string,
  answers?: Record<string, string | string[]>,
): Promise<string> {
  return writeItem(trx, scene.opened.compartment('internal'), kind, moment.author, {
    text,
    language: scene.words.language.tag,
    by: scene.account.name,
    ...(answers ? { answers } : {}),
  })
}

/** A letter's fixed beginning in the language of the person. */
export function letterOf(scene: Scene, template: string, values: Record<string, string> = {}): string {
  return scene.context.words.in(scene.opened.language).t(`casework:letters.${template}`, { name: scene.account.name, ...values })
}

/** The start of a letter in the person's language, and the sentence that says who will read it. */
export function tellingPerson(scene: Scene, template: string, values: Record<string, string> = {}): Preparation {
  return {
    typed: { message: letterOf(scene, template, values) },
    tells: whoReads(scene),
  }
}

/** Who will read what is written here, and in which language it is for them. */
export function whoReads({ words, opened }: Scene): string {
  return words.t(opened.grouped ? 'desk:tellsGroup' : 'desk:tellsPerson', { language: words.languageName(opened.language) })
}
