import { describe, expect, it } from 'vitest'
import { harmlessName } from '../../src/platform/uploads/names.ts'

describe('the name of a file', () => {
  it('keeps what people called it, and ends as what it is', () => {
    expect(harmlessName('ضوء النهر.JPEG', 'jpg')).toBe('ضوء النهر.jpg')
    expect(harmlessName('holiday', 'png')).toBe('holiday.png')
  })

  it('can do no harm where it is shown', () => {
    expect(harmlessName('../../etc/"pass\u202Egpj".exe', 'jpg')).toBe('passgpj.jpg')
    expect(harmlessName('C:\\secret\\a.txt', 'txt')).toBe('a.txt')
    expect(harmlessName('.htaccess', 'txt')).toBe('file.txt')
    expect(harmlessName('\r\n\0', 'pdf')).toBe('file.pdf')
    expect(Array.from(harmlessName('x'.repeat(300), 'pdf'))).toHaveLength(84)
  })
})
