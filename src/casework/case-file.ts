import { dayOf } from '../domain/calendar.ts'
import { onlyHelps } from '../domain/predicates.ts'
import { GROUP, groupFrom, type Group } from '../communities/queries.ts'
import { runningFrom, RUNNING, type Running } from '../grievances/clocks.ts'
import { FILES, openedFiles, type OpenFile } from '../grievances/files.ts'
import { ITEMS, openedItems, type OpenItem } from '../grievances/items.ts'
import { holdersIn } from '../grievances/keyring.ts'
import type { RunningMandate } from '../grievances/running-mandates.ts'
import { openableToStaff } from '../grievances/open.ts'
import { EVENTS, timeline, type Entry } from '../grievances/timeline.ts'
import { staffFrom, type Staff } from '../grievances/visible.ts'
import { question } from '../platform/database/question.ts'
import type { Reader } from '../contracts/schema.ts'
import { answersInWords } from '../intake/queries.ts'
import { askedFrom, ASKED, remediesFrom, REMEDIES, type Asked, type RemedyLine } from '../remedies/queries.ts'
import type { Scene } from '../web/desk-act.ts'
import { ACTED_APART, memberName, memberNumbers } from './members.ts'
import { factsFrom, FACTS } from './file-facts.ts'
import { namesFrom, PROFILES } from './queries.ts'
import { readersFrom, type Readers } from './readers.ts'
import { anHourBefore, readLatelyIn } from './tell-read.ts'

/** All that a case file shows, opened with the member's own keys. */
export interface CaseFile {
  readonly now: Date
  readonly title: string | null
  readonly entries: readonly Entry[]
  readonly names: ReadonlyMap<string, string>
  readonly running: readonly Running[]
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
  readonly channel: string
  /** Whether what a helper wrote down was read back to the person; null where nobody helped. */
  readonly readBack: boolean | null
  /** Whether the reader sees it only because they help the person: no more than the person knows. */
  readonly onlyHelps: boolean
  readonly routedBy: string
  readonly readers: Readers
  readonly identityMode: string
  /** Whether this reader may see who the person is, and whether those who keep names were asked. */
  readonly namesOpen: boolean
  readonly namesAsked: boolean
  readonly identityName: string | null
  readonly identityWords: string | null
  /** Who speaks for the person now. */
  readonly mandates: readonly RunningMandate[]
  /** The numbers by which those of a group are told apart who do something for themselves, by participant. */
  readonly memberNumbers: ReadonlyMap<string, number>
  /** The group to which it belongs; null where that is one person. */
  readonly group: Group | null
  readonly members: number
  readonly leads: number
  readonly excluded: number
  /** Who looks at it again, or did. */
  readonly panel: string | null
}

type Items = ReadonlyMap<string, OpenItem>
type Reading = Pick<Scene, 'context' | 'account'>

/** Asks once for a case file, whether this account has declared an interest in it, and whether it was read within the hour. */
export async function askForFile({ context, account }: Reading, reference: string) {
  const since = anHourBefore(context.clock.now())
  const [row] = await fileOf(context.db, { ...staffFrom(account.actor), holders: holdersIn(account.keyring), reference, since })
  return row
}

interface Asking extends Staff {
  readonly holders: readonly string[]
  readonly reference: string
  readonly since: Date
}

const fileOf = question((db: Reader, { id, teams, holders, reference, since }: Asking) =>
  openableToStaff(db, { id, teams }, holders)
    .select(eb => [
      eb
        .selectFrom('interests')
        .select('conflict')
        .whereRef('interests.grievance_id', '=', 'grievances.id')
        .where('interests.account_id', '=', id)
        .as('declared'),
      readLatelyIn(eb, id, since).as('read_lately'),
      ITEMS.as('items'),
      EVENTS.as('events'),
      RUNNING.as('running'),
      FILES.as('files'),
      ASKED.as('asked'),
      REMEDIES.as('remedies'),
      PROFILES.as('profiles'),
      FACTS.as('facts'),
      GROUP.as('group'),
      ACTED_APART.as('acted'),
    ])
    .where('grievances.reference', '=', reference),
)

type Row = NonNullable<Awaited<ReturnType<typeof askForFile>>>

/** The case file of this row, everything that is shown of it opened once. */
export function caseFile(scene: Scene, row: Row): CaseFile {
  const { context, opened } = scene
  const items = openedItems(opened.compartments, row.items)
  const helps = onlyHelps(scene.account.actor, opened)
  const entries = timeline(row.events, helps ? (opened.grouped ? 'group' : 'person') : 'team', items)
  const { readBack } = entries[0]?.facts ?? {}
  const names = namesFrom(context, row.profiles)
  const numbers = memberNumbers(row.acted)
  const readers = readersFrom(items.values())
  const facts = factsFrom(row.facts)
  return {
    now: context.clock.now(),
    title: titleOf(scene, items),
    entries,
    readBack: typeof readBack === 'boolean' ? readBack : null,
    onlyHelps: helps,
    names,
    running: runningFrom(row.running),
    remedies: remediesFrom(row.remedies, items, !helps),
    asked: askedFrom(row.asked, items),
    files: openedFiles(opened.compartments, row.files),
    ...facts,
    routedBy: readers.moved ? 'moved' : facts.routedBy,
    readers,
    handler: opened.handlerId === null ? null : (names.get(opened.handlerId) ?? null),
    memberNumbers: numbers,
    group: helps ? null : groupFrom(row.group, opened, items, dayOf(context.clock.now())),
    ...identityOf(scene, items, numbers),
    ...namesOf(scene, row),
  }
}

function namesOf({ opened }: Scene, row: Row): Pick<CaseFile, 'namesOpen' | 'namesAsked'> {
  const told = row.events.map(event => event.type)
  return {
    namesOpen: opened.compartments.some(one => one.kind === 'identity'),
    namesAsked: told.lastIndexOf('identity_asked') > told.lastIndexOf('identity_opened'),
  }
}

function titleOf(scene: Scene, items: Items): string | null {
  const titles = [...items.values()].filter(item => item.kind === 'title')
  const staff = titles.filter(item => item.authorKind === 'account')
  const title = staff.at(-1) ?? titles[0]
  return title === undefined ? null : (title.said?.text ?? scene.words.t('casework:cannotOpen'))
}

/** What was sealed apart, of each of a group by itself; of each thing that was said more than once the newest counts. */
function identityOf(scene: Scene, items: Items, numbers: CaseFile['memberNumbers']): Pick<CaseFile, 'identityName' | 'identityWords'> {
  const apart = [...items.values()].filter(one => one.kind === 'identity' && one.compartment.kind === 'identity')
  const whose = scene.opened.grouped ? [...new Set(apart.map(item => item.compartment.participantId))] : [null]
  const known = whose.map(participantId => {
    const theirs = apart.filter(item => participantId === null || item.compartment.participantId === participantId)
    const { name, rest } = toldIn(scene, theirs)
    const who = participantId === null ? '' : `${memberName(scene.words, numbers, participantId)}: `
    return { name: name === '' ? '' : who + name, rest: rest === '' ? '' : who + rest }
  })
  const joined = (parts: string[]): string | null => parts.filter(part => part !== '').join(' · ') || null
  return { identityName: joined(known.map(one => one.name)), identityWords: joined(known.map(one => one.rest)) }
}

/** What one person said of who they are: their name, and the rest in words. */
function toldIn({ words }: Scene, items: readonly OpenItem[]): { name: string; rest: string } {
  const told = items.map(item => item.said)
  const { name, youngName, ...rest } = Object.assign({}, ...told.map(said => said?.answers ?? {})) as Record<string, string | string[]>
  const lines = answersInWords(words, rest).map(({ label, answer }) => `${label}: ${answer}`)
  const damaged = told.includes(null) ? [words.t('casework:cannotOpen')] : []
  return { name: [name ?? youngName ?? ''].flat().join(' '), rest: [...lines, ...damaged].join(' · ') }
}
