import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '../../src/platform/root.ts'

/** The words of a file of a language, by their keys. */
export type Leaves = ReadonlyMap<string, string>

const FOLDER = join(ROOT, 'locales')
const PLURAL = /_(zero|one|two|few|many|other)$/

/** The languages, and the files of words that each must have. */
export const LANGUAGES: readonly string[] = readdirSync(FOLDER)
export const FILES: readonly string[] = readdirSync(join(FOLDER, 'en')).filter(file => file !== 'language.json')

/** Reads a file of words. */
export function leaves(tag: string, file: string): Leaves {
  const found = new Map<string, string>()
  const walk = (value: unknown, path: string): void => {
    if (typeof value === 'string') found.set(path, value)
    else for (const [name, inner] of Object.entries(value as object)) walk(inner, path === '' ? name : `${path}.${name}`)
  }
  walk(JSON.parse(readFileSync(join(FOLDER, tag, file), 'utf8')), '')
  return found
}

/** A key without the ending of a plural form. */
export function baseOf(key: string): string {
  return key.replace(PLURAL, '')
}

/** Keys of the English words that are missing, and keys that English does not have. */
export function otherKeys(english: Leaves, words: Leaves): string[] {
  const [wanted, given] = [english, words].map(all => new Set([...all.keys()].map(baseOf)))
  return [...(wanted ?? [])].filter(key => given?.has(key) !== true).concat([...(given ?? [])].filter(key => wanted?.has(key) !== true))
}

/** Keys that do not have exactly the plural forms of the language. */
export function wrongPlurals(tag: string, english: Leaves, words: Leaves): string[] {
  const forms = [...new Intl.PluralRules(tag).resolvedOptions().pluralCategories].sort().join()
  const counted = [...new Set([...english.keys()].map(baseOf))].filter(key => english.has(`${key}_other`))
  const given = (key: string): string[] => [...words.keys()].filter(one => baseOf(one) === key).map(one => one.slice(key.length + 1))
  return counted.filter(key => given(key).sort().join() !== forms)
}

/** Keys whose words do not fill the slots of the English ones; a form for none, one or two may leave its number out. */
export function wrongSlots(english: Leaves, words: Leaves): string[] {
  return [...words].flatMap(([key, text]) => {
    const wanted = slots(english.get(key) ?? english.get(`${baseOf(key)}_other`) ?? '')
    const few = /_(zero|one|two)$/.test(key) ? wanted.filter(slot => slot !== 'count') : wanted
    return [wanted.join(), few.join()].includes(slots(text).join()) ? [] : [key]
  })
}

/** Keys of whole sentences that stand there in English. */
export function leftInEnglish(english: Leaves, words: Leaves): string[] {
  const isSentence = (text: string): boolean => text.length > 24 && /[a-z]{3} [a-z]{3}/i.test(text)
  return [...words].filter(([key, text]) => isSentence(text) && english.get(key) === text).map(([key]) => key)
}

function slots(text: string): string[] {
  return [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name = '']) => name).sort()
}
