import { RULES, type EventType, type Rule } from '../domain/rules.ts'
import type { ActorKind, Reader } from '../contracts/schema.ts'
import type { OpenItem } from './items.ts'
import type { OpenGrievance } from './open.ts'

/** One thing that happened, with its words where the reader's keys open them. */
export interface Entry {
  readonly version: number
  readonly type: EventType
  readonly day: string
  readonly at: Date | null
  readonly actorKind: ActorKind
  readonly actorId: string | null
  readonly facts: Readonly<Record<string, unknown>>
  readonly item: OpenItem | null
}

const RULE_OF = new Map<string, Rule>(Object.values(RULES).map(rule => [rule.event, rule]))

/** The story of a grievance in order: what the rule book shows this audience, with the words among the items that were opened for them. */
export async function timeline(
  db: Reader,
  opened: OpenGrievance,
  audience: 'person' | 'team',
  items: ReadonlyMap<string, OpenItem>,
): Promise<Entry[]> {
  const rows = await db.selectFrom('events').selectAll().where('grievance_id', '=', opened.id).orderBy('version').execute()
  return rows
    .filter(row => audience === 'team' || RULE_OF.get(row.type)?.shownTo === 'everyone')
    .map(row => ({
      version: row.version,
      type: row.type as EventType,
      day: row.on_day,
      at: row.at,
      actorKind: row.actor_kind,
      actorId: row.actor_id,
      facts: row.facts,
      item: row.item_id === null ? null : (items.get(row.item_id) ?? null),
    }))
}
