import { describe, expect, it } from 'vitest'
import { withNumbersWhole } from '../../src/platform/words.ts'

describe('A telephone number in words of any direction', () => {
  it.each([
    ['+000 555 0107، مجانًا، من الاثنين إلى الجمعة', '⟨+000 555 0107⟩، مجانًا، من الاثنين إلى الجمعة'],
    ['٠٠٠ ٥٥٥ ٠١٠٧ أو (+254) 700-123 456', '⟨٠٠٠ ٥٥٥ ٠١٠٧⟩ أو ⟨(+254) 700-123 456⟩'],
    ['Call 112, or 0800/123456.', 'Call 112, or ⟨0800/123456⟩.'],
  ])('stands whole, from left to right: %s', (text, shown) => {
    expect(withNumbersWhole(text)).toBe(shown.replaceAll('⟨', '\u2066').replaceAll('⟩', '\u2069'))
  })

  it.each(['112', 'من 9:00 - 17:00', '8 - 17', '09:00-17:00', ''])('is none of: %s', text => {
    expect(withNumbersWhole(text)).toBe(text)
  })
})
