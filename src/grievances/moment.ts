import { speaksForPeople, type Actor } from '../domain/actor.ts'
import { dayOf, roundedEarlier } from '../domain/calendar.ts'
import type { Author } from './items.ts'

/** When something happens, no finer than may be kept: the acts of people and of those who speak for them carry the day, and due times the half day. */
export interface Moment {
  readonly day: string
  readonly at: Date | null
  readonly rounded: Date
  readonly author: Author
}

/** The moment of an act of this actor at this time. */
export function momentOf(actor: Actor, now: Date): Moment {
  const person = actor.kind === 'affected' || actor.kind === 'visitor' || speaksForPeople(actor)
  const day = dayOf(now)
  const id = actor.kind === 'account' ? actor.id : null
  return { day, at: person ? null : now, rounded: person ? roundedEarlier(now) : now, author: { kind: actor.kind, id, day } }
}
