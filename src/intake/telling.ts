import type { GrievanceKind } from '../domain/grievance.ts'
import { isRestricted } from '../domain/restricted.ts'
import { nothingTold, type Telling } from '../grievances/telling.ts'
import { parse, type Answers, type Form, type Offered } from '../platform/forms/index.ts'
import { sameName } from '../platform/names.ts'
import type { Translate } from '../platform/words.ts'
import type { Bringing } from '../web/ticket.ts'
import type { Draft } from './drafts.ts'
import type { LostWords } from './told.ts'
import {
  callForm,
  COMPUTER_TOPIC,
  identityForm,
  readersForm,
  storyForm,
  topicsForm,
  whoForm,
  wishForm,
  wordForm,
  wordReplyForm,
  youngForm,
  youngReachForm,
} from './forms.ts'
import type { Operation } from './queries.ts'
import { finished, type Answered, type Pages } from './steps.ts'
import { titleOf } from './title.ts'

const MODES = { nobody: 'id_pseudonymous', team: 'id_confidential', company: 'id_named' } as const

/** What tells who somebody is and how they can be reached: sealed apart from the rest. */
const APART = [
  ...['name', 'avoid', 'times', 'phone', 'hours', 'codeWord', 'elseSay'],
  ...['youngName', 'trusted', 'mustNotKnow', 'youngReach', 'callPhone', 'callHours', 'callWord', 'callElse'],
]
/** Whoever tells and sends everything sooner than this may be a machine. */
const MACHINE_MS = 15_000
const ADDRESSES = ['email', 'neutral', 'wordEmail', 'wordNeutral']
const STORIES = ['story', 'youngStory', 'word', 'callAbout']

/** Everything a draft holds, ready to be sealed: what tells who somebody is apart from the rest. */
export function tellingOf(words: Translate, draft: Draft, places: readonly Operation[], now?: Date): Telling {
  const told = draft.told
  if (told === null) throw new Error('a draft without words has been sent')
  const inNoTime = now !== undefined && now.getTime() - told.began < MACHINE_MS
  const suspect = told.trapped || (inNoTime && told.broughtBy === undefined)
  return told.lost === null
    ? { ...fromPages(words, finished(told.pages), { files: draft.files, bringing: told.broughtBy }, places), suspect }
    : fromLost(words, told.lost)
}

/** What came with the pages: files, and the organisation that tells it for somebody. */
interface Brought {
  readonly files: Draft['files']
  readonly bringing?: Bringing | undefined
}

/** What was answered on these pages, ready to be sealed. */
export function fromPages(words: Translate, pages: Pages, { files, bringing }: Brought, places: readonly Operation[]): Telling {
  const language = words.language.tag
  const given = answersOf(pages, places)
  const place = places.find(operation => operation.id === given.operation)
  const text = STORIES.flatMap(name => given[name as 'story'] || []).join('\n\n')
  const topics = [...new Set([...(given.topics ?? []), ...(given.computer === true ? [COMPUTER_TOPIC] : [])])]
  const involved = mayBeInvolved(given.reader)
  const known = given.known === undefined || given.known === '' ? 'nobody' : given.known
  const email = addressOf(given)
  const answers = without(given, [...APART, ...ADDRESSES, ...STORIES])
  return {
    ...nothingTold(language),
    ...broughtBy(bringing),
    kind: kindOf(pages, given.about),
    capacity: given.capacity === undefined || given.capacity === '' ? unsaid(bringing) : given.capacity,
    identityMode: known === 'nobody' && given.reply === 'none' ? 'id_anonymous_oneway' : MODES[known],
    notSafe: given.safe === 'no' || given.youngSafe === 'no' || given.punished === 'yes',
    call: pages.call?.skipped === false || given.reply === 'call',
    topics,
    told: { operationId: place?.operationId ?? null, organisationId: place?.organisationId ?? null },
    readerInvolved: involved,
    restricted: isRestricted({ topics, child: pages.young !== undefined || given.children === 'yes', readerInvolved: involved }),
    title: text === '' && pages.call !== undefined ? words.t('intake:titles.call') : titleOf(words, text, files),
    story: {
      text,
      language,
      ...writtenBy(bringing),
      answers: plain({ ...answers, operation: place === undefined ? given.operation : whole(place), way: wayOf(pages) }),
    },
    identity: sealedApart(language, { ...only(given, APART), ...(email === '' ? {} : { contact: email }) }),
    notice: email === '' ? null : { email, language, door: 'messages' },
    files,
  }
}

function broughtBy(bringing: Bringing | undefined): Partial<Telling> {
  return bringing === undefined ? {} : { channel: 'ch_intermediary', broughtBy: bringing }
}

/** Whoever speaks for somebody signs what they wrote, so that the person sees whose words they are. */
function writtenBy(bringing: Bringing | undefined): { by?: string } {
  return bringing === undefined ? {} : { by: `${bringing.name}, ${bringing.team}` }
}

function unsaid(bringing: Bringing | undefined): string {
  return bringing === undefined ? 'cap_unspecified' : 'cap_rep_ngo'
}

/** Every answer of every page by its name; names are not used twice. */
function answersOf(pages: Pages, places: readonly Operation[]) {
  return {
    ...read(storyForm, pages.story),
    ...read(wishForm, pages.wish),
    ...read(whoForm, pages.who, offered(places)),
    ...read(identityForm, pages.identity),
    ...read(topicsForm, pages.topics),
    ...read(readersForm, pages.readers),
    ...read(wordForm, pages.word),
    ...read(wordReplyForm, pages.wordReply),
    ...read(youngForm, pages.young),
    ...read(youngReachForm, pages.youngReach),
    ...read(callForm, pages.call),
  }
}

function kindOf(pages: Pages, about: 'feedback' | 'question' | '' | undefined): GrievanceKind {
  const happened = [pages.story, pages.young, pages.call].some(page => page?.skipped === false)
  if (happened || pages.word === undefined) return 'grievance'
  return about === 'question' ? 'question' : 'feedback'
}

/** Which way it came where nothing is told of what happened: a wish to be called, or feedback and a question. */
function wayOf({ story, young, call, word }: Pages): 'call' | 'word' | '' {
  if ([story, young].some(page => page?.skipped === false)) return ''
  if (call?.skipped === false) return 'call'
  return word?.skipped === false ? 'word' : ''
}

/** An address is used only where somebody chose letters and called it safe. */
function addressOf(given: ReturnType<typeof answersOf>): string {
  if (given.reply === 'email' && given.neutral === true) return given.email ?? ''
  return given.wordReply === 'email' && given.wordNeutral === true ? (given.wordEmail ?? '') : ''
}

function fromLost(words: Translate, lost: LostWords): Telling {
  const language = words.language.tag
  return {
    ...nothingTold(language),
    title: words.t('intake:titles.lost'),
    story: { text: lost.story, language, answers: { lost: 'yes' } },
    identity: sealedApart(language, { reach: lost.reach }),
  }
}

/** *Not sure* counts like *yes*: another team reads it. */
export function mayBeInvolved(reader: string | undefined): boolean {
  return reader === 'yes' || reader === 'not_sure'
}

/** The choices of the question where it happened. */
export function offered(places: readonly Operation[], unknown = ''): Offered {
  const options = places.map(place => ({ value: place.id, label: whole(place) })).toSorted((a, b) => a.label.localeCompare(b.label))
  return { operation: [...options, { value: 'unknown', label: unknown }] }
}

/** A place as people know it, with whose it is. */
export function whole(place: Operation): string {
  return sameName(place.name, place.organisation) ? place.name : `${place.name} (${place.organisation})`
}

/** Reads a stored page; a field that no longer fits, such as a place that was taken from the list, is left out. */
export function read<F extends Form>(form: F, page: Answered | undefined, given: Offered = {}): Partial<Answers<F>> {
  if (page === undefined || page.skipped) return {}
  const whole = parse(form, page.typed, given)
  if (whole.ok) return whole.answers
  const typed = Object.fromEntries(Object.entries(page.typed).filter(([name]) => !(name in whole.errors)))
  const rest = parse(form, typed, given)
  return rest.ok ? rest.answers : {}
}

/** What was answered, as a sealed item keeps it: nothing that was left out. */
export function plain(answers: Readonly<Record<string, unknown>>): Record<string, string | readonly string[]> {
  return Object.fromEntries(
    Object.entries(answers).flatMap(([name, value]): [string, string | readonly string[]][] => {
      if (value === true) return [[name, 'yes']]
      if (typeof value === 'string' && value !== '') return [[name, value]]
      return Array.isArray(value) && value.length > 0 ? [[name, value as string[]]] : []
    }),
  )
}

function sealedApart(language: string, given: Readonly<Record<string, unknown>>): Telling['identity'] {
  const filled = plain(given)
  const name = filled.name ?? filled.youngName
  return Object.keys(filled).length === 0 ? null : { text: typeof name === 'string' ? name : '', language, answers: filled }
}

function only(given: Readonly<Record<string, unknown>>, names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(given).filter(([name]) => names.includes(name)))
}

function without(given: Readonly<Record<string, unknown>>, names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(given).filter(([name]) => !names.includes(name)))
}
