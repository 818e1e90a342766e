import { addDays, dayOf } from '../domain/calendar.ts'
import { CLOCK_OWES, type Clock } from '../domain/process.ts'
import { openFiles } from '../grievances/files.ts'
import { openItems, type OpenItem } from '../grievances/items.ts'
import { timeline, type Entry } from '../grievances/timeline.ts'
import { helpPlaces } from '../intake/queries.ts'
import { askedOf, remediesOf, type Asked, type RemedyLine } from '../remedies/queries.ts'
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
  readonly surveyOpen: boolean
  readonly places: Awaited<ReturnType<typeof helpPlaces>>
  readonly who: readonly { readonly name: string; readonly people: number; readonly since: string }[]
}

export interface RunningClock {
  readonly clock: Clock
  readonly dueAt: Date
  readonly late: boolean
}

/** Reads the person's own case with the keys of their own session. */
export async function ownCase(scene: OwnScene): Promise<OwnCase> {
  const { context, opened } = scene
  const items = await openItems(context.db, opened.compartments)
  const entries = await timeline(context.db, opened, 'person', items)
  const clocks = await clocksOf(scene, items)
  const participant = await context.db
    .selectFrom('participants')
    .select('survey_state')
    .where('id', '=', scene.person.actor.participantId)
    .executeTakeFirst()
  const files = await openFiles(context.db, opened.compartments)
  return {
    entries,
    ...clocks,
    asked: await askedOf(context.db, opened.id, items),
    remedies: await remediesOf(context.db, opened.id, items, false),
    files: files.filter(file => file.copyOf === null).map(file => file.named?.name ?? scene.words.t('dialogue:cannotOpen')),
    unansweredReadback: waitsForReadback(entries),
    places: await helpPlaces(context.db, scene.words.language.tag),
    surveyOpen: participant?.survey_state === 'open',
    who: await whoCanOpen(scene),
  }
}

function waitsForReadback(entries: readonly Entry[]): boolean {
  const asked = entries.findLast(entry => entry.type === 'acknowledged')
  return asked !== undefined && !entries.some(entry => entry.type === 'readback_answered' && entry.version > asked.version)
}

async function clocksOf(scene: OwnScene, items: ReadonlyMap<string, OpenItem>): Promise<Pick<OwnCase, 'running' | 'late' | 'moved'>> {
  const rows = await scene.context.db
    .selectFrom('clocks')
    .selectAll()
    .where('grievance_id', '=', scene.opened.id)
    .where('met_at', 'is', null)
    .orderBy('due_at')
    .execute()
  const now = scene.context.clock.now()
  const running = rows.map(row => ({ clock: row.clock, dueAt: row.due_at, late: row.due_at < now && CLOCK_OWES[row.clock] !== 'person' }))
  const extended = rows.filter(row => row.extended_by !== null)
  const moved = extended.map(row => {
    const said = items.get(row.reason_item_id ?? '')?.said
    return {
      clock: row.clock,
      newDay: dayOf(row.due_at),
      oldDay: String(said?.answers?.oldDay ?? addDays(dayOf(row.due_at), -(row.extended_by ?? 0))),
      reason: said?.text ?? null,
    }
  })
  return { running, late: running.filter(row => row.late), moved }
}

/** Who holds a key to what was said: each team, how many people are in it, and since when. */
async function whoCanOpen(scene: OwnScene): Promise<OwnCase['who']> {
  const rows = await scene.context.db
    .selectFrom('compartment_grants')
    .innerJoin('teams', 'teams.id', 'compartment_grants.grantee_id')
    .leftJoin('memberships', join => join.onRef('memberships.team_id', '=', 'teams.id').on('memberships.state', '=', 'confirmed'))
    .select(eb => [
      'teams.name',
      eb.fn.count<number>('memberships.account_id').distinct().as('people'),
      eb.fn.min('compartment_grants.since').as('since'),
    ])
    .where('compartment_grants.compartment_id', '=', scene.opened.compartment('shared').id)
    .groupBy(['teams.id', 'teams.name'])
    .orderBy('since')
    .execute()
  return rows.map(row => ({ name: row.name, people: Number(row.people), since: row.since }))
}
