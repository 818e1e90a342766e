import type { Entry } from '../grievances/timeline.ts'
import { answersInWords } from '../intake/queries.ts'
import type { Translate } from '../platform/words.ts'
import type { CaseFile } from './case-file.ts'

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

/** Events whose words are answers to questions of the form. */
const WITH_ANSWERS: readonly string[] = ['submitted', 'info_received', 'call_held', 'call_requested', 'about_you_told']

/** Tells messages, notes and facts apart at a glance. */
export function threadView(words: Translate, entry: Entry, file: CaseFile): DeskThread {
  const helped = entry.type === 'submitted' && entry.actorKind === 'account'
  const person = helped || entry.actorKind === 'affected' || entry.actorKind === 'visitor' || entry.type === 'spoken_for'
  const said = entry.item?.said ?? null
  const internal = entry.item?.compartment.kind === 'internal' || entry.shownTo === 'team'
  const name = entry.actorId === null ? words.t('casework:system') : (file.names.get(entry.actorId) ?? words.t('casework:colleague'))
  const readback = said?.answers?.readback
  return {
    kind: entry.item === null ? 'fact' : internal ? 'internal' : person ? 'theirs' : 'ours',
    who: helped ? words.t('casework:personThrough', { name }) : person ? (said?.by ?? words.t('casework:person')) : name,
    when: words.day(entry.at ?? entry.day),
    what: words.t(
      `casework:events.${entry.type}${entry.type === 'readback_answered' ? (entry.facts.right === true ? '_right' : '_wrong') : ''}`,
    ),
    said: said !== null,
    text: said === null || said.text === '' ? null : said.text,
    voice: entry.type === 'submitted' && said?.text === '' && file.files.length > 0 ? words.t('casework:voiceAlone') : null,
    quote: typeof readback === 'string' ? readback : null,
    language: said?.language ?? words.language.tag,
    original: person && !helped && said !== null,
    damaged: entry.item !== null && said === null,
    answers: WITH_ANSWERS.includes(entry.type)
      ? answersInWords(words, said?.answers ?? {}).map(line => ({ label: line.label, text: line.answer }))
      : [],
  }
}
