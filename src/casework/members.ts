import type { Clock } from '../domain/process.ts'
import { openItems, type OpenItem } from '../grievances/items.ts'
import type { Option } from '../platform/forms/index.ts'
import type { Translate } from '../platform/words.ts'
import type { Scene } from '../web/desk-act.ts'

/** In which order things happened: the items of events, oldest first. */
export type Happened = readonly { readonly item_id: string | null }[]

/**
 * The numbers by which the desk tells those of a group apart who did something for themselves, by participant, in the order in which they
 * first did, which no later act changes: they say nothing about anybody, nor how many did not.
 */
export function memberNumbers(items: ReadonlyMap<string, OpenItem>, happened: Happened): ReadonlyMap<string, number> {
  const own = happened.flatMap(({ item_id }) => {
    const item = items.get(item_id ?? '')
    return item?.authorKind === 'affected' ? (item.compartment.participantId ?? []) : []
  })
  return new Map([...new Set(own)].map((id, index) => [id, index + 1]))
}

/** The same of a grievance that is open. */
export async function numbersOf(scene: Pick<Scene, 'context' | 'opened'>): Promise<ReadonlyMap<string, number>> {
  return memberNumbers(await ownItems(scene), await happenedIn(scene))
}

/** What those of a group wrote for themselves, as far as this reader's keys open it. */
function ownItems({ context, opened }: Pick<Scene, 'context' | 'opened'>): Promise<Map<string, OpenItem>> {
  return openItems(
    context.db,
    opened.compartments.filter(one => one.participantId !== null),
  )
}

function happenedIn({ context, opened }: Pick<Scene, 'context' | 'opened'>): Promise<Happened> {
  return context.db.selectFrom('events').select('item_id').where('grievance_id', '=', opened.id).orderBy('version').execute()
}

/** One of a group, as the desk names them. */
export function memberName(words: Translate, numbers: ReadonlyMap<string, number>, participantId: string | null): string {
  const count = numbers.get(participantId ?? '')
  return count === undefined ? words.t('casework:oneOfGroup') : words.t('casework:oneMember', { count })
}

/** Whom of a group an act may answer alone: first those to whom this is promised, then others who did something for themselves. */
export interface ToAnswer {
  readonly asked: readonly string[]
  readonly options: readonly Option[]
}

/** Those of a group who can be answered alone, each by a number, what is promised to them, and what they wrote last. */
export async function membersToAnswer(scene: Scene, clock: Clock): Promise<ToAnswer> {
  const own = await ownItems(scene)
  const numbers = memberNumbers(own, await happenedIn(scene))
  const items = [...own.values()].filter(item => item.compartment.kind === 'own' && item.authorKind === 'affected')
  const rows = (await membersAnd(scene, clock)).filter(row => row.due_at !== null || (row.left_on === null && numbers.has(row.id)))
  const asked = rows.filter(row => row.due_at !== null)
  const sorted = [...asked, ...rows.filter(row => row.due_at === null)]
  return {
    asked: asked.map(row => row.id),
    options: sorted.map(row => ({ value: row.id, label: labelOf(scene, row, { numbers, items }) })),
  }
}

type MemberRow = Awaited<ReturnType<typeof membersAnd>>[number]

function membersAnd({ context, opened }: Scene, clock: Clock) {
  return context.db
    .selectFrom('members')
    .innerJoin('participants', 'participants.id', 'members.participant_id')
    .leftJoin('clocks', join =>
      join.onRef('clocks.participant_id', '=', 'participants.id').on('clocks.clock', '=', clock).on('clocks.met_at', 'is', null),
    )
    .select(['participants.id', 'participants.language', 'members.left_on', 'clocks.due_at'])
    .where('members.grievance_id', '=', opened.id)
    .orderBy('clocks.due_at')
    .execute()
}

interface Known {
  readonly numbers: ReadonlyMap<string, number>
  readonly items: readonly OpenItem[]
}

function labelOf({ words, opened }: Scene, row: MemberRow, { numbers, items }: Known): string {
  const last = items
    .filter(item => item.compartment.participantId === row.id && (item.said?.text ?? '') !== '')
    .toSorted((a, b) => a.madeOn.localeCompare(b.madeOn))
    .at(-1)
  return [
    memberName(words, numbers, row.id),
    ...(row.due_at === null ? [] : [words.t('casework:promisedBy', { day: words.day(row.due_at) })]),
    ...(row.language === opened.language ? [] : [words.languageName(row.language)]),
    ...(row.left_on === null ? [] : [words.t('casework:hasLeft')]),
    ...(last === undefined ? [] : [words.t('casework:lastWords', { words: shortened(last.said?.text ?? '') })]),
  ].join(' · ')
}

function shortened(text: string): string {
  const [start = ''] = /^.{0,60}(?=\s|$)/su.exec(text) ?? []
  return start === text ? text : `${start === '' ? text.slice(0, 60) : start}…`
}
