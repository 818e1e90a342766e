import { jsonArrayFrom } from 'kysely/helpers/postgres'
import { addDays, dayOf } from '../domain/calendar.ts'
import { CLOCK_OWES, type Clock } from '../domain/process.ts'
import type { EventType } from '../domain/rules.ts'
import type { Context } from '../contracts/context.ts'
import { runningFrom, RUNNING, type Running } from '../grievances/clocks.ts'
import { FILES, openedFiles } from '../grievances/files.ts'
import { ITEMS, openedItems, type OpenItem } from '../grievances/items.ts'
import { openable, opened } from '../grievances/open.ts'
import { ofGrievances } from '../grievances/parts.ts'
import { EVENTS, timeline, type Entry } from '../grievances/timeline.ts'
import { NotFound } from '../platform/errors.ts'
import { askedFrom, ASKED, remediesFrom, REMEDIES, type Asked, type RemedyLine } from '../remedies/queries.ts'
import { namesFrom } from '../casework/queries.ts'
import { HELPERS } from '../helping/queries.ts'
import type { OwnScene } from '../web/person-act.ts'

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
}

export interface RunningClock {
  readonly clock: Clock
  readonly dueAt: Date
  readonly late: boolean
}

/** The person's own case as their page shows it, asked for once and opened with the keys of their own session. */
export async function openOwnCase(context: Context, { person, words }: Pick<OwnScene, 'person' | 'words'>): Promise<[OwnScene, OwnCase]> {
  const row = await openable(context.db, person.actor, person.keyring)
    .select(eb => [
      ITEMS.as('items'),
      EVENTS.as('events'),
      RUNNING.as('running'),
      FILES.as('files'),
      ASKED.as('asked'),
      REMEDIES.as('remedies'),
      WHO.as('who'),
      HELPERS.as('helpers'),
      jsonArrayFrom(eb.selectFrom('help_places').select(['route', 'name', 'contact']).where('language', '=', words.language.tag)).as(
        'places',
      ),
      eb.selectFrom('participants').select('survey_state').where('participants.id', '=', person.actor.participantId).as('survey'),
    ])
    .executeTakeFirst()
  const grievance = opened(person.keyring, row)
  if (row === undefined) throw new NotFound()
  const items = openedItems(grievance.compartments, row.items)
  const entries = timeline(row.events, 'person', items)
  const files = openedFiles(grievance.compartments, row.files).filter(file => file.copyOf === null)
  const own = {
    entries,
    ...clocksOf(runningFrom(row.running), context.clock.now(), items),
    asked: askedFrom(row.asked, items),
    remedies: remediesFrom(row.remedies, items, false),
    files: files.map(file => file.named?.name ?? words.t('dialogue:cannotOpen')),
    unansweredReadback: waitsFor(entries, 'acknowledged', 'readback_answered'),
    unapprovedVoice: waitsFor(entries, 'voice_written', 'voice_approved'),
    places: row.places,
    surveyOpen: row.survey === 'open',
    who: row.who,
    helpers: [...namesFrom(context, row.helpers).values()].map(name => ({ name, since: entries[0]?.day ?? '' })),
    offersNewCode: entries[0]?.actorKind === 'account' && !entries.some(entry => entry.actorKind === 'affected'),
  }
  return [{ context, person, words, opened: grievance }, own]
}

/** Whether something was put to the person that they have not answered since. */
function waitsFor(entries: readonly Entry[], asked: EventType, answered: EventType): boolean {
  const last = entries.findLast(entry => entry.type === asked)
  return last !== undefined && !entries.some(entry => entry.type === answered && entry.version > last.version)
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
