import { expect, it } from 'vitest'
import { readAmount } from '../../src/domain/amount.ts'

it.each([
  ['', null],
  ['1200', 120_000],
  ['1200.5', 120_050],
  ['1200,50', 120_050],
  ['50,000', 5_000_000],
  ['50.000', 5_000_000],
  ['50 000', 5_000_000],
  ['1,250,000.75', 125_000_075],
  ['1.250.000,75', 125_000_075],
  ['٥٠٠٠٠', 5_000_000],
  ['٥٠٬٠٠٠٫٢٥', 5_000_025],
])('reads %s as people write it', (typed, minor) => {
  expect(readAmount(typed)).toBe(minor)
})

it.each(['-5', '1.2.3', '1,25,000', '50,0000', 'KES 500', '1.200.50', '12345678901234'])('does not guess what %s may mean', typed => {
  expect(readAmount(typed)).toBeUndefined()
})
