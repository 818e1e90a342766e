import { randomInt } from 'node:crypto'

/** Small samples run with every test; `npm run faults` runs the same with the larger numbers. */
const FULL = process.env.FAULTS === 'full'

/** How often something is done to the program. */
export function times(small: number, full: number): number {
  return FULL ? full : small
}

/** How long a test may take, in milliseconds. */
export const PATIENCE = FULL ? 3_600_000 : 120_000

/** What all chance of a run begins with. */
export const seed = Number(process.env.FAULTS_SEED ?? randomInt(2 ** 31))

/** Chance that can be had again: the seed is printed, and FAULTS_SEED brings it back. */
export interface Chance {
  /** A whole number below `limit`. */
  below(limit: number): number
  pick<T>(from: readonly T[]): T
}

/** Chance for one test. */
export function chance(what: string): Chance {
  console.log(`${what}: FAULTS_SEED=${seed}`)
  let state = seed
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (limit: number): number => Math.floor(next() * limit)
  return {
    below,
    pick: from => {
      const found = from[below(from.length)]
      if (found === undefined) throw new Error('nothing to pick from')
      return found
    },
  }
}
