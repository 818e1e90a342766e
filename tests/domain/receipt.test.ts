import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { completeReceipt, readReceipt, receiptGroups } from '../../src/domain/receipt.ts'

const drawn = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 22, maxLength: 22 }).map(digits => digits.join(''))
const receipts = drawn.map(completeReceipt)
const positions = fc.nat(23)

const SCRIPTS = {
  Latin: '0123456789',
  Arabic: '٠١٢٣٤٥٦٧٨٩',
  Persian: '۰۱۲۳۴۵۶۷۸۹',
  Devanagari: '०१२३४५६७८९',
  Bengali: '০১২৩৪৫৬৭৮৯',
  Tamil: '௦௧௨௩௪௫௬௭௮௯',
  Burmese: '၀၁၂၃၄၅၆၇၈၉',
  Khmer: '០១២៣៤៥៦៧៨៩',
  'full-width': '0123456789',
}

function groupOf(position: number): number {
  return Math.floor(position / 4) + 1
}

function replaced(receipt: string, position: number, by: number): string {
  return receipt.slice(0, position) + ((Number(receipt[position]) + by) % 10) + receipt.slice(position + 1)
}

function swapped(receipt: string, position: number): string {
  return receipt.slice(0, position) + receipt[position + 1] + receipt[position] + receipt.slice(position + 2)
}

function namedGroup(typed: string): number | undefined {
  const reading = readReceipt(typed)
  expect(reading).toMatchObject({ ok: false, problem: 'check' })
  return reading.ok ? undefined : reading.group
}

describe('A receipt', () => {
  test.each(Object.entries(SCRIPTS))('typed in %s digits is read', (_, script) => {
    fc.assert(
      fc.property(receipts, receipt => {
        const typed = receiptGroups(receipt.replace(/\d/g, digit => Array.from(script)[Number(digit)] ?? '')).join(' ')
        expect(readReceipt(typed)).toEqual({ ok: true, digits: receipt })
      }),
    )
  })

  test('is read with spaces, dashes, dots and direction marks anywhere', () => {
    const mark = fc.constantFrom('', '', ' ', '\u00a0', '-', '–', '.', '·', '\u200f', '\u2066', '\t')
    const layout = fc.array(mark, { minLength: 25, maxLength: 25 })
    fc.assert(
      fc.property(receipts, layout, (receipt, between) => {
        const typed = Array.from(`${receipt} `, (digit, index) => (between[index] ?? '') + digit).join('')
        expect(readReceipt(typed)).toEqual({ ok: true, digits: receipt })
      }),
    )
  })

  test('is shown as six groups of four', () => {
    const groups = receiptGroups(completeReceipt('1234567890123456789012'))
    expect(groups.slice(0, 5)).toEqual(['1234', '5678', '9012', '3456', '7890'])
    expect(groups[5]).toMatch(/^12\d\d$/)
  })

  test('with any one wrong digit is refused, and a named group is always the right one', () => {
    let named = 0
    fc.assert(
      fc.property(receipts, positions, fc.integer({ min: 1, max: 9 }), (receipt, position, by) => {
        const group = namedGroup(replaced(receipt, position, by))
        if (group !== undefined) expect(group).toBe(groupOf(position))
        if (group !== undefined) named += 1
      }),
      { numRuns: 5000 },
    )
    expect(named / 5000).toBeGreaterThan(0.08)
  })

  test('with any two neighbours swapped is refused, and a named group is always the right one', () => {
    fc.assert(
      fc.property(receipts, fc.nat(22), (receipt, position) => {
        fc.pre(receipt[position] !== receipt[position + 1])
        const group = namedGroup(swapped(receipt, position))
        if (group !== undefined) expect([groupOf(position), groupOf(position + 1)]).toEqual([group, group])
      }),
      { numRuns: 5000 },
    )
  })

  test('of another length or with a letter in it says so, and where the letter is', () => {
    const receipt = completeReceipt('0000000000000000000000')
    expect(readReceipt('')).toEqual({ ok: false, problem: 'length' })
    expect(readReceipt(receipt.slice(1))).toEqual({ ok: false, problem: 'length' })
    expect(readReceipt(`${receipt}0`)).toEqual({ ok: false, problem: 'length' })
    expect(readReceipt(`0000 00O0 ${receipt.slice(8)}`)).toEqual({ ok: false, problem: 'letters', group: 2 })
    expect(readReceipt(`${receipt}x`)).toEqual({ ok: false, problem: 'letters' })
    expect(readReceipt('½²③一'.padEnd(24, '0'))).toMatchObject({ problem: 'letters', group: 1 })
  })

  test('is completed from 22 plain digits only', () => {
    for (const wrong of ['', '123', '12345678901234567890123', '١'.repeat(22)]) expect(() => completeReceipt(wrong)).toThrow(RangeError)
  })
})
