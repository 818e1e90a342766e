import { describe, expect, it } from 'vitest'
import { FILES, LANGUAGES, leaves, leftInEnglish, otherKeys, wrongPlurals, wrongSlots } from './words.ts'

describe.each(LANGUAGES.filter(tag => tag !== 'en'))('The words in %s', tag => {
  it.each(FILES)('of %s have the keys of the English ones, and no other', file => {
    expect(otherKeys(leaves('en', file), leaves(tag, file))).toEqual([])
  })

  it.each(FILES)('of %s have every plural form of the language', file => {
    expect(wrongPlurals(tag, leaves('en', file), leaves(tag, file))).toEqual([])
  })

  it.each(FILES)('of %s fill the slots of the English ones', file => {
    expect(wrongSlots(leaves('en', file), leaves(tag, file))).toEqual([])
  })

  it.each(FILES)('of %s are not English left as it was', file => {
    expect(leftInEnglish(leaves('en', file), leaves(tag, file))).toEqual([])
  })
})

describe('A copy of the Arabic words', () => {
  const english = leaves('en', 'casework.json')
  const arabic = leaves('ar', 'casework.json')
  const counted = [...arabic.keys()].find(key => key.endsWith('_few')) ?? ''
  const filled = [...arabic].find(([key, text]) => text.includes('{{') && !/_(zero|one|two)$/.test(key))?.[0] ?? ''
  const sentence = [...english].find(([, text]) => text.length > 40)?.[0] ?? ''
  const without = (key: string) => new Map([...arabic].filter(([one]) => one !== key))
  const changed = (key: string, text: string) => new Map([...arabic, [key, text]])

  it('is found out without one of its keys, and with one that English does not have', () => {
    expect(otherKeys(english, without(sentence))).toEqual([sentence])
    expect(otherKeys(english, changed('nobody.asks', 'لا أحد'))).toEqual(['nobody.asks'])
  })

  it('is found out without one of its six plural forms', () => {
    expect(wrongPlurals('ar', english, without(counted))).toEqual([counted.replace('_few', '')])
  })

  it('is found out with a slot of another name, and without one', () => {
    const text = arabic.get(filled) ?? ''
    expect(wrongSlots(english, changed(filled, text.replace(/\{\{\w+\}\}/, '{{nothing}}')))).toEqual([filled])
    expect(wrongSlots(english, changed(filled, text.replace(/\{\{\w+\}\}/, '')))).toEqual([filled])
  })

  it('is found out with a sentence that is English still', () => {
    expect(leftInEnglish(english, changed(sentence, english.get(sentence) ?? ''))).toEqual([sentence])
  })
})
