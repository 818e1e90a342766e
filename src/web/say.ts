import type { ItemKind, Writer } from '../contracts/schema.ts'
import { writeItem } from '../grievances/items.ts'
import type { Moment } from '../grievances/moment.ts'
import type { Translate } from '../platform/words.ts'
import type { Scene } from './desk-act.ts'
import type { Preparation } from './act-view.ts'

/**
 * Seals a member's words for the person, in the person's language and under the member's working name; of a group, for the one whom the
 * scene addresses, whose compartment nobody else of it opens, or for all of it.
 */
export function sayToPerson(
  trx: Writer,
  { opened, account, addressee }: Scene,
  moment: Moment,
  kind: ItemKind,
  text: string,
  answers?: Record<string, string | string[]>,
): Promise<string> {
  const home = addressee === undefined ? opened.compartment('shared') : opened.compartment('own', addressee.participantId)
  return writeItem(trx, home, kind, moment.author, {
    text,
    language: addressee?.language ?? opened.language,
    by: account.name,
    ...(answers ? { answers } : {}),
  })
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

/** The language in which letters begin: the person's, or, where the program has no words in it, that of whoever writes. */
export function letterLanguage({ context, opened, words }: Scene): string {
  return context.words.offers(opened.language) ? opened.language : words.language.tag
}

/** The words of that language. */
export function letterWords(scene: Scene): Translate {
  return scene.context.words.in(letterLanguage(scene))
}

/** A letter's fixed beginning. */
export function letterOf(scene: Scene, template: string, values: Record<string, string> = {}): string {
  return letterWords(scene).t(`casework:letters.${template}`, { name: scene.account.name, ...values })
}

/** The start of a letter, and the sentence that says who will read it and in which language it must be. */
export function tellingPerson(scene: Scene, template: string, values: Record<string, string> = {}): Preparation {
  return {
    typed: { message: letterOf(scene, template, values) },
    tells: whoReads(scene),
  }
}

/** Who will read what is written here, and in which language it must be for them, above all where what stands there is in another. */
export function whoReads({ context, words, opened }: Scene): string {
  const language = words.languageName(opened.language)
  if (context.words.offers(opened.language)) return words.t(opened.grouped ? 'desk:tellsGroup' : 'desk:tellsPerson', { language })
  const own = words.languageName(words.language.tag)
  return words.t(opened.grouped ? 'desk:tellsGroupAlone' : 'desk:tellsPersonAlone', { language, own })
}
