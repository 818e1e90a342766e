import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { takePlace } from '../../src/platform/bucket.ts'

const SHAPE = { burst: 10, perSecond: 2 }
const HALF_AN_HOUR = 1_800_000

describe('A bucket', () => {
  it('lets as many pass at once as it holds, and gives everybody else a moment of their own in the order they came', () => {
    let state = 0
    const given = Array.from({ length: 30 }, () => {
      const passed = takePlace(SHAPE, state, 1_000_000, HALF_AN_HOUR)
      state = passed.state
      return passed.at
    })
    expect(given.filter(at => at === 1_000_000)).toHaveLength(10)
    expect(given.slice(10)).toEqual(Array.from({ length: 20 }, (_unused, index) => 1_000_000 + (index + 1) * 500))
  })

  it('never lets more pass in any stretch of time than it holds and what flows in, whoever comes when', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 5_000 }), { maxLength: 200 }), gaps => {
        let state = 0
        let now = 1_000_000
        const times = gaps.flatMap(gap => {
          now += gap
          const passed = takePlace(SHAPE, state, now, HALF_AN_HOUR)
          state = passed.state
          return passed.at === null ? [] : [passed.at]
        })
        for (const from of times) {
          const within = times.filter(at => at >= from && at < from + 10_000).length
          expect(within).toBeLessThanOrEqual(SHAPE.burst + 10 * SHAPE.perSecond)
        }
      }),
    )
  })

  it('gives no place where the line is longer than anybody waits, and forgets nobody who is in it', () => {
    const full = 1_000_000 + HALF_AN_HOUR + 100_000
    expect(takePlace(SHAPE, full, 1_000_000, HALF_AN_HOUR)).toEqual({ state: full, at: null })
  })
})
