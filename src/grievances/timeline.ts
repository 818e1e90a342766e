import { RULES, type Action, type EventType, type Rule, type ShownTo } from '../domain/rules.ts'
import { actsForAll } from '../domain/guards.ts'
import type { Selectable } from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import type { ActorKind, Schema } from '../contracts/schema.ts'
import type { OpenItem } from './items.ts'
import { ofGrievances } from './parts.ts'

/** One thing that happened, with its words where the reader's keys open them. */
export interface Entry {
  readonly version: number
  readonly type: EventType
  readonly day: string
  readonly at: Date | null
  readonly actorKind: ActorKind
  readonly actorId: string | null
  readonly facts: Readonly<Record<string, unknown>>
  readonly shownTo: ShownTo
  readonly item: OpenItem | null
  /** Whether words go with it that this reader's keys do not open. */
  readonly forOthers: boolean
}

const RULE_OF = new Map<string, Rule>(Object.values(RULES).map(rule => [rule.event, rule]))
/** What is done for all to whom a grievance belongs, by its event. */
export const DONE_FOR_ALL: ReadonlySet<string> = new Set<string>(
  (Object.keys(RULES) as Action[]).filter(actsForAll).map(action => RULES[action].event),
)

/** A grievance's events in order, as part of a question that starts from grievances. */
export const EVENTS = jsonArrayFrom(
  ofGrievances
    .selectFrom('events')
    .select(['version', 'type', 'actor_kind', 'actor_id', 'on_day', 'at', 'facts', 'item_id'])
    .whereRef('events.grievance_id', '=', 'grievances.id')
    .orderBy('version'),
)

type EventRow = Omit<Selectable<Schema['events']>, 'id' | 'grievance_id' | 'at'> & { readonly at: string | null }

/** Who reads a story: those to whom it belongs, one person or a group, or the team. */
export type Audience = 'person' | 'group' | 'team'

const SHOWS: Readonly<Record<Audience, readonly ShownTo[]>> = { person: ['everyone'], group: ['everyone'], team: ['everyone', 'team'] }

const TOLD_AS: Readonly<Record<string, string>> = { call: 'call_requested', word: 'submitted_word' }

/** What somebody did first who told nothing of what happened: asked for a call, or gave feedback and asked; undefined for everything else. */
export function toldAs({ type, item }: Pick<Entry, 'type' | 'item'>): string | undefined {
  const way = item?.said?.answers?.way
  return type === 'submitted' && typeof way === 'string' ? TOLD_AS[way] : undefined
}

/**
 * The story of a grievance: what the rule book shows this audience, with the words among the items that were opened for them. Of a
 * group everybody reads what is said to all and done for all; what one of them says or does for themselves is theirs.
 */
export function timeline(rows: readonly EventRow[], audience: Audience, items: ReadonlyMap<string, OpenItem>): Entry[] {
  return entriesOf(rows, audience, items).filter(entry => audience !== 'group' || concernsAll(entry))
}

function concernsAll({ forOthers, item, actorKind, type }: Entry): boolean {
  return !forOthers && (item !== null || actorKind !== 'affected' || DONE_FOR_ALL.has(type))
}

function entriesOf(rows: readonly EventRow[], audience: Audience, items: ReadonlyMap<string, OpenItem>): Entry[] {
  return rows
    .filter(row => SHOWS[audience].includes(RULE_OF.get(row.type)?.shownTo ?? 'team'))
    .map(row => ({
      forOthers: row.item_id !== null && !items.has(row.item_id),
      version: row.version,
      type: row.type as EventType,
      day: row.on_day,
      at: row.at === null ? null : new Date(row.at),
      actorKind: row.actor_kind,
      actorId: row.actor_id,
      facts: row.facts,
      shownTo: RULE_OF.get(row.type)?.shownTo ?? 'team',
      item: row.item_id === null ? null : (items.get(row.item_id) ?? null),
    }))
}
