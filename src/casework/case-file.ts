import { openFiles, type OpenFile } from '../grievances/files.ts'
import { openItems, type OpenItem } from '../grievances/items.ts'
import { timeline, type Entry } from '../grievances/timeline.ts'
import { answersInWords } from '../intake/queries.ts'
import { askedOf, remediesOf, type Asked, type RemedyLine } from '../remedies/queries.ts'
import type { Scene } from '../web/desk-act.ts'
import { fileFacts } from './file-facts.ts'
import { membersOf, namesOf, runningClocks } from './queries.ts'

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

type Items = ReadonlyMap<string, OpenItem>

/** Reads a case file; everything sealed in it is asked for and opened once. */
export async function caseFile(scene: Scene): Promise<CaseFile> {
  const { context, opened } = scene
  const { db } = context
  const items = await openItems(db, opened.compartments)
  const entries = await timeline(db, opened, 'team', items)
  const names = await namesOf(context, [...new Set([...entries.map(entry => entry.actorId), opened.handlerId].filter(id => id !== null))])
  return {
    now: context.clock.now(),
    title: titleOf(scene, items),
    entries,
    names,
    running: await runningClocks(db, opened.id),
    remedies: await remediesOf(db, opened.id, items, true),
    asked: await askedOf(db, opened.id, items),
    files: await openFiles(db, opened.compartments),
    ...(await fileFacts(scene)),
    handler: opened.handlerId === null ? null : (names.get(opened.handlerId) ?? null),
    ...identityOf(scene, items),
    members: (await membersOf(context, opened)).length,
  }
}

function titleOf(scene: Scene, items: Items): string | null {
  const titles = [...items.values()].filter(item => item.kind === 'title')
  const staff = titles.filter(item => item.authorKind === 'account').toSorted((a, b) => a.madeOn.localeCompare(b.madeOn))
  const title = staff.at(-1) ?? titles[0]
  return title === undefined ? null : (title.said?.text ?? scene.words.t('casework:cannotOpen'))
}

/** What was sealed apart; of each thing that was said more than once the newest counts. */
function identityOf(scene: Scene, items: Items): Pick<CaseFile, 'identityName' | 'identityWords'> {
  const apart = [...items.values()].filter(one => one.kind === 'identity' && one.compartment.kind === 'identity')
  const told = apart.toSorted((a, b) => a.madeOn.localeCompare(b.madeOn)).map(item => item.said)
  const { name, youngName, ...rest } = Object.assign({}, ...told.map(said => said?.answers ?? {})) as Record<string, string | string[]>
  const lines = answersInWords(scene.words, rest).map(({ label, answer }) => `${label}: ${answer}`)
  const damaged = told.includes(null) ? [scene.words.t('casework:cannotOpen')] : []
  const known = [name ?? youngName ?? ''].flat().join(' ')
  return { identityName: known === '' ? null : known, identityWords: [...lines, ...damaged].join(' · ') || null }
}
