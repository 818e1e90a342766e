import type { FastifyRequest } from 'fastify'
import { Away, Busy, Forged, NotFound, Refused } from '../platform/errors.ts'
import { SealingError } from '../platform/sealing/index.ts'

/** A full disk, as the file system and PostgreSQL say it. */
const NO_ROOM = ['ENOSPC', 'EDQUOT', 'EFBIG', '53100']

/** Somebody wrote while a key was being turned: what they typed is kept, and goes under the new one. */
const KEY_TURNED = 'RC001'

/** An address with something in it that no id or name can be: it is not there. */
const NOT_A_NAME = ['22P02', '22021']

/** What the rules say where they refuse, if it is more than that something else comes first. */
const REASONS: Readonly<Record<string, FailureKind>> = {
  pending: 'pending',
  not_yours: 'notYours',
  findings: 'findings',
  open_remedies: 'openRemedies',
  unanswered: 'unanswered',
  outdated: 'outdated',
  no_second: 'noSecond',
}

/** Whatever was thrown; the framework's own errors carry a code and a status. */
export interface Failure extends Error {
  readonly code?: string | undefined
  readonly statusCode?: number | undefined
}

export type FailureKind =
  | 'notFound'
  | 'again'
  | 'turned'
  | 'pending'
  | 'findings'
  | 'openRemedies'
  | 'unanswered'
  | 'outdated'
  | 'noSecond'
  | 'notYours'
  | 'notNow'
  | 'busy'
  | 'away'
  | 'damaged'
  | 'broken'
  | 'tooLarge'
  | 'notUnderstood'

/** Failures that an operator reads of, and finds by their number. */
export const TOLD: readonly FailureKind[] = ['broken', 'away', 'damaged']

/** Tells the operator that something is broken, by its name and place alone. */
export function logFailure(request: FastifyRequest, error: Failure): void {
  const [, kind] = kindOf(error)
  if (TOLD.includes(kind) && !wentAway(request))
    request.log.error({ name: error.name, code: error.code, at: error.stack?.split('\n').slice(1, 4) }, kind)
}

/** Somebody closed their browser in the middle: nothing is broken, and their time is not for the log. */
function wentAway(request: FastifyRequest): boolean {
  return request.raw.destroyed && !request.raw.complete
}

/** The status and the kind of failure that an error is answered with; every door says the kind in its own words. */
export function kindOf(error: Failure): [number, FailureKind] {
  if (error instanceof NotFound || error.statusCode === 404 || NOT_A_NAME.includes(error.code ?? '')) return [404, 'notFound']
  if (error instanceof Forged) return [403, 'again']
  if (error instanceof Refused && error.reason !== 'damaged') return [409, REASONS[error.reason] ?? 'notNow']
  if (error.code === KEY_TURNED) return [409, 'turned']
  if (error instanceof Away) return [503, 'away']
  if (error instanceof Busy || (error instanceof SealingError && error.code === 'busy')) return [503, 'busy']
  if (error instanceof SealingError || (error instanceof Refused && error.reason === 'damaged')) return [409, 'damaged']
  if (error.code !== undefined && NO_ROOM.includes(error.code)) return [503, 'broken']
  if (error.statusCode === 413) return [413, 'tooLarge']
  if (error.statusCode !== undefined && error.statusCode < 500) return [error.statusCode, 'notUnderstood']
  return [500, 'broken']
}
