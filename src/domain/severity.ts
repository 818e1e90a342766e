/** A rating of one dimension: 1 to 4, or null while nobody knows. Unknown is never 1. */
export type Level = 1 | 2 | 3 | 4
export interface SeverityRating {
  readonly scale: Level | null
  readonly scope: Level | null
  readonly irremediability: Level | null
}

/** Overall severity is the highest of the known dimensions; all unknown counts as 3 until assessed (UNGP 14 commentary). */
export function overallSeverity(rating: SeverityRating): Level {
  const known = [rating.scale, rating.scope, rating.irremediability].filter(level => level !== null)
  return known.length === 0 ? 3 : (Math.max(...known) as Level)
}

/** Urgent, high or standard: orders the work, never decides whether somebody is heard. */
export const PRIORITY_CODES = ['P1', 'P2', 'P3'] as const
export type Priority = (typeof PRIORITY_CODES)[number]

/** Priority of a rated grievance; before a person has rated it `unreadPriority` stands. */
export function priorityOf(severity: Level, urgent: boolean): Priority {
  if (urgent || severity === 4) return 'P1'
  return severity === 3 ? 'P2' : 'P3'
}

/** Before a person has read it: urgent where somebody is not safe or was punished for speaking, otherwise high. Nothing is low priority unread. */
export function unreadPriority(told: { readonly notSafe: boolean }): Priority {
  return told.notSafe ? 'P1' : 'P2'
}
