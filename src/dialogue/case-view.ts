import { addDays, lastDay } from '../domain/calendar.ts'
import { cameInPart, isConfirmed, isFailed, isMissing, isOwed, isPromised, isReported, isSaid } from '../domain/delivery.ts'
import { CLOCK_OWES, type Stage } from '../domain/process.ts'
import type { Entry } from '../grievances/timeline.ts'
import type { Translate } from '../platform/words.ts'
import { outcomeOf, remedyView, type Outcome, type RemedyView } from './offers-view.ts'
import type { OwnCase, Speaker } from './queries.ts'
import { stepsOf, type StepView } from './steps-view.ts'
import { fileName, threadView, type ThreadView } from './thread-view.ts'

/** Who reads a case as its person does: the person, an organisation that speaks for them, or somebody near to them who told it. */
export type Reader = 'person' | 'representative' | 'teller'

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
  readonly files: readonly FileView[]
  readonly who: readonly { readonly name: string; readonly size: string; readonly since: string }[]
}

/** A file by its name, and where this reader opens it. */
export interface FileView {
  readonly name: string
  readonly href: string | null
}

/** What stands over its parts, as the person reads it or somebody who speaks for them. */
interface Titles {
  readonly steps: string
  readonly offers: string
  readonly asked: string
  readonly offered: string
  readonly files: string
}

const FOR_OTHERS = {
  offers: 'representation:offerTitle',
  asked: 'casework:asked',
  offered: 'casework:offered',
  files: 'casework:filesTitle',
} as const
const TITLES = {
  person: { offers: 'dialogue:offerTitle', asked: 'dialogue:youAsked', offered: 'dialogue:theyOffer', files: 'dialogue:filesTitle' },
  representative: FOR_OTHERS,
  teller: FOR_OTHERS,
} as const satisfies Record<Reader, Omit<Titles, 'steps'>>

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
    heading: headingOf(words, stage, own, reader),
    titles: titlesOf(words, own, reader),
    late: lateOf(words, own, reader),
    ...stepsOf(words, own, reader),
    remedies: own.remedies.map(line => remedyView(words, line, own, reader)),
    outcome: outcomeOf(words, own, reader),
    thread: thread.slice(0, NEWEST),
    older: thread.slice(NEWEST),
    files: own.files.map(file => ({ name: fileName(words, file), href: null })),
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

function headingOf(words: Translate, stage: Stage, { remedies, group }: OwnCase, reader: Reader): string {
  if (stage === 'complainant_review' && group !== null) return words.t('communities:awaited')
  const came = reader === 'person' ? cameTo(stage, remedies) : undefined
  if (came !== undefined) return words.t(`dialogue:${came}`)
  const stands = words.t(`reference:stages.${stage}.${reader === 'person' ? 'told' : 'label'}`)
  return reader === 'teller' ? words.t('representation:youToldFor', { stands }) : stands
}

/** What what was promised came to, where what was said of it says more than the stage; nothing while somebody is asked. */
function cameTo(stage: Stage, remedies: OwnCase['remedies']): 'allCame' | 'notAllCame' | 'noMoreComes' | 'nothingCame' | undefined {
  const promised = remedies.filter(isPromised)
  if (stage === 'verification' && promised.every(isConfirmed) && !promised.some(isOwed)) {
    if (remedies.some(isFailed)) return promised.length > 0 || remedies.some(cameInPart) ? 'noMoreComes' : 'nothingCame'
    if (promised.length > 0 && promised.every(line => line.status === 'verified' && isSaid(line))) return 'allCame'
  }
  const followed = stage === 'implementing' || (stage === 'verification' && !promised.some(isReported))
  return followed && promised.some(isMissing) ? 'notAllCame' : undefined
}

function titlesOf(words: Translate, { running }: OwnCase, reader: Reader): Titles {
  const { offers, asked, offered, files } = TITLES[reader]
  const steps = words.t(running.length > 0 ? 'dialogue:nextTitle' : 'dialogue:pastTitle')
  return { steps, offers: words.t(offers), asked: words.t(asked), offered: words.t(offered), files: words.t(files) }
}

function lateOf(words: Translate, own: OwnCase, reader: Reader): CaseView['late'] {
  const promised = reader === 'person' ? 'dialogue:clocks' : 'representation:clocks'
  const late = own.late.map(clock => ({
    text: words.t(`dialogue:late.${CLOCK_OWES[clock.clock] === 'organisation' ? 'organisation' : 'since'}`, {
      day: words.day(addDays(lastDay(clock.dueAt), 1)),
      what: words.t(`${promised}.${clock.clock}`),
    }),
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
  const unread = own.who.length > 0 && own.who.every(team => team.people === 0)
  return [...(unread ? [{ text: words.t('dialogue:late.nobody'), reason: null }] : []), ...late, ...moved]
}

function shows(entry: Entry): boolean {
  return entry.item !== null || !['coi_declared', 'access_granted', 'access_revoked'].includes(entry.type)
}
