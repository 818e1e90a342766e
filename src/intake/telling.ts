import type { Telling } from '../grievances/receive.ts'
import { parse, type Answers, type Form, type Offered } from '../platform/forms/index.ts'
import type { Translate } from '../platform/words.ts'
import type { Draft, LostWords, Told } from './drafts.ts'
import { COMPUTER_TOPIC, identityForm, readersForm, storyForm, topicsForm, whoForm, wishForm } from './forms.ts'
import type { Operation } from './queries.ts'
import type { Answered } from './steps.ts'
import { titleOf } from './title.ts'

const MODES = { nobody: 'id_pseudonymous', team: 'id_confidential', company: 'id_named' } as const

/** Everything a draft holds, ready to be sealed: what tells who somebody is apart from the rest. */
export function tellingOf(words: Translate, draft: Draft, places: readonly Operation[]): Telling {
  const told = draft.told
  if (told === null) throw new Error('a draft without words has been sent')
  return told.lost === null ? fromPages(words, told, draft, places) : fromLost(words, told.lost)
}

function fromPages(words: Translate, { pages }: Told, draft: Draft, places: readonly Operation[]): Telling {
  const language = words.language.tag
  const story = read(storyForm, pages.story)
  const wish = read(wishForm, pages.wish)
  const who = read(whoForm, pages.who, offered(places))
  const identity = read(identityForm, pages.identity)
  const topics = read(topicsForm, pages.topics)
  const readers = read(readersForm, pages.readers)
  const place = places.find(operation => operation.id === who.operation)
  const { known, reply, name, email, neutral, avoid, times } = identity
  const contact = reply === 'email' && neutral === true ? (email ?? '') : ''
  const rest = {
    ...story,
    ...wish,
    ...who,
    ...topics,
    ...readers,
    known,
    reply,
    story: '',
    operation: place === undefined ? who.operation : whole(place),
  }
  return {
    ...blank(language),
    capacity: who.capacity === undefined || who.capacity === '' ? 'cap_unspecified' : who.capacity,
    identityMode: MODES[known === undefined || known === '' ? 'nobody' : known],
    safeNow: story.safe === '' ? undefined : story.safe,
    topics: [...new Set([...(topics.topics ?? []), ...(topics.computer === true ? [COMPUTER_TOPIC] : [])])],
    told: { operationId: place?.id ?? null, organisationId: place?.organisationId ?? null },
    readerInvolved: mayBeInvolved(readers.reader),
    title: titleOf(words, story.story ?? '', draft.files),
    story: { text: story.story ?? '', language, answers: plain(rest) },
    identity: sealedApart(language, { name, contact, avoid, times }),
    notice: contact === '' ? null : { email: contact, language, door: 'messages' },
    files: draft.files,
  }
}

function fromLost(words: Translate, lost: LostWords): Telling {
  const language = words.language.tag
  return {
    ...blank(language),
    title: words.t('intake:titles.lost'),
    story: { text: lost.story, language, answers: { lost: 'yes' } },
    identity: sealedApart(language, { contact: lost.reach }),
  }
}

/** What is known when nothing was answered: nobody may know the name, and a person decides what it is about. */
function blank(language: string): Telling {
  return {
    language,
    channel: 'ch_web',
    capacity: 'cap_unspecified',
    identityMode: 'id_pseudonymous',
    safeNow: undefined,
    topics: [],
    told: { operationId: null, organisationId: null },
    readerInvolved: false,
    title: '',
    story: { text: '', language },
    identity: null,
    notice: null,
    files: [],
  }
}

/** *Not sure* counts like *yes*: another team reads it. */
export function mayBeInvolved(reader: string | undefined): boolean {
  return reader === 'yes' || reader === 'not_sure'
}

/** The choices of the question where it happened. */
export function offered(places: readonly Operation[], unknown = ''): Offered {
  return { operation: [...places.map(place => ({ value: place.id, label: whole(place) })), { value: 'unknown', label: unknown }] }
}

function whole(place: Operation): string {
  return place.name === place.organisation ? place.name : `${place.name} (${place.organisation})`
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

function plain(answers: Readonly<Record<string, unknown>>): Record<string, string | readonly string[]> {
  return Object.fromEntries(
    Object.entries(answers).flatMap(([name, value]): [string, string | readonly string[]][] => {
      if (value === true) return [[name, 'yes']]
      if (typeof value === 'string' && value !== '') return [[name, value]]
      return Array.isArray(value) && value.length > 0 ? [[name, value as string[]]] : []
    }),
  )
}

function sealedApart(language: string, answers: Readonly<Record<string, string | undefined>>): Telling['identity'] {
  const filled = plain(answers)
  return Object.keys(filled).length === 0 ? null : { text: answers.name ?? '', language, answers: filled }
}
