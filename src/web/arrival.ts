import { sql } from 'kysely'
import type { Door, Reader } from '../contracts/schema.ts'

/** The id of the session that a cookie names, or null. */
export interface Arriving {
  readonly session: Buffer | null
}

/**
 * What every request needs first, in one question: the mechanism, and the session that a cookie names, each empty where there is
 * none. A door joins whose session it is, so that nobody's place is remembered from one request to the next.
 */
export function arriving(db: Reader, door: Door, { session }: Arriving) {
  return passing(db)
    .leftJoin('sessions', join => join.on('sessions.id', '=', session).on('sessions.door', '=', door))
    .select(['sessions.principal_id', 'sessions.gen', 'sessions.epoch', 'sessions.state_sealed'])
}

/** The same for whoever brings no session: the mechanism alone, empty where it is not set up. */
export function passing(db: Reader) {
  return db
    .selectFrom(sql<{ always: number }>`(select 1 as always)`.as('start'))
    .leftJoin('mechanism', join => join.onTrue())
    .selectAll('mechanism')
}
