import type { Actor } from '../domain/actor.ts'
import { addDays, dayOf, lastDay } from '../domain/calendar.ts'
import { CLOCK_OWES, type Clock } from '../domain/process.ts'
import type { EventType } from '../domain/rules.ts'
import { REPRESENTING_CAPACITIES } from '../domain/speaking.ts'
import type { Context } from '../contracts/context.ts'
import { runningFrom, type Running } from '../grievances/clocks.ts'
import { openedFiles, type OpenFile } from '../grievances/files.ts'
import { openedItems, type OpenItem } from '../grievances/items.ts'
import type { RunningMandate } from '../grievances/running-mandates.ts'
import { opened, type OpenGrievance } from '../grievances/open.ts'
import { turnStaleKeys } from '../grievances/rotate.ts'
import { timeline, type Entry } from '../grievances/timeline.ts'
import { NotFound } from '../platform/errors.ts'
import { askedFrom, remediesFrom, type Asked, type RemedyLine } from '../remedies/queries.ts'
import { groupFrom, type Group } from '../communities/queries.ts'
import { namesFrom } from '../casework/queries.ts'
import type { OwnScene } from '../web/person-act.ts'
import { askForCase, type Seeing } from './case-question.ts'
import { caseView, speakerView, type CaseView, type SpeakerView } from './case-view.ts'

export { caseView, speakerView, type CaseView, type SpeakerView }

/** Everything that the person's page shows. */
export interface OwnCase {
  readonly entries: readonly Entry[]
  readonly asked: readonly Asked[]
  readonly remedies: readonly RemedyLine[]
  readonly files: readonly OpenFile[]
  readonly running: readonly RunningClock[]
  readonly late: readonly RunningClock[]
  readonly moved: readonly { readonly clock: Clock; readonly oldDay: string; readonly newDay: string; readonly reason: string | null }[]
  readonly unansweredReadback: boolean
  readonly unapprovedVoice: boolean
  readonly surveyOpen: boolean
  /** Whether the person asked to be less hidden and may say it again now. */
  readonly mayBeLessHidden: boolean
  readonly places: readonly { readonly route: string; readonly name: string; readonly contact: string }[]
  readonly who: readonly { readonly name: string; readonly people: number; readonly since: string }[]
  /** Those who may keep helping, since what was told was written down. */
  readonly helpers: readonly { readonly name: string; readonly since: string }[]
  /** Whether somebody else wrote it down and the person has done nothing since: another may have seen the code. */
  readonly offersNewCode: boolean
  readonly speakers: readonly Speaker[]
  /** Whether somebody else told it for whoever reads this. */
  readonly toldByAnother: boolean
  /** Whether whoever reads this told it for somebody who has no code of their own yet. */
  readonly tellsForAnother: boolean
  /** The group to which it belongs; null where that is one person. */
  readonly group: Group | null
  /** Whether there are organisations that could speak for somebody. */
  readonly organisations: boolean
}

/** Somebody who speaks for the person now: what they may do, since when, and the organisation's name where it has an account. */
export interface Speaker {
  readonly id: string
  /** The principal of the organisation, or of whoever told it. */
  readonly by: string
  readonly team: string | null
  readonly evidence: string
  /** Whether the person gave it on their own page. */
  readonly givenHere: boolean
  readonly scope: readonly string[]
  readonly since: string
  readonly until: string | null
}

export interface RunningClock {
  readonly clock: Clock
  readonly dueAt: Date
  readonly late: boolean
}

/** The person's own case as their page shows it, asked for once and opened with the keys of their own session. */
export async function openOwnCase(context: Context, { person, words }: Pick<OwnScene, 'person' | 'words'>): Promise<[OwnScene, OwnCase]> {
  const [opened, own] = await openCase(context, { ...person, words })
  return [{ context, person, words, opened }, own]
}

/** A case as its person sees it, asked for once; with a reference it is that one. Keys that a mandate left behind are turned on the way. */
export async function openCase(context: Context, seeing: Seeing, reference?: string): Promise<[OpenGrievance, OwnCase]> {
  const row = await askForCase(context, seeing, reference)
  const grievance = opened(seeing.keyring, row)
  if (row === undefined) throw new NotFound()
  const now = context.clock.now()
  if (row.stale.length > 0) await turnStaleKeys(context, grievance.compartments, dayOf(now))
  const items = openedItems(grievance.compartments, row.items)
  const entries = timeline(row.events, grievance.grouped ? 'group' : 'person', items)
  const own = {
    entries,
    ...clocksOf(promisedTo(seeing.actor, runningFrom(row.running)), now, items),
    asked: askedFrom(row.asked, items),
    remedies: remediesFrom(row.remedies, items, false),
    files: onceEach(openedFiles(grievance.compartments, row.files)),
    unansweredReadback: waitsFor(entries, 'acknowledged', 'readback_answered'),
    unapprovedVoice: waitsFor(entries, 'voice_written', 'voice_approved'),
    places: row.places,
    mayBeLessHidden: row.reader?.opens_mode_on != null && row.reader.opens_mode_on <= dayOf(now),
    surveyOpen: row.reader?.survey_state === 'open',
    who: row.who,
    helpers: [...namesFrom(context, row.helpers).values()].map(name => ({ name, since: entries[0]?.day ?? '' })),
    offersNewCode: entries[0]?.actorKind === 'account' && !entries.some(entry => entry.actorKind === 'affected'),
    speakers: speakersFrom(row.mandates, grievance.grouped ? null : seeing.actor),
    toldByAnother: row.reader !== null && !row.reader.roles.includes('submitter') && entries[0]?.actorKind !== 'account',
    tellsForAnother: tellsForAnother(row.reader),
    group: groupFrom(row.group, grievance, items, dayOf(now)),
    organisations: row.organisations.length > 0,
  }
  return [grievance, own]
}

/** Each file once: its original, or its clean copy where this reader has no key to that. */
function onceEach(files: readonly OpenFile[]): OpenFile[] {
  const ids = new Set(files.map(file => file.id))
  return files.filter(file => file.copyOf === null || !ids.has(file.copyOf))
}

/** Whoever speaks for this person; a group, like somebody who speaks, sees all who do. */
function speakersFrom(mandates: readonly RunningMandate[], actor: Actor | null): Speaker[] {
  return mandates
    .filter(mandate => actor?.kind !== 'affected' || mandate.participant_id === actor.participantId)
    .map(({ id, representative_id, team, scope, evidence, given_here, since, until_on }) => ({
      id,
      by: representative_id,
      team,
      scope,
      evidence,
      givenHere: given_here,
      since,
      until: until_on,
    }))
}

function tellsForAnother(reader: { readonly capacity: string; readonly roles: readonly string[] } | null): boolean {
  return reader !== null && reader.roles.includes('affected') && REPRESENTING_CAPACITIES.some(capacity => capacity === reader.capacity)
}

/** Whether something was put to the person that they have not answered since. */
function waitsFor(entries: readonly Entry[], asked: EventType, answered: EventType): boolean {
  const last = entries.findLast(entry => entry.type === asked)
  return last !== undefined && !entries.some(entry => entry.type === answered && entry.version > last.version)
}

/** What was promised to whoever reads this: to all, and in a group to them alone. */
function promisedTo(actor: Actor, clocks: readonly Running[]): Running[] {
  return clocks.filter(clock => clock.memberId === null || (actor.kind === 'affected' && clock.memberId === actor.participantId))
}

/** Running clocks, those that are late, and those that were moved and why. */
function clocksOf(
  clocks: readonly Running[],
  now: Date,
  items: ReadonlyMap<string, OpenItem>,
): Pick<OwnCase, 'running' | 'late' | 'moved'> {
  const running = clocks.map(({ clock, dueAt }) => ({ clock, dueAt, late: lastDay(dueAt) < dayOf(now) && CLOCK_OWES[clock] !== 'person' }))
  const moved = clocks
    .filter(clock => clock.extendedBy !== null)
    .map(({ clock, dueAt, extendedBy, reasonItemId }) => {
      const said = items.get(reasonItemId ?? '')?.said
      const oldDay = String(said?.answers?.oldDay ?? addDays(lastDay(dueAt), -(extendedBy ?? 0)))
      return { clock, newDay: lastDay(dueAt), oldDay, reason: said?.text ?? null }
    })
  return { running, late: running.filter(row => row.late), moved }
}
