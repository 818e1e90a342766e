import { cameInPart, isConfirmed, isFailed } from '../domain/delivery.ts'
import type { Translate } from '../platform/words.ts'
import type { RemedyLine } from './queries.ts'

/** What a remedy is in a few words: its form, and its amount where there is one. */
export function remedyName(words: Translate, line: { type: string; amountMinor: number | null; currency: string | null }): string {
  const name = words.t(`reference:remedyTypes.${line.type}.label`)
  return line.amountMinor === null || line.currency === null ? name : `${name} · ${words.money(line.amountMinor, line.currency)}`
}

/** Who says how an offer stands, as whoever reads it knows them: they themselves, the person, or a group. */
export type Whose = 'you' | 'person' | 'group'

/** Whose word it is whether something came: theirs, or that of whoever looked into it for them. */
export type Saying = Whose | 'independent'

/** How an offer stands, in words that say no more than what was said of it. In a group nobody reads whether one of it or all said that it did not come. */
export function stateOf(words: Translate, line: Pick<RemedyLine, 'status' | 'answer' | 'check' | 'independent'>, whose: Whose): string {
  const saying = line.independent ? 'independent' : whose
  if (isConfirmed(line) || (line.status === 'disputed' && saying !== 'group')) return saidOf(words, line.check, saying)
  if (cameInPart(line)) return words.t('remedies:restNotDone', { said: saidOf(words, line.check, saying) })
  const drafted = line.status === 'under_discussion' && line.answer === null
  return words.t(`remedies:states.${whose}.${drafted ? 'drafted' : line.status}`)
}

/** What was said of whether it came, and nothing that was told of it since. */
export function wordOn(words: Translate, line: Pick<RemedyLine, 'status' | 'answer' | 'check' | 'independent'>, whose: Whose): string {
  const status = isFailed(line) ? (cameInPart(line) ? 'verified_partly' : 'disputed') : line.status
  return stateOf(words, { ...line, status }, whose)
}

/** What somebody said of whether it came. */
export function saidOf(words: Translate, result: unknown, whose: Saying): string {
  return words.t(`remedies:said.${whose}.${String(result)}`)
}

/** What the person says each of these remedies came to; where they are silent, what somebody independent found. */
export function checksOf(words: Translate, lines: readonly RemedyLine[]): string[] {
  return lines
    .filter(line => line.check !== null)
    .map(line => `${remedyName(words, line)}: ${line.independent ? withoutWord(words, line) : checkLabel(words, line.check, false)}`)
}

/** What somebody independent found where the person themselves said nothing of it. */
export function withoutWord(words: Translate, { check }: Pick<RemedyLine, 'check'>): string {
  return words.t('remedies:withoutWord', { found: saidOf(words, check, 'independent') })
}

/** What was said of whether something came, in the words that whoever said it chose from. */
export function checkLabel(words: Translate, result: unknown, independent: boolean): string {
  return independent ? saidOf(words, result, 'independent') : words.t(`reference:verifications.${String(result)}.label`)
}

/** What was answered to each of these offers, offer by offer, in words. */
export function answeredOffers(words: Translate, given: unknown, remedies: readonly RemedyLine[]): { label: string; text: string }[] {
  return remedies.flatMap(line => {
    const answer = (given as Readonly<Record<string, string>> | undefined)?.[line.id]
    return answer === undefined ? [] : [{ label: remedyName(words, line), text: words.t(`dialogue:answer.${answer}`) }]
  })
}
