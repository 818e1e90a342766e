import { addDays, lastDay } from '../domain/calendar.ts'
import type { EventType } from '../domain/rules.ts'
import type { Stage } from '../domain/process.ts'
import type { Entry } from '../grievances/timeline.ts'
import type { Translate } from '../platform/words.ts'
import { answeredOffers, type RemedyLine } from '../remedies/queries.ts'
import { outcomeOf, remedyView, type Outcome, type RemedyView } from './offers-view.ts'
import type { OwnCase, Speaker } from './queries.ts'
import { stepsOf, whatHappened, type StepView } from './steps-view.ts'

/** Who reads a case as its person does: the person, or somebody who speaks for them. */
export type Reader = 'person' | 'representative'

/** What both read: where it stands, what comes by when, what was offered, and everything that was said. */
export interface CaseView {
  readonly heading: string
  readonly titles: Titles
  readonly late: readonly { readonly text: string; readonly reason: string | null }[]
  readonly earlier: readonly StepView[]
  readonly steps: readonly StepView[]
  readonly remedies: readonly RemedyView[]
  readonly outcome: Outcome | null
  readonly thread: readonly ThreadView[]
  readonly older: readonly ThreadView[]
  readonly files: readonly string[]
  readonly who: readonly { readonly name: string; readonly size: string; readonly since: string }[]
}

/** What stands over its parts, as the person reads it or somebody who speaks for them. */
interface Titles {
  readonly offers: string
  readonly asked: string
  readonly offered: string
  readonly files: string
}

const TITLES = {
  person: { offers: 'dialogue:offerTitle', asked: 'dialogue:youAsked', offered: 'dialogue:theyOffer', files: 'dialogue:filesTitle' },
  representative: {
    offers: 'representation:offerTitle',
    asked: 'casework:asked',
    offered: 'casework:offered',
    files: 'casework:filesTitle',
  },
} as const satisfies Record<Reader, Titles>

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
  readonly routes: readonly { readonly label: string; readonly help: string; readonly contacts: readonly string[] }[]
  readonly damaged: boolean
}

/** Somebody who speaks for the person, as their page says it. */
export interface SpeakerView {
  readonly name: string
  readonly what: string
  readonly since: string
}

const NEWEST = 6

/** Makes what both read from what the reader's keys open. */
export function caseView(words: Translate, stage: Stage, own: OwnCase, reader: Reader): CaseView {
  const thread = own.entries
    .filter(entry => shows(entry))
    .map(entry => threadView(words, entry, own, reader))
    .reverse()
  return {
    heading: words.t(`reference:stages.${stage}.${reader === 'person' ? 'told' : 'label'}`),
    titles: titlesOf(words, reader),
    late: lateOf(words, own, reader),
    ...stepsOf(words, own, reader),
    remedies: own.remedies.map(line => remedyView(words, line, own, reader)),
    outcome: outcomeOf(words, own, reader),
    thread: thread.slice(0, NEWEST),
    older: thread.slice(NEWEST),
    files: own.files,
    who: own.who.map(team => ({ name: team.name, size: words.t('dialogue:people', { count: team.people }), since: words.day(team.since) })),
  }
}

/** Who speaks, what they may do, and since when. */
export function speakerView(words: Translate, { team, scope, since }: Speaker): SpeakerView {
  return {
    name: team ?? words.t('dialogue:speaks.teller'),
    what: words.list(scope.map(one => words.t(`dialogue:speaks.scope.${one}`))),
    since: words.day(since),
  }
}

function titlesOf(words: Translate, reader: Reader): Titles {
  const { offers, asked, offered, files } = TITLES[reader]
  return { offers: words.t(offers), asked: words.t(asked), offered: words.t(offered), files: words.t(files) }
}

function lateOf(words: Translate, own: OwnCase, reader: Reader): CaseView['late'] {
  const promised = reader === 'person' ? 'dialogue:clocks' : 'casework:clocks'
  const late = own.late.map(clock => ({
    text: words.t('dialogue:late.since', { day: words.day(addDays(lastDay(clock.dueAt), 1)), what: words.t(`${promised}.${clock.clock}`) }),
    reason: null,
  }))
  const moved = own.moved.map(clock => ({
    text: words.t('dialogue:late.moved', {
      old: words.day(clock.oldDay),
      day: words.day(clock.newDay),
      what: words.t(`${promised}.${clock.clock}`),
    }),
    reason: clock.reason,
  }))
  return [...late, ...moved]
}

function shows(entry: Entry): boolean {
  return entry.item !== null || !['coi_declared', 'access_granted', 'access_revoked'].includes(entry.type)
}

function threadView(words: Translate, entry: Entry, own: OwnCase, reader: Reader): ThreadView {
  const said = entry.item?.said ?? null
  const helped = entry.type === 'submitted' && entry.actorKind === 'account'
  const person = helped || entry.actorKind === 'affected' || entry.actorKind === 'visitor' || BY_SPEAKERS.includes(entry.type)
  const { readback, ground } = said?.answers ?? {}
  return {
    ours: !person,
    fact: (entry.item === null || entry.item.kind === 'act') && !OFFERS_ANSWERED.includes(entry.type),
    who:
      helped && reader === 'person'
        ? words.t('dialogue:youThrough', { name: said?.by ?? words.t('dialogue:team') })
        : (said?.by ?? words.t(person ? nameOf(entry, own, reader) : 'dialogue:team')),
    day: words.day(entry.day),
    what: PLAIN.includes(entry.type) ? null : whatHappened(words, entry, reader, own),
    text: own.remedies.length > 0 && OFFERS_ANSWERED.includes(entry.type) ? offersAnswered(words, entry, own.remedies) : said?.text || null,
    language: said?.language ?? words.language.tag,
    readback: typeof readback === 'string' ? readback : null,
    damaged: entry.item !== null && said === null,
    ground: typeof ground === 'string' ? words.t(`reference:nonAdmissionGrounds.${ground}.label`) : null,
    routes: [said?.answers?.routes ?? []].flat().map(route => ({
      label: words.t(`reference:externalRoutes.${route}.label`),
      help: words.t(`reference:externalRoutes.${route}.help`),
      contacts: own.places.filter(place => place.route === route).map(place => `${place.name}: ${place.contact}`),
    })),
  }
}

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
  if (own.group === null) return NAMES[reader]
  if (entry.item != null && entry.item.compartment.participantId !== null) return NAMES[reader]
  return entry.type === 'group_wrote' ? 'communities:spokesperson' : 'communities:theGroup'
}

const NAMES = { person: 'dialogue:you', representative: 'casework:person' } as const
const PLAIN: readonly EventType[] = ['message_received', 'update_sent']
