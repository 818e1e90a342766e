import { describe, expect, it } from 'vitest'
import { WAYS, type Way } from './devices.ts'

const LANGUAGES = ['en', 'sw', 'ar', 'es'] as const
const SIZES = ['phone', 'desktop'] as const
const SCRIPTS = ['scripts on', 'scripts off'] as const

/** The pairs that no journey goes. */
function unwalked(ways: readonly Way[]): string[] {
  const pairs = [
    ...LANGUAGES.flatMap(language => SIZES.map(size => ({ language, size }))),
    ...LANGUAGES.flatMap(language => SCRIPTS.map(scripts => ({ language, scripts }))),
    ...SIZES.flatMap(size => SCRIPTS.map(scripts => ({ size, scripts }))),
  ]
  const goes = (way: Way, pair: Partial<Way>): boolean => Object.entries(pair).every(([name, value]) => way[name as keyof Way] === value)
  return pairs.filter(pair => !ways.some(way => goes(way, pair))).map(pair => Object.values(pair).join(' + '))
}

describe('The ways of the whole journey', () => {
  it('bring every two of language, size and scripts together', () => {
    expect(unwalked(WAYS)).toEqual([])
  })

  it('would be found to leave one out', () => {
    expect(unwalked(WAYS.slice(1))).toEqual(['sw + phone', 'sw + scripts off'])
  })
})
