/** How much passes: so many at once, and so many a second after that. */
export interface BucketShape {
  readonly burst: number
  readonly perSecond: number
}

/** When the next one would pass if everybody came evenly (a generic cell rate), in milliseconds. */
export type BucketState = number

/** What became of one who comes: passes now, or has a place in the line from `at` on; null where the line is longer than `patience`. */
export interface Passed {
  readonly state: BucketState
  readonly at: number | null
}

/** Takes one place. Whoever finds the bucket empty is given the next free moment, so that a line is served in its order. */
export function takePlace(shape: BucketShape, state: BucketState, now: number, patience: number): Passed {
  const step = 1000 / shape.perSecond
  const arrives = Math.max(state, now)
  const at = Math.max(now, arrives - (shape.burst - 1) * step)
  return at - now > patience ? { state, at: null } : { state: arrives + step, at }
}
