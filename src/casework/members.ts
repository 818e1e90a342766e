import { lastDay } from '../domain/calendar.ts'
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import type { Clock } from '../domain/process.ts'
import { openItems, type OpenItem } from '../grievances/items.ts'
import { ofGrievances } from '../grievances/parts.ts'
import { grievancesVisibleTo } from '../grievances/visible.ts'
import type { Option } from '../platform/forms/index.ts'
import type { Translate } from '../platform/words.ts'
import type { Scene } from '../web/desk-act.ts'

/** Those of a group who did something for themselves, in the order in which it happened, as part of a question that starts from grievances. */
export const ACTED_APART = jsonArrayFrom(
  ofGrievances
    .selectFrom('events')
    .innerJoin('sealed_items', 'sealed_items.id', 'events.item_id')
    .innerJoin('compartments', 'compartments.id', 'sealed_items.compartment_id')
    .select('compartments.participant_id')
    .whereRef('events.grievance_id', '=', 'grievances.id')
    .where('compartments.participant_id', 'is not', null)
    .where('sealed_items.author_kind', '=', 'affected')
    .orderBy('events.version'),
)

/**
 * The numbers by which the desk tells those of a group apart who did something for themselves, by participant, in the order in which they
 * first did: no later act changes them, they are the same for whoever keeps names and for whoever answers, and they say nothing about
 * anybody, nor how many did nothing.
 */
export function memberNumbers(acted: readonly { readonly participant_id: string | null }[]): ReadonlyMap<string, number> {
  return new Map([...new Set(acted.map(row => row.participant_id ?? ''))].map((id, index) => [id, index + 1]))
}

/** The same of a grievance that is open. */
export async function numbersOf({ context, opened }: Pick<Scene, 'context' | 'opened'>): Promise<ReadonlyMap<string, number>> {
  const row = await grievancesVisibleTo(context.db, { kind: 'system' })
    .select(ACTED_APART.as('acted'))
    .where('grievances.id', '=', opened.id)
    .executeTakeFirstOrThrow()
  return memberNumbers(row.acted)
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
  const numbers = await numbersOf(scene)
  const own = scene.opened.compartments.filter(one => one.kind === 'own')
  const items = [...(await openItems(scene.context.db, own)).values()].filter(item => item.authorKind === 'affected')
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
  const last = items.findLast(item => item.compartment.participantId === row.id && (item.said?.text ?? '') !== '')
  return [
    memberName(words, numbers, row.id),
    ...(row.due_at === null ? [] : [words.t('casework:promisedBy', { day: words.day(lastDay(row.due_at)) })]),
    ...(row.language === opened.language ? [] : [words.languageName(row.language)]),
    ...(row.left_on === null ? [] : [words.t('casework:hasLeft')]),
    ...(last === undefined ? [] : [words.t('casework:lastWords', { words: shortened(last.said?.text ?? '') })]),
  ].join(' · ')
}

function shortened(text: string): string {
  const [start = ''] = /^.{0,60}(?=\s|$)/su.exec(text) ?? []
  return start === text ? text : `${start === '' ? text.slice(0, 60) : start}…`
}
