import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import * as sealing from '../../src/platform/sealing/index.ts'

const damaged = expect.objectContaining({ code: 'damaged' })
const bytes = fc.uint8Array({ maxLength: 6000 }).map(array => Buffer.from(array))
const aad = ['item', '5f0c1d52-7a3e-4b62', 3] as const

function flipped(whole: Buffer, at: number, by: number): Buffer {
  const changed = Buffer.from(whole)
  changed[at] = (changed[at] ?? 0) ^ by
  return changed
}

describe('An envelope', () => {
  test('gives back exactly what was put in, padded or raw', () => {
    fc.assert(
      fc.property(bytes, fc.boolean(), (plain, raw) => {
        const key = sealing.newKey()
        expect(sealing.openBytes(key, sealing.sealBytes(key, plain, aad, { raw }), aad)).toEqual(plain)
      }),
    )
  })

  test('carries text of any script and values of any shape', () => {
    const key = sealing.newKey()
    const told = { words: ['Amina ✊🏾', 'أمينة', '阿米娜'], place: null, count: 3 }
    expect(sealing.openText(key, sealing.sealText(key, 'أمينة ✊🏾', aad), aad)).toBe('أمينة ✊🏾')
    expect(sealing.openJson<typeof told>(key, sealing.sealJson(key, told, aad), aad)).toEqual(told)
  })

  test('is refused after any one of 20,000 random changes of a byte', () => {
    const key = sealing.newKey()
    const envelopes = [0, 32, 300, 5000].map(size => sealing.sealBytes(key, randomBytes(size), aad, { raw: size === 32 }))
    const change = fc
      .constantFrom(...envelopes)
      .chain(whole => fc.tuple(fc.constant(whole), fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 })))
    fc.assert(
      fc.property(change, ([whole, at, by]) => {
        expect(() => sealing.openBytes(key, flipped(whole, at, by), aad)).toThrow(damaged)
      }),
      { numRuns: 20_000 },
    )
  })

  test('is refused under another key, in another place and cut to any length', () => {
    const key = sealing.newKey()
    const sealed = sealing.sealText(key, 'private', aad)
    expect(() => sealing.openText(sealing.newKey(), sealed, aad)).toThrow(damaged)
    for (const other of [['item', 3, '5f0c1d52-7a3e-4b62'], ['item', '5f0c1d52-7a3e-4b62', 4], ['item'], [...aad, 0]]) {
      expect(() => sealing.openText(key, sealed, other)).toThrow(damaged)
    }
    for (let length = 0; length < sealed.length; length += 1) {
      expect(() => sealing.openBytes(key, sealed.subarray(0, length), aad)).toThrow(damaged)
    }
  })

  test('is bound only to fields that can be joined in one way', () => {
    for (const field of ['', 'a|b', 'a b', 'é', 'a\n', -1, 1.5, Number.NaN, 2 ** 53]) {
      const unlawful = expect.objectContaining({ code: 'aad' })
      expect(() => sealing.sealText(sealing.newKey(), 'x', ['item', field])).toThrow(unlawful)
    }
  })

  test('that opens but holds no value fails without quoting its text', () => {
    const key = sealing.newKey()
    expect(() => sealing.openJson(key, sealing.sealText(key, 'her name', aad), aad)).toThrow(/^(?!.*her name)/)
  })
})

describe('Padding', () => {
  test('comes off again, and its size is a step of 256 up to 4 KiB and at most 6.3 % more beyond', () => {
    fc.assert(
      fc.property(fc.nat(60_000), size => {
        const plain = Buffer.alloc(size, 0x80)
        const padded = sealing.pad(plain)
        expect(sealing.unpad(padded).equals(plain)).toBe(true)
        if (size < 4096) expect([padded.length % 256, padded.length - size <= 256]).toEqual([0, true])
        else expect(padded.length).toBeLessThanOrEqual((size + 1) * 1.063)
      }),
    )
  })

  test('never shrinks, keeps the order of sizes and leaves few to tell apart', () => {
    fc.assert(
      fc.property(fc.nat(2 ** 40), fc.nat(2 ** 40), (size, more) => {
        const padded = sealing.padmeSize(size)
        expect(padded).toBeGreaterThanOrEqual(size)
        expect(sealing.padmeSize(padded)).toBe(padded)
        expect(sealing.padmeSize(size + more)).toBeGreaterThanOrEqual(padded)
      }),
    )
    const sizesUpTo1MiB = Array.from({ length: 2 ** 20 }, (_, size) => sealing.padmeSize(size))
    expect(new Set(sizesUpTo1MiB).size).toBe(301)
  })

  test('without its mark is refused', () => {
    for (const bad of [Buffer.alloc(0), Buffer.alloc(256), Buffer.alloc(256, 1)]) expect(() => sealing.unpad(bad)).toThrow(damaged)
  })
})

describe('A key pair', () => {
  test('opens what was sealed to it and nothing else', () => {
    const [amina, joseph] = [sealing.newKeyPair(), sealing.newKeyPair()]
    const key = sealing.newKey()
    const sealed = sealing.sealTo(amina.publicKey, key)
    expect(sealed.length).toBe(80)
    expect(sealing.openWith(amina, sealed)).toEqual(key)
    expect(sealing.publicKeyOf(amina.privateKey)).toEqual(amina.publicKey)
    expect(() => sealing.openWith(joseph, sealed)).toThrow(damaged)
    expect(() => sealing.openWith(amina, sealed.subarray(0, 47))).toThrow(damaged)
    for (let at = 0; at < sealed.length; at += 1) {
      expect(() => sealing.openWith(amina, flipped(sealed, at, 1))).toThrow(damaged)
    }
  })
})
