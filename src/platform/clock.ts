/** The only source of time; tests and the demo move it. */
export interface Clock {
  now(): Date
}

export const systemClock: Clock = { now: () => new Date() }

/** A clock that stands where it is put. */
export function movedClock(start: Date): Clock & { set(time: Date): void; advance(milliseconds: number): void } {
  let time = start.getTime()
  return {
    now: () => new Date(time),
    set: next => {
      time = next.getTime()
    },
    advance: milliseconds => {
      time += milliseconds
    },
  }
}
