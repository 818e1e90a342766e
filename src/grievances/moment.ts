import type { Actor } from '../domain/actor.ts'
import { dayOf, roundedEarlier } from '../domain/calendar.ts'
import type { Author } from './items.ts'

/** When something happens, no finer than may be kept: a person's acts carry the day, and due times the half day. */
export interface Moment {
  readonly day: string
  readonly at: Date | null
  readonly rounded: Date
  readonly author: Author
}

/** The moment of an act of this actor at this time. */
export function momentOf(actor: Actor, now: Date): Moment {
  const person = actor.kind === 'affected' || actor.kind === 'visitor'
  const day = dayOf(now)
  const id = actor.kind === 'account' ? actor.id : null
  return { day, at: person ? null : now, rounded: person ? roundedEarlier(now) : now, author: { kind: actor.kind, id, day } }
}
