import { STAYS_WITH_TEAM, WRITTEN_DOWN } from '../domain/ending.ts'
import type { EventType } from '../domain/rules.ts'
import { DONE_FOR_ALL, toldAs, type Entry } from '../grievances/timeline.ts'
import { answeredIn } from '../intake/queries.ts'
import { answeredOffers, checkLabel, remedyName } from '../remedies/queries.ts'
import { setApart, type Translate } from '../platform/words.ts'
import type { CaseFile } from './case-file.ts'
import { memberName } from './members.ts'

/** One line of the story: who, when, what, and the words where the reader's keys open them. */
export interface DeskThread {
  readonly kind: string
  readonly who: string
  readonly when: string
  readonly what: string
  /** Whether there are words, a voice or answers to show, or only the fact. */
  readonly said: boolean
  readonly text: string | null
  readonly voice: string | null
  readonly quote: string | null
  readonly language: string
  readonly original: boolean
  readonly damaged: boolean
  readonly answers: readonly { readonly label: string; readonly text: string }[]
}

const OFFERS_ANSWERED: readonly string[] = ['group_decided', 'own_answer_given']

/** What a group decided, or one of it said for themselves, offer by offer. */
function offersAnswered(words: Translate, entry: Entry, file: CaseFile): DeskThread['answers'] {
  const given = entry.type === 'group_decided' ? entry.facts.answers : entry.item?.said?.answers
  const { apart } = entry.item?.said?.answers ?? {}
  const lines = answeredOffers(words, given, file.remedies)
  if (typeof apart === 'string') lines.unshift({ label: words.t('casework:apart'), text: words.t(`dialogue:apart.${apart}`) })
  if (typeof entry.facts.decidedOn === 'string')
    lines.unshift({ label: words.t('casework:decidedOn'), text: words.day(entry.facts.decidedOn) })
  return lines
}

/** What lies beside the words of an entry: offers answered, what was decided, or what the form asked. */
function answersOf(words: Translate, entry: Entry, file: CaseFile): DeskThread['answers'] {
  if (OFFERS_ANSWERED.includes(entry.type)) return offersAnswered(words, entry, file)
  if (DECIDED.includes(entry.type)) return decided(words, entry, file)
  return answeredIn(words, entry).map(line => ({ label: line.label, text: line.answer }))
}

const DECIDED: readonly string[] = ['admission_decided', 'finding_issued', 'closed']

/**
 * The codes by which a decision counts: on which ground it was not admitted, what was found, how it ended, and who else can help. Whoever
 * only helps the person reads no more of it than they do.
 */
function decided(words: Translate, { type, facts, item }: Entry, { onlyHelps }: CaseFile): DeskThread['answers'] {
  const line = (label: string, list: string, codes: readonly unknown[]): DeskThread['answers'] => {
    const told = codes.filter(code => typeof code === 'string' && code !== '' && !(onlyHelps && STAYS_WITH_TEAM.includes(code)))
    if (told.length === 0) return []
    return [{ label: words.t(label), text: words.list(told.map(code => words.t(`reference:${list}.${String(code)}.label`))) }]
  }
  const written = type === 'finding_issued' || type === 'closed' ? WRITTEN_DOWN[type] : []
  return [
    ...line('casework:ground', 'nonAdmissionGrounds', [facts.ground]),
    ...written.flatMap(([fact, list]) => line(`casework:forms.${fact === 'reason' ? 'closure' : fact}.label`, list, [facts[fact]])),
    ...line('casework:forms.routes.label', 'externalRoutes', [item?.said?.answers?.routes ?? []].flat()),
  ]
}

/** What whoever told it did before there was a group. */
const TOLD_BY_ONE: readonly string[] = ['submitted', 'group_formed']

/** A person has no name here; one of a group who writes for themselves has a number. */
function personName(words: Translate, { item, type }: Entry, { memberNumbers, group }: CaseFile): string {
  if (group === null || TOLD_BY_ONE.includes(type)) return words.t('casework:person')
  const apart = item?.compartment.participantId ?? null
  if (apart !== null) return memberName(words, memberNumbers, apart)
  return words.t(item === null && !DONE_FOR_ALL.has(type) ? 'casework:oneOfGroup' : 'communities:theGroup')
}

/** What happened; of a delivery exactly what the person chose to say, and of which remedy. */
function happened(words: Translate, entry: Entry, { remedies, names }: CaseFile): string {
  const { type, facts } = entry
  if (type === 'coi_named') {
    const name = names.get(String(facts.accountId)) ?? words.t('casework:colleague')
    return words.t('casework:events.coi_named', { name: setApart(name) })
  }
  const what = SAID_OF.includes(type)
    ? checkLabel(words, facts.result, type === 'item_checked')
    : words.t(`casework:events.${toldAs(entry) ?? eventKey(type, facts)}`)
  const remedy = remedies.find(line => line.id === facts.remedyId)
  return remedy === undefined ? what : `${remedyName(words, remedy)}: ${what}`
}

/** An event by its type, and by what was said where the words differ. */
function eventKey(type: EventType, { right, waits, conflict, rest }: Entry['facts']): string {
  if (type === 'item_failed' && rest === true) return `${type}_rest`
  if (type === 'coi_declared') return `${type}_${conflict === true ? 'conflict' : 'free'}`
  if (type === 'readback_answered') return `${type}_${right === true ? 'right' : 'wrong'}`
  return type === 'identity_changed' && waits === true ? `${type}_waits` : type
}

const SAID_OF: readonly string[] = ['item_verified', 'item_disputed', 'item_checked']

/** What happened, and whether it was for one of a group alone. */
function whatOf(words: Translate, entry: Entry, person: boolean, file: CaseFile): string {
  const what = happened(words, entry, file)
  const { item } = entry
  const { memberNumbers } = file
  if (person || item?.compartment.kind !== 'own') return what
  return words.t('casework:onlyFor', { what, who: memberName(words, memberNumbers, item.compartment.participantId) })
}

/** Tells messages, notes and facts apart at a glance. */
export function threadView(words: Translate, entry: Entry, file: CaseFile): DeskThread {
  const helped = entry.type === 'submitted' && entry.actorKind === 'account'
  const person = helped || entry.actorKind === 'affected' || entry.actorKind === 'visitor' || entry.type === 'spoken_for'
  const said = entry.item?.said ?? null
  const internal = entry.item?.compartment.kind === 'internal' || entry.shownTo === 'team'
  const name = entry.actorId === null ? words.t('casework:system') : (file.names.get(entry.actorId) ?? words.t('casework:colleague'))
  const readback = said?.answers?.readback
  return {
    kind: entry.item === null || entry.item.kind === 'act' ? 'fact' : internal ? 'internal' : person ? 'theirs' : 'ours',
    who: helped ? words.t('casework:personThrough', { name }) : person ? (said?.by ?? personName(words, entry, file)) : name,
    when: words.day(entry.at ?? entry.day),
    what: whatOf(words, entry, person, file),
    said: (said !== null && entry.item?.kind !== 'act') || entry.type === 'group_decided',
    text: said === null || said.text === '' ? null : said.text,
    voice: entry.type === 'submitted' && said?.text === '' && file.files.length > 0 ? words.t('casework:voiceAlone') : null,
    quote: typeof readback === 'string' ? readback : null,
    language: said?.language ?? words.language.tag,
    original: person && !helped && said !== null,
    damaged: entry.item !== null && said === null,
    answers: answersOf(words, entry, file),
  }
}
