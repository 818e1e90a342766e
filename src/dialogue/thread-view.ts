import type { EventType } from '../domain/rules.ts'
import type { OpenFile } from '../grievances/files.ts'
import type { Entry } from '../grievances/timeline.ts'
import { kindFrom } from '../grievances/uploads.ts'
import { answeredIn, type Line } from '../intake/queries.ts'
import { withNumbersWhole, type Translate } from '../platform/words.ts'
import { answeredOffers, type RemedyLine } from '../remedies/queries.ts'
import type { Reader } from './case-view.ts'
import type { OwnCase } from './queries.ts'
import { whatHappened } from './steps-view.ts'
import { writtenDown } from './written-down.ts'

/** One entry of what was said and done. */
export interface ThreadView {
  readonly ours: boolean
  readonly fact: boolean
  readonly who: string
  readonly day: string
  readonly what: string | null
  readonly text: string | null
  readonly language: string
  readonly readback: string | null
  readonly ground: string | null
  /** What was answered to the questions of a form, and what is written down of a decision. */
  readonly answers: readonly Line[]
  /** How it was told where that was not in words, and in which files. */
  readonly toldIn: string | null
  readonly toldFiles: readonly string[]
  readonly routes: readonly { readonly label: string; readonly help: string; readonly contacts: readonly string[] }[]
  readonly damaged: boolean
}

/** Tells messages and facts apart, with the words where the reader's keys open them; what holds no words is a fact. */
export function threadView(words: Translate, entry: Entry, own: OwnCase, reader: Reader): ThreadView {
  const said = entry.item?.said ?? null
  const helped = entry.type === 'submitted' && entry.actorKind === 'account'
  const person = helped || entry.actorKind === 'affected' || entry.actorKind === 'visitor' || BY_SPEAKERS.includes(entry.type)
  const holds = whatItHolds(words, entry, own, reader)
  return {
    ours: !person,
    fact: entry.item?.kind === 'act' || !Object.values(holds).some(isSomething),
    who:
      helped && reader === 'person'
        ? words.t('dialogue:youThrough', { name: said?.by ?? words.t('dialogue:team') })
        : (said?.by ?? words.t(person ? nameOf(entry, own, reader) : 'dialogue:team')),
    day: words.day(entry.day),
    what: PLAIN.includes(entry.type) ? null : whatHappened(words, entry, reader, own),
    language: said?.language ?? words.language.tag,
    ...holds,
  }
}

/** What is called by its name, or that it is damaged. */
export function fileName(words: Translate, { named }: Pick<OpenFile, 'named'>): string {
  return named?.name ?? words.t('dialogue:cannotOpen')
}

type Holding = Pick<ThreadView, 'text' | 'readback' | 'damaged' | 'ground' | 'routes' | 'answers' | 'toldIn' | 'toldFiles'>

/** The words of an entry, and what else there is to read in it. */
function whatItHolds(words: Translate, entry: Entry, own: OwnCase, reader: Reader): Holding {
  const said = entry.item?.said ?? null
  const { readback, ground } = said?.answers ?? {}
  return {
    text: own.remedies.length > 0 && OFFERS_ANSWERED.includes(entry.type) ? offersAnswered(words, entry, own.remedies) : said?.text || null,
    readback: typeof readback === 'string' ? readback : null,
    damaged: entry.item !== null && said === null,
    ground: typeof ground === 'string' ? words.t(`reference:nonAdmissionGrounds.${ground}.label`) : null,
    routes: [said?.answers?.routes ?? []].flat().map(route => ({
      label: words.t(`reference:externalRoutes.${route}.label`),
      help: words.t(`reference:externalRoutes.${route}.help`),
      contacts: own.places.filter(place => place.route === route).map(place => `${place.name}: ${withNumbersWhole(place.contact)}`),
    })),
    answers:
      entry.item?.compartment.kind === 'identity'
        ? []
        : [...writtenDown(words, entry, reader === 'person' && own.group === null), ...answeredIn(words, entry)],
    ...toldIn(words, entry, own.files),
  }
}

function isSomething(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : value !== null && value !== false
}

/** How a story was told that has no words, by the files that came with it. */
function toldIn(words: Translate, { type, item, day }: Entry, all: readonly OpenFile[]): Pick<ThreadView, 'toldIn' | 'toldFiles'> {
  const files = type === 'submitted' && item?.said?.text === '' ? all.filter(file => file.madeOn <= day) : []
  if (files.length === 0) return { toldIn: null, toldFiles: [] }
  const kinds = KINDS.filter(kind => files.some(file => kindFrom(file.named?.type ?? '') === kind))
  const how = words.list(kinds.map(kind => words.t(`dialogue:toldIn.${kind}`)))
  return { toldIn: words.t('dialogue:toldIn.how', { how }), toldFiles: files.map(file => fileName(words, file)) }
}

const KINDS = ['voice', 'photo', 'paper'] as const

const OFFERS_ANSWERED: readonly EventType[] = ['group_decided', 'own_answer_given']

/** What the group decided, or somebody said for themselves, offer by offer, and their words. */
function offersAnswered(words: Translate, entry: Entry, remedies: readonly RemedyLine[]): string {
  const said = entry.item?.said
  const given = entry.type === 'group_decided' ? entry.facts.answers : said?.answers
  const lines = answeredOffers(words, given, remedies).map(({ label, text }) => `${label}: ${text}`)
  const { decidedOn } = entry.facts
  const day = typeof decidedOn === 'string' ? [words.t('dialogue:decidedOn', { day: words.day(decidedOn) })] : []
  return [...day, ...lines, ...(said?.text === undefined || said.text === '' ? [] : [said.text])].join('\n')
}

/** What those who speak for somebody do. */
const BY_SPEAKERS: readonly EventType[] = ['spoken_for', 'mandate_recorded', 'mandate_renewed', 'mandate_returned']

/** Whose words these are, as this reader knows them: in a group what is said to all comes from it, and what is apart is one's own. */
function nameOf(entry: Entry, own: OwnCase, reader: Reader): string {
  if (own.group === null && reader === 'person' && entry.type === 'submitted' && own.toldByAnother) return 'dialogue:speaks.teller'
  if (reader === 'teller' && entry.type === 'submitted') return 'dialogue:you'
  if (own.group === null) return NAMES[reader]
  if (entry.item != null && entry.item.compartment.participantId !== null) return NAMES[reader]
  return entry.type === 'group_wrote' ? 'communities:spokesperson' : 'communities:theGroup'
}

const NAMES = { person: 'dialogue:you', representative: 'casework:person', teller: 'casework:person' } as const
const PLAIN: readonly EventType[] = ['message_received', 'update_sent']
