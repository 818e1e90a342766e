import { jsonArrayFrom, jsonObjectFrom } from 'kysely/helpers/postgres'
import type { Actor } from '../domain/actor.ts'
import { addDays, dayOf } from '../domain/calendar.ts'
import { CLOCK_OWES, type Clock } from '../domain/process.ts'
import type { EventType } from '../domain/rules.ts'
import { GROUP_CAPACITIES, REPRESENTING_CAPACITIES } from '../domain/speaking.ts'
import type { Context } from '../contracts/context.ts'
import type { Reader } from '../contracts/schema.ts'
import type { Keyring } from '../contracts/keys.ts'
import { runningFrom, RUNNING, type Running } from '../grievances/clocks.ts'
import { FILES, openedFiles, type OpenFile } from '../grievances/files.ts'
import { ITEMS, openedItems, type OpenItem } from '../grievances/items.ts'
import { holdersIn } from '../grievances/keyring.ts'
import { MANDATES, type RunningMandate } from '../grievances/mandates.ts'
import { openable, opened, type OpenGrievance } from '../grievances/open.ts'
import { ofGrievances } from '../grievances/parts.ts'
import { turnStaleKeys } from '../grievances/rotate.ts'
import { EVENTS, timeline, type Entry } from '../grievances/timeline.ts'
import { NotFound } from '../platform/errors.ts'
import { askedFrom, ASKED, remediesFrom, REMEDIES, type Asked, type RemedyLine } from '../remedies/queries.ts'
import { GROUP, groupFrom, type Group } from '../communities/queries.ts'
import { question } from '../platform/database/question.ts'
import { namesFrom } from '../casework/queries.ts'
import { HELPERS } from '../helping/queries.ts'
import type { Translate } from '../platform/words.ts'
import type { OwnScene } from '../web/person-act.ts'
import { caseView, speakerView, type CaseView, type SpeakerView } from './case-view.ts'

export { caseView, speakerView, type CaseView, type SpeakerView }

/** Everything that the person's page shows. */
export interface OwnCase {
  readonly entries: readonly Entry[]
  readonly asked: readonly Asked[]
  readonly remedies: readonly RemedyLine[]
  readonly files: readonly string[]
  readonly running: readonly RunningClock[]
  readonly late: readonly RunningClock[]
  readonly moved: readonly { readonly clock: Clock; readonly oldDay: string; readonly newDay: string; readonly reason: string | null }[]
  readonly unansweredReadback: boolean
  readonly unapprovedVoice: boolean
  readonly surveyOpen: boolean
  readonly places: readonly { readonly route: string; readonly name: string; readonly contact: string }[]
  readonly who: readonly { readonly name: string; readonly people: number; readonly since: string }[]
  /** Those who may keep helping, since what was told was written down. */
  readonly helpers: readonly { readonly name: string; readonly since: string }[]
  /** Whether somebody else wrote it down and the person has done nothing since: another may have seen the code. */
  readonly offersNewCode: boolean
  readonly speakers: readonly Speaker[]
  /** Whether whoever reads this told it for somebody who has no code of their own yet. */
  readonly tellsForAnother: boolean
  /** The group to which it belongs; null where that is one person. */
  readonly group: Group | null
  /** Whether whoever told it said that it happened to many. */
  readonly mayFormGroup: boolean
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

/** Whoever may see a case as the person does to whom it belongs. */
export interface Seeing {
  readonly actor: Actor
  readonly keyring: Keyring
  readonly words: Translate
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
  const files = onceEach(openedFiles(grievance.compartments, row.files))
  const own = {
    entries,
    ...clocksOf(promisedTo(seeing.actor, runningFrom(row.running)), now, items),
    asked: askedFrom(row.asked, items),
    remedies: remediesFrom(row.remedies, items, false),
    files: files.map(file => file.named?.name ?? seeing.words.t('dialogue:cannotOpen')),
    unansweredReadback: waitsFor(entries, 'acknowledged', 'readback_answered'),
    unapprovedVoice: waitsFor(entries, 'voice_written', 'voice_approved'),
    places: row.places,
    surveyOpen: row.reader?.survey_state === 'open',
    who: row.who,
    helpers: [...namesFrom(context, row.helpers).values()].map(name => ({ name, since: entries[0]?.day ?? '' })),
    offersNewCode: entries[0]?.actorKind === 'account' && !entries.some(entry => entry.actorKind === 'affected'),
    speakers: speakersFrom(row.mandates, seeing.actor),
    tellsForAnother: tellsForAnother(row.reader),
    group: groupFrom(row.group, grievance, items, dayOf(now)),
    mayFormGroup: row.reader !== null && GROUP_CAPACITIES.some(capacity => capacity === row.reader?.capacity),
    organisations: row.organisations.length > 0,
  }
  return [grievance, own]
}

/** A person's question is put together once; of those who have not joined yet nothing is shown, and of those who speak for somebody each may see through other teams. */
async function askForCase(context: Context, { actor, keyring, words }: Seeing, reference: string | undefined) {
  const asking = { holders: holdersIn(keyring), language: words.language.tag }
  if (actor.kind !== 'affected' || actor.place === 'invited') {
    const all = shownTo(context.db, actor, { ...asking, readerId: null })
    return all.$if(reference !== undefined, query => query.where('grievances.reference', '=', reference ?? '')).executeTakeFirst()
  }
  const { id, grievanceId, participantId } = actor
  return (await ownCase(context.db, { ...asking, id, grievanceId, participantId }))[0]
}

interface Asking {
  readonly holders: readonly string[]
  readonly language: string
}

const ownCase = question((db: Reader, values: Asking & { id: string; grievanceId: string; participantId: string }) => {
  const { id, grievanceId, participantId, holders, language } = values
  const actor = { kind: 'affected', id, grievanceId, participantId } as const
  return shownTo(db, actor, { holders, language, readerId: participantId })
})

/** What a case shows, of each that this actor may see. */
function shownTo(db: Reader, actor: Actor, { holders, language, readerId }: Asking & { readerId: string | null }) {
  return openable(db, actor, holders).select(eb => [
    ITEMS.as('items'),
    EVENTS.as('events'),
    RUNNING.as('running'),
    FILES.as('files'),
    ASKED.as('asked'),
    REMEDIES.as('remedies'),
    WHO.as('who'),
    MANDATES.as('mandates'),
    HELPERS.as('helpers'),
    GROUP.as('group'),
    jsonArrayFrom(eb.selectFrom('help_places').select(['route', 'name', 'contact']).where('language', '=', language)).as('places'),
    jsonObjectFrom(eb.selectFrom('participants').select(['survey_state', 'capacity', 'roles']).where('participants.id', '=', readerId)).as(
      'reader',
    ),
    jsonArrayFrom(eb.selectFrom('teams').select('teams.id').where('teams.kind', '=', 'representative').limit(1)).as('organisations'),
    jsonArrayFrom(
      eb
        .selectFrom('keys_to_turn')
        .innerJoin('compartments', 'compartments.id', 'keys_to_turn.compartment_id')
        .select('compartments.id')
        .whereRef('compartments.grievance_id', '=', 'grievances.id'),
    ).as('stale'),
  ])
}

/** Each file once: its original, or its clean copy where this reader has no key to that. */
function onceEach(files: readonly OpenFile[]): OpenFile[] {
  const ids = new Set(files.map(file => file.id))
  return files.filter(file => file.copyOf === null || !ids.has(file.copyOf))
}

/** Whoever speaks for this person; somebody who speaks sees all who do. */
function speakersFrom(mandates: readonly RunningMandate[], actor: Actor): Speaker[] {
  return mandates
    .filter(mandate => actor.kind !== 'affected' || mandate.participant_id === actor.participantId)
    .map(({ id, representative_id, team, scope, evidence, since, until_on }) => ({
      id,
      by: representative_id,
      team,
      scope,
      evidence,
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
  const running = clocks.map(({ clock, dueAt }) => ({ clock, dueAt, late: dueAt < now && CLOCK_OWES[clock] !== 'person' }))
  const moved = clocks
    .filter(clock => clock.extendedBy !== null)
    .map(({ clock, dueAt, extendedBy, reasonItemId }) => {
      const said = items.get(reasonItemId ?? '')?.said
      const oldDay = String(said?.answers?.oldDay ?? addDays(dayOf(dueAt), -(extendedBy ?? 0)))
      return { clock, newDay: dayOf(dueAt), oldDay, reason: said?.text ?? null }
    })
  return { running, late: running.filter(row => row.late), moved }
}

/** Who holds a key to what was said: each team, how many people are in it, and since when. */
const WHO = jsonArrayFrom(
  ofGrievances
    .selectFrom('compartments')
    .innerJoin('compartment_grants', 'compartment_grants.compartment_id', 'compartments.id')
    .innerJoin('teams', 'teams.id', 'compartment_grants.grantee_id')
    .leftJoin('memberships', join => join.onRef('memberships.team_id', '=', 'teams.id').on('memberships.state', '=', 'confirmed'))
    .select(one => [
      'teams.name',
      one.fn.count<number>('memberships.account_id').distinct().as('people'),
      one.fn.min('compartment_grants.since').as('since'),
    ])
    .whereRef('compartments.grievance_id', '=', 'grievances.id')
    .where('compartments.kind', '=', 'shared')
    .groupBy(['teams.id', 'teams.name'])
    .orderBy('since'),
)
