import { randomBytes } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import * as sealing from '../../src/platform/sealing/index.ts'

const busy = expect.objectContaining({ code: 'busy' })

describe('The pool', () => {
  test('runs two, lets a few wait in order and refuses the next at once', async () => {
    const pool = sealing.newPool({ running: 2, waiting: 2, deadlineMs: 5000 })
    const order: number[] = []
    const gates: (() => void)[] = []
    const work = (name: number) => pool.run(() => new Promise<void>(done => gates.push(() => done(void order.push(name)))))
    const all = [work(1), work(2), work(3), work(4)]
    await expect(work(5)).rejects.toEqual(busy)
    while (order.length < 4) {
      gates.shift()?.()
      await new Promise(setImmediate)
    }
    await Promise.all(all)
    expect(order).toEqual([1, 2, 3, 4])
  })

  test('refuses who has waited too long, never starts their work, and goes on after a failure', async () => {
    const pool = sealing.newPool({ running: 1, waiting: 5, deadlineMs: 20 })
    const started: string[] = []
    const slow = pool.run(() => new Promise((_, fail) => setTimeout(fail, 80, new Error('broke'))))
    await expect(pool.run(async () => started.push('late'))).rejects.toEqual(busy)
    await expect(slow).rejects.toThrow('broke')
    expect(await pool.run(async () => 'next')).toBe('next')
    expect(started).toEqual([])
  })

  test('stretches the same secret to the same key however it was typed', async () => {
    const pool = sealing.newPool({ running: 2, waiting: 2, deadlineMs: 8000 })
    const cheap = { m: 64, t: 1, p: 1 } as const
    const [salt, pepper] = [randomBytes(32), randomBytes(32)]
    const composed = await sealing.stretch(pool, 'caf\u00e9', salt, cheap)
    expect(await sealing.stretch(pool, 'cafe\u0301', salt, cheap)).toEqual(composed)
    expect(await sealing.stretch(pool, 'caf\u00e9', pepper, cheap)).not.toEqual(composed)
    expect([composed.proof.length, composed.key.length]).toEqual([32, 32])
  })
})

describe('Codes and tokens', () => {
  test('a recovery code is read however it was copied from paper', () => {
    const code = sealing.newRecoveryCode()
    const meant = sealing.readRecoveryCode(code)
    expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){8}[0-9A-HJKMNP-TV-Z]$/)
    expect(meant?.length).toBe(20)
    const copies = [code.toLowerCase(), code.replaceAll('-', ' '), code.replaceAll('-', ''), ` ${code.replaceAll('-', ' – ')}\n`]
    for (const copy of [...copies, code.replaceAll('0', 'O').replaceAll('1', 'l'), code.replaceAll('1', 'I').replaceAll('0', 'o')]) {
      expect(sealing.readRecoveryCode(copy)).toEqual(meant)
    }
  })

  test('a recovery code with one wrong character or two swapped neighbours is refused', () => {
    const symbols = [...sealing.newRecoveryCode().replaceAll('-', '')]
    for (const [at, symbol] of symbols.entries()) {
      for (const other of '0123456789ABCDEFGHJKMNPQRSTVWXYZ'.replace(symbol, '')) {
        expect(sealing.readRecoveryCode(symbols.with(at, other).join(''))).toBeNull()
      }
      const next = symbols[at + 1] ?? symbol
      if (next !== symbol)
        expect(
          sealing.readRecoveryCode(
            symbols
              .with(at, next)
              .with(at + 1, symbol)
              .join(''),
          ),
        ).toBeNull()
    }
    for (const typed of ['', symbols.slice(1).join(''), `${symbols.join('')}0`, 'U'.repeat(33)]) {
      expect(sealing.readRecoveryCode(typed)).toBeNull()
    }
  })

  test('a token has one spelling, and drawn digits are evenly spread', () => {
    const token = sealing.newToken()
    expect(token).toMatch(/^[A-Za-z0-9_-]{43}$/)
    expect(sealing.tokenBytes(token)?.length).toBe(32)
    for (const typed of ['', token.slice(1), `${token}=`, `${token}\n`, ' '.repeat(43), `${'A'.repeat(42)}B`]) {
      expect(sealing.tokenBytes(typed)).toBeNull()
    }
    const digits = sealing.randomDigits(100_000)
    const counts = [...'0123456789'].map(digit => digits.split(digit).length - 1)
    for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(700)
  })

  test('fields of an authentication code do not run together, and comparing tells equal from unequal', () => {
    const key = sealing.newKey()
    expect(sealing.mac(key, 'ab', 'c')).not.toEqual(sealing.mac(key, 'a', 'bc'))
    expect(sealing.same(sealing.mac(key, 1), sealing.mac(key, '1'))).toBe(true)
    expect(sealing.same(key, sealing.newKey())).toBe(false)
    expect(sealing.same(key, key.subarray(1))).toBe(false)
  })
})
