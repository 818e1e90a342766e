import { describe, expect, it } from 'vitest'
import { reachOf } from './reached.ts'
import { sourcesIn } from './sources.ts'
import { baseOf, FILES, leaves } from './words.ts'

const reach = reachOf(sourcesIn('src', '.ts'), sourcesIn('views', '.hbs'))
const unused = (file: string): string[] =>
  [...leaves('en', file).keys()]
    .map(key => `${file.replace('.json', '')}:${key}`)
    .filter(key => !reach.reaches(key) && !reach.reaches(baseOf(key)))

/** The reference names every code of the standards' lists, those too that no page says yet; reference.test.ts says which names it must have. */
const SAID = FILES.filter(file => file !== 'reference.json')

describe('The English words', () => {
  it.each(SAID)('of %s are all said somewhere', file => {
    expect(unused(file)).toEqual([])
  })

  it.each([
    'casework:nobodySaysThis',
    'casework:events.nobody_does_this',
    'casework:forms.nobodyAsksThis.label',
    'reference:topics.topic_nobody_knows.label',
    'failure:nothingFails.title',
  ])('would be found to say %s to nobody', key => {
    expect(reach.reaches(key)).toBe(false)
  })
})
