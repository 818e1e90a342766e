import { openFiles, type OpenFile } from '../grievances/files.ts'
import { openItems } from '../grievances/items.ts'
import { grievancesVisibleTo } from '../grievances/visible.ts'
import { timeline, type Entry } from '../grievances/timeline.ts'
import { askedOf, remediesOf, type Asked, type RemedyLine } from '../remedies/queries.ts'
import type { Scene } from '../web/desk-act.ts'
import { membersOf, namesOf, onlyParticipant, runningClocks } from './queries.ts'

/** All that a case file shows, opened with the member's own keys. */
export interface CaseFile {
  readonly now: Date
  readonly title: string | null
  readonly entries: readonly Entry[]
  readonly names: ReadonlyMap<string, string>
  readonly running: Awaited<ReturnType<typeof runningClocks>>
  readonly remedies: readonly RemedyLine[]
  readonly asked: readonly Asked[]
  readonly files: readonly OpenFile[]
  readonly tracks: readonly string[]
  readonly rating: {
    readonly scale: number | null
    readonly scope: number | null
    readonly irremediability: number | null
    readonly overall: number
  } | null
  readonly involvement: readonly { readonly organisation: string; readonly mode: string }[]
  readonly rights: readonly string[]
  readonly topics: readonly string[]
  readonly handler: string | null
  readonly team: string
  readonly routedBy: string
  readonly identityMode: string
  readonly identityName: string | null
  readonly identityWords: string | null
  readonly members: number
  readonly excluded: number
}

/** Reads a case file. */
export async function caseFile(scene: Scene): Promise<CaseFile> {
  const { context, opened } = scene
  const { db } = context
  const shared = opened.compartment('shared')
  const entries = await timeline(db, opened, 'team')
  const names = await namesOf(context, [...new Set([...entries.map(entry => entry.actorId), opened.handlerId].filter(id => id !== null))])
  const row = await grievancesVisibleTo(db, scene.account.actor)
    .innerJoin('teams', 'teams.id', 'grievances.team_id')
    .select(['teams.name', 'routed_by'])
    .where('grievances.id', '=', opened.id)
    .executeTakeFirstOrThrow()
  const participant = await onlyParticipant(db, opened.id)
  const { excluded } = await db
    .selectFrom('interests')
    .select(eb => eb.fn.countAll<number>().as('excluded'))
    .where('grievance_id', '=', opened.id)
    .where('conflict', '=', true)
    .executeTakeFirstOrThrow()
  return {
    now: context.clock.now(),
    title: await titleOf(scene),
    entries,
    names,
    running: await runningClocks(db, opened.id),
    remedies: await remediesOf(db, opened.id, shared, true),
    asked: await askedOf(db, opened.id, shared),
    files: await openFiles(db, opened.compartments),
    tracks: await openTracks(scene),
    ...(await judgements(scene)),
    topics: (await db.selectFrom('grievance_topics').select('topic').where('grievance_id', '=', opened.id).execute()).map(
      topic => topic.topic,
    ),
    handler: opened.handlerId === null ? null : (names.get(opened.handlerId) ?? null),
    team: row.name,
    routedBy: row.routed_by,
    identityMode: participant.identity_mode,
    ...(await identityOf(scene)),
    members: (await membersOf(context, opened)).length,
    excluded: Number(excluded),
  }
}

async function titleOf(scene: Scene): Promise<string | null> {
  const items = await openItems(scene.context.db, [scene.opened.compartment('shared')], ['title'])
  const staff = [...items.values()].filter(item => item.authorKind === 'account').toSorted((a, b) => a.madeOn.localeCompare(b.madeOn))
  const title = staff.at(-1) ?? [...items.values()][0]
  return title === undefined ? null : (title.said?.text ?? scene.words.t('casework:cannotOpen'))
}

async function identityOf(scene: Scene): Promise<Pick<CaseFile, 'identityName' | 'identityWords'>> {
  const identity = scene.opened.compartments.filter(compartment => compartment.kind === 'identity')
  const [item] = (await openItems(scene.context.db, identity, ['identity'])).values()
  if (item?.said === null) return { identityName: null, identityWords: scene.words.t('casework:cannotOpen') }
  const answers = Object.entries(item?.said?.answers ?? {})
    .filter(([name, value]) => name !== 'name' && value !== '')
    .map(([, value]) => [value].flat().join(' '))
  const name = item?.said?.answers?.name
  return { identityName: typeof name === 'string' ? name : null, identityWords: answers.length === 0 ? null : answers.join(' · ') }
}

async function openTracks(scene: Scene): Promise<string[]> {
  const rows = await scene.context.db
    .selectFrom('tracks')
    .select('track')
    .where('grievance_id', '=', scene.opened.id)
    .where('closed_on', 'is', null)
    .execute()
  return [...new Set(rows.map(row => row.track))]
}

async function judgements(scene: Scene): Promise<Pick<CaseFile, 'rating' | 'involvement' | 'rights'>> {
  const { db } = scene.context
  const rating = await db
    .selectFrom('severity_ratings')
    .innerJoin('impacts', 'impacts.id', 'severity_ratings.impact_id')
    .select(['scale', 'scope', 'irremediability', 'overall'])
    .where('grievance_id', '=', scene.opened.id)
    .orderBy('version', 'desc')
    .executeTakeFirst()
  const involvement = await db
    .selectFrom('involvement_ratings')
    .innerJoin('impacts', 'impacts.id', 'involvement_ratings.impact_id')
    .innerJoin('organisations', 'organisations.id', 'organisation_id')
    .select(['organisations.name as organisation', 'mode', 'version'])
    .where('grievance_id', '=', scene.opened.id)
    .orderBy('version')
    .execute()
  const rights = await db
    .selectFrom('impact_rights')
    .innerJoin('impacts', 'impacts.id', 'impact_rights.impact_id')
    .select('right_code')
    .where('grievance_id', '=', scene.opened.id)
    .orderBy('right_code')
    .execute()
  return {
    rating: rating ?? null,
    involvement: [...new Map(involvement.map(one => [one.organisation, one])).values()],
    rights: rights.map(one => one.right_code),
  }
}
