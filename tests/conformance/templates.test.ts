import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import Handlebars from 'handlebars'
import { describe, expect, it } from 'vitest'
import { ROOT } from '../../src/platform/root.ts'
import { loadWords } from '../../src/platform/words.ts'
import { HELPERS } from '../../src/platform/views/views.ts'

const FOLDER = join(ROOT, 'views')
const templates = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
  .filter(name => name.endsWith('.hbs'))
  .sort()
const words = (await loadWords(join(ROOT, 'locales'))).in('en')
const BLOCKS = ['if', 'unless', 'each', 'with']
const PARTS = ['lookup']

interface Seen {
  readonly keys: string[]
  readonly helpers: string[]
  readonly raw: string[]
  readonly text: string[]
}

function look(source: string): Seen {
  const seen: Seen = { keys: [], helpers: [], raw: [], text: [] }
  const visitor = new Handlebars.Visitor()
  const call = (node: hbs.AST.MustacheStatement | hbs.AST.SubExpression): void => {
    const name = (node.path as hbs.AST.PathExpression).original
    if (node.params.length > 0) seen.helpers.push(name)
    const [key] = node.params
    if (name === 't' && key?.type === 'StringLiteral') seen.keys.push((key as hbs.AST.StringLiteral).value)
  }
  visitor.MustacheStatement = node => {
    if (!node.escaped) seen.raw.push((node.path as hbs.AST.PathExpression).original)
    call(node)
    Handlebars.Visitor.prototype.MustacheStatement.call(visitor, node)
  }
  visitor.SubExpression = node => {
    call(node)
    Handlebars.Visitor.prototype.SubExpression.call(visitor, node)
  }
  visitor.ContentStatement = node => void seen.text.push(String(node.original))
  visitor.accept(Handlebars.parse(source))
  return seen
}

/** What a reader would see of a template's own letters: tags and attributes taken away. */
function visible(parts: readonly string[]): string {
  return parts
    .join('\u0000')
    .replace(/<!doctype[^>]*>/gi, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\u0000/g, '')
    .replace(/&\w+;/g, '')
    .replace(/[^\p{L}]+/gu, ' ')
    .trim()
}

describe.each(templates)('views/%s', name => {
  const seen = look(readFileSync(join(FOLDER, name), 'utf8'))

  it('says nothing that is not in the words, and only words that exist', () => {
    for (const key of seen.keys) expect(words.has(key) || words.has(`${key}_other`), key).toBe(true)
    expect(visible(seen.text)).toBe('')
  })

  it('prints nothing unescaped and decides nothing', () => {
    expect(seen.raw).toEqual([])
    expect(seen.helpers.filter(helper => ![...HELPERS, ...BLOCKS, ...PARTS].includes(helper as never))).toEqual([])
  })
})

describe('The look at templates', () => {
  it('would see English, an unknown word and an unescaped value', () => {
    const seen = look('<p>Hello there</p>{{t "no:such"}}{{{bad}}}')
    expect(visible(seen.text)).toBe('Hello there')
    expect(words.has(seen.keys[0] ?? '')).toBe(false)
    expect(seen.raw).toEqual(['bad'])
  })
})
