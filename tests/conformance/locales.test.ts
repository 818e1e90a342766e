import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ROOT } from '../../src/platform/root.ts'

const FOLDER = join(ROOT, 'locales')
const PLURAL = /_(zero|one|two|few|many|other)$/
type Leaves = ReadonlyMap<string, string>

const files = readdirSync(join(FOLDER, 'en')).filter(file => file !== 'language.json')
const others = readdirSync(FOLDER).filter(tag => tag !== 'en')

function leaves(tag: string, file: string): Leaves {
  const found = new Map<string, string>()
  const walk = (value: unknown, path: string): void => {
    if (typeof value === 'string') found.set(path, value)
    else for (const [name, inner] of Object.entries(value as object)) walk(inner, path === '' ? name : `${path}.${name}`)
  }
  walk(JSON.parse(readFileSync(join(FOLDER, tag, file), 'utf8')), '')
  return found
}

const bases = (words: Leaves): Set<string> => new Set([...words.keys()].map(key => key.replace(PLURAL, '')))
const slots = (text: string): string[] => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name = '']) => name).sort()

describe.each(others)('The words in %s', tag => {
  it.each(files)('of %s have the keys of the English ones, and no other', file => {
    expect([...bases(leaves(tag, file))].sort()).toEqual([...bases(leaves('en', file))].sort())
  })

  it.each(files)('of %s have every plural form of the language', file => {
    const words = leaves(tag, file)
    const forms = new Intl.PluralRules(tag).resolvedOptions().pluralCategories
    const plural = [...bases(leaves('en', file))].filter(key => leaves('en', file).has(`${key}_other`))
    for (const key of plural)
      expect([...words.keys()].filter(one => one.replace(PLURAL, '') === key).sort(), key).toEqual(
        forms.map(form => `${key}_${form}`).sort(),
      )
  })

  it.each(files)('of %s fill the slots of the English ones', file => {
    const english = leaves('en', file)
    for (const [key, text] of leaves(tag, file)) {
      const wanted = slots(english.get(key) ?? english.get(key.replace(PLURAL, '_other')) ?? '')
      const dual = /_(zero|one|two)$/.test(key) ? wanted.filter(slot => slot !== 'count') : wanted
      expect([wanted.join(), dual.join()], key).toContain(slots(text).join())
    }
  })

  it.each(files)('of %s are not English left as it was', file => {
    const english = leaves('en', file)
    const same = [...leaves(tag, file)].filter(
      ([key, text]) => text.length > 24 && /[a-z]{3} [a-z]{3}/i.test(text) && english.get(key) === text,
    )
    expect(same.map(([key]) => key)).toEqual([])
  })
})
