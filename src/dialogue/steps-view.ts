import { addDays, lastDay } from '../domain/calendar.ts'
import { CLOCK_OWES } from '../domain/process.ts'
import type { EventType } from '../domain/rules.ts'
import { toldAs, type Entry } from '../grievances/timeline.ts'
import type { Translate } from '../platform/words.ts'
import { remedyName, saidOf, type Saying } from '../remedies/queries.ts'
import type { Reader } from './case-view.ts'
import { whoseOf } from './offers-view.ts'
import type { OwnCase } from './queries.ts'

/** One step of the way: done, now, late, or still to come. */
export interface StepView {
  readonly name: string
  readonly when: string
  readonly state: string
}

const NEWEST = 4

/** The milestones that were passed, where it stands, and what comes by when; of those passed only the newest at first. */
export function stepsOf(words: Translate, own: OwnCase, reader: Reader): { readonly earlier: StepView[]; readonly steps: StepView[] } {
  const done = own.entries
    .filter(entry => MILESTONES.includes(entry.type))
    .map(entry => ({ name: whatHappened(words, entry, reader, own), when: words.day(entry.day), state: 'done' }))
  const next = own.running.map((clock, index) => ({
    name: words.t(`${reader === 'person' ? 'dialogue:next' : 'representation:clocks'}.${clock.clock}`),
    when: words.t(CLOCK_OWES[clock.clock] === 'person' ? TAKES_TIME[reader] : 'dialogue:by', { day: words.day(lastDay(clock.dueAt)) }),
    state: clock.late ? 'late' : index === 0 ? 'now' : 'next',
  }))
  const old = Math.max(0, done.length - NEWEST)
  return { earlier: done.slice(0, old), steps: [...done.slice(old), ...next] }
}

const TAKES_TIME = {
  person: 'dialogue:takeYourTime',
  representative: 'representation:takesTime',
  teller: 'representation:takesTime',
} as const satisfies Record<Reader, string>

const MILESTONES: readonly EventType[] = [
  'submitted',
  'acknowledged',
  'admission_decided',
  'finding_issued',
  'remedy_proposed',
  'complainant_answered',
  'group_decided',
  'item_reported_delivered',
  'item_failed',
  'item_checked',
  'item_verified',
  'item_disputed',
  'closed',
  'withdrawn',
  'resumed',
  'appeal_decided',
]

/** Events whose words depend on how they went. */
const BY_OUTCOME: readonly EventType[] = ['admission_decided', 'appeal_decided', 'call_held']

/** What somebody said of a delivery. */
const SAID_OF: readonly EventType[] = ['item_verified', 'item_disputed', 'item_checked']

/** What happened, as the person is told it, or as somebody is who speaks for them; of a remedy also which one. */
export function whatHappened(words: Translate, entry: Entry, reader: Reader, own: OwnCase): string {
  const what = SAID_OF.includes(entry.type)
    ? saidOf(words, entry.facts.result, saidBy(entry, reader, own))
    : words.t(eventWords(words, entry, reader, own), { day: words.day(addDays(entry.day, 1)) })
  const remedy = own.remedies.find(line => line.id === entry.facts.remedyId)
  return remedy === undefined ? what : `${remedyName(words, remedy)}: ${what}`
}

/** Whose word it was: of whoever looked into it for them; in a group, of whoever spoke for it, or the reader's own apart from it. */
function saidBy({ item, type }: Entry, reader: Reader, own: OwnCase): Saying {
  if (type === 'item_checked') return 'independent'
  return item?.compartment.kind === 'own' ? 'you' : whoseOf(own, reader)
}

function eventWords(
  words: Translate,
  entry: Entry,
  reader: Reader,
  { group, toldByAnother }: Pick<OwnCase, 'group' | 'toldByAnother'>,
): string {
  if (reader !== 'person') return forOthers(words, entry)
  if (entry.type === 'submitted' && group === null && toldByAnother) return 'dialogue:events.submitted_for'
  const byAll = group !== null && !['account', 'system'].includes(entry.actorKind) && entry.item?.compartment.kind !== 'own'
  return byAll && OF_ALL.includes(entry.type)
    ? `communities:events.${eventKey(entry)}`
    : `dialogue:events.${toldAs(entry) ?? eventKey(entry)}`
}

/** What reads otherwise where it was done for a group than where the reader did it. */
const OF_ALL: readonly EventType[] = [
  'submitted',
  'readback_answered',
  'remedy_request_corrected',
  'withdrawn',
  'resumed',
  'mandate_given',
  'mandate_revoked',
  'help_ended',
]

/** What happened as whoever speaks for somebody reads it: in words of their own where the desk says it otherwise. */
function forOthers(words: Translate, entry: Entry): string {
  const plain = `representation:events.${eventKey(entry)}`
  if (words.has(plain)) return plain
  return `casework:events.${['readback_answered', 'identity_changed'].includes(entry.type) ? eventKey(entry) : entry.type}`
}

/** An event by its type, and by its outcome where the words differ. */
function eventKey(entry: Entry): string {
  const { outcome, right, waits, over, rest } = entry.facts
  if (entry.type === 'submitted' && entry.actorKind === 'account') return 'submitted_helped'
  if (entry.type === 'given_back' && over === true) return 'given_back_over'
  if (entry.type === 'item_failed' && rest === true) return 'item_failed_rest'
  if (entry.type === 'help_ended' && entry.actorKind === 'system') return 'help_ended_gone'
  if (entry.type === 'readback_answered') return `${entry.type}_${right === true ? 'right' : 'wrong'}`
  if (entry.type === 'identity_changed' && waits === true) return `${entry.type}_waits`
  return BY_OUTCOME.includes(entry.type) ? `${entry.type}_${String(outcome)}` : entry.type
}
