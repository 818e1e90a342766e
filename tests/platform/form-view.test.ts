import { describe, expect, it } from 'vitest'
import { defineForm, formView, words } from '../../src/platform/forms/index.ts'

const form = defineForm('a:form', { letter: words({ rows: 3 }) })
const rowsWith = (letter: string) => formView(form, { t: key => key, has: () => false }, { letter }).fields[0]?.rows

describe('A field for many words', () => {
  it('has rows for the words that stand in it, within limits', () => {
    expect(rowsWith('')).toBe(3)
    expect(rowsWith('Two\n\nlines')).toBe(3)
    expect(rowsWith(`Good day.\n\n${'word '.repeat(40)}\n\nWanjiru`)).toBe(11)
    expect(rowsWith('word '.repeat(4000))).toBe(16)
  })
})
