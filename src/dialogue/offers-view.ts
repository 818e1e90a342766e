import type { Entry } from '../grievances/timeline.ts'
import type { Translate } from '../platform/words.ts'
import { remedyName, saidOf, stateOf, withoutWord, wordOn, type RemedyLine, type Whose } from '../remedies/queries.ts'
import type { Reader } from './case-view.ts'
import type { OwnCase } from './queries.ts'

/** An offer beside what was asked, and how it stands. */
export interface RemedyView {
  readonly asked: string | null
  readonly offered: string
  readonly name: string
  readonly organisation: string
  readonly by: string
  readonly state: string
  readonly tone: string
  /** What the reader said of it for themselves, apart from their group. */
  readonly mine: string | null
}

/** What the organisation says, what those say to whom it happened, and the words for whose that is. */
export interface Outcome {
  readonly theirs: string
  readonly yours: readonly string[]
  readonly whose: string
}

const TONES: Readonly<Record<string, string>> = {
  agreed: 'good',
  verified: 'good',
  verified_partly: 'act',
  disputed: 'bad',
  failed: 'bad',
  proposed: 'act',
}

/** Makes the line of an offer as its person reads it, or one of its group. */
export function remedyView(words: Translate, line: RemedyLine, own: OwnCase, reader: Reader): RemedyView {
  return {
    asked: own.asked.find(one => one.id === line.askedId)?.words?.said?.text ?? null,
    offered: line.terms?.said?.text ?? words.t('dialogue:cannotOpen'),
    name: remedyName(words, line),
    organisation: line.organisation,
    by: words.day(line.deadline),
    state: stateOf(words, line, whoseOf(own, reader)),
    tone: TONES[line.status] ?? '',
    mine: own.group === null ? null : saidApart(words, line, own.entries),
  }
}

/** Whose word on an offer it is, as whoever reads it knows them. */
export function whoseOf({ group }: Pick<OwnCase, 'group'>, reader: Reader): Whose {
  if (group !== null) return 'group'
  return reader === 'person' ? 'you' : 'person'
}

/** The newest that one of a group said of an offer for themselves. */
function saidApart(words: Translate, line: RemedyLine, entries: readonly Entry[]): string | null {
  const said = entries.flatMap(({ type, item, facts }) => {
    if (item?.compartment.kind !== 'own') return []
    if (type === 'item_disputed' && facts.remedyId === line.id) return [saidOf(words, facts.result, 'you')]
    const answer = type === 'own_answer_given' ? item.said?.answers?.[line.id] : undefined
    return typeof answer === 'string' ? [words.t('communities:saidApart', { answer: words.t(`dialogue:answer.${answer}`) })] : []
  })
  return said.at(-1) ?? null
}

const SAYS = { you: 'dialogue:youSay', person: 'casework:personSays', group: 'communities:groupSays' } as const satisfies Record<
  Whose,
  string
>
const SAID_NOTHING = {
  you: 'dialogue:youSaidNothing',
  person: 'casework:saysNothing',
  group: 'communities:groupSaidNothing',
} as const satisfies Record<Whose, string>

/** What each side says once it is closed; null before. */
export function outcomeOf(words: Translate, own: OwnCase, reader: Reader): Outcome | null {
  const closed = own.entries.findLast(entry => entry.type === 'closed')
  const theirs = closed?.item?.said?.answers?.organisationSays
  if (closed === undefined) return null
  const whose = whoseOf(own, reader)
  const yours = own.remedies
    .filter(line => line.check !== null)
    .map(line => `${remedyName(words, line)}: ${line.independent ? withoutWord(words, line) : wordOn(words, line, whose)}`)
  return {
    whose: words.t(SAYS[whose]),
    theirs: typeof theirs === 'string' && theirs !== '' ? theirs : words.t('dialogue:saidNothing'),
    yours: yours.length > 0 ? yours : [words.t(SAID_NOTHING[whose])],
  }
}
