import { jsonBuildObject } from 'kysely/helpers/postgres'
import type { Grievance } from '../domain/grievance.ts'
import { MEMBERS_OF_GROUP, placeInGroup } from '../grievances/members.ts'
import type { OpenItem } from '../grievances/items.ts'
import { ofGrievances } from '../grievances/parts.ts'
import type { Translate } from '../platform/words.ts'

/** Below this many, how many they are is said to nobody. */
const FEW = 10

/** How groups decide, from everybody together to those they chose. */
export const WAYS_OF_DECIDING = ['assembly', 'consensus', 'committee', 'elders', 'vote', 'other'] as const

/** A group as those see it who may: what it is called, how it decides, who speaks for it, and who lets themselves be seen. */
export interface Group {
  readonly name: string
  readonly rule: string
  readonly how: string
  readonly language: string
  readonly joined: number
  readonly speakers: readonly Speaking[]
  readonly seen: readonly Seen[]
}

/** One of a group who lets the others see them, by the name they chose. */
export interface Seen {
  readonly participantId: string
  readonly name: string
}

/** Somebody who speaks for a group: by the name they chose, if any, and for how long. */
export interface Speaking {
  readonly participantId: string
  readonly name: string | null
  readonly from: string
  readonly until: string | null
}

/** A group, as part of a question that starts from grievances. */
export const GROUP = jsonBuildObject({
  members: MEMBERS_OF_GROUP,
  /** How many ever joined: who leaves changes no number. */
  everJoined: ofGrievances
    .selectFrom('members')
    .select(eb => eb.fn.countAll<number>().as('count'))
    .whereRef('members.grievance_id', '=', 'grievances.id')
    .where('members.joined_on', 'is not', null)
    .$asScalar(),
  itemId: ofGrievances
    .selectFrom('sealed_items')
    .select('sealed_items.id')
    .whereRef('sealed_items.grievance_id', '=', 'grievances.id')
    .where('sealed_items.kind', '=', 'group')
    .limit(1)
    .$asScalar(),
})

/** A group as its question gives it. */
export interface GroupRow {
  readonly everJoined: number | null
  readonly itemId: string | null
  readonly members: readonly {
    readonly participant_id: string
    readonly joined_on: string | null
    readonly own_code_on: string | null
    readonly speaks_from: string | null
    readonly speaks_until: string | null
    readonly name_item_id: string | null
  }[]
}

/** The group of a grievance on this day, with its words among these items; null where it belongs to one person. */
export function groupFrom(
  row: GroupRow,
  grievance: Pick<Grievance, 'grouped'>,
  items: ReadonlyMap<string, OpenItem>,
  day: string,
): Group | null {
  if (!grievance.grouped) return null
  const told = items.get(row.itemId ?? '')?.said
  const nameOf = (itemId: string | null): string | null => items.get(itemId ?? '')?.said?.text ?? null
  const joined = row.members.filter(member => member.joined_on !== null)
  return {
    name: told?.text ?? '',
    rule: String(told?.answers?.rule ?? 'other'),
    how: String(told?.answers?.how ?? ''),
    language: told?.language ?? 'und',
    joined: Number(row.everJoined ?? 0),
    speakers: joined
      .filter(member => placeInGroup(member, day) === 'spokesperson')
      .map(member => ({
        participantId: member.participant_id,
        name: nameOf(member.name_item_id),
        from: member.speaks_from ?? day,
        until: member.speaks_until,
      })),
    seen: joined.flatMap(member => {
      const name = nameOf(member.name_item_id)
      return name === null ? [] : [{ participantId: member.participant_id, name }]
    }),
  }
}

/** Whether ten have joined by now, and nothing finer: nobody is guessed from it, and who goes changes it never. */
export function howMany(words: Translate, joined: number): string {
  return joined < FEW ? words.t('communities:few') : words.t('communities:many', { count: FEW })
}

/** For how long somebody speaks for a group, in words. */
export function speakingTime(words: Translate, { from, until }: Pick<Speaking, 'from' | 'until'>): string {
  return until === null
    ? words.t('communities:speaksSince', { day: words.day(from) })
    : words.t('communities:speaksUntil', { day: words.day(from), until: words.day(until) })
}
