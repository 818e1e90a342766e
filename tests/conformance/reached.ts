import ts from 'typescript'
import { nodesOf, type Source } from './sources.ts'

/** The written part of a key that expressions complete: the file of words stands there, or the expression gives it. */
const NAMES_KEYS = /^[a-z]+:|^:[a-z]+\./
const WORD = /[A-Za-z0-9_-]+/g

/** Which keys of words the program can reach. */
export interface Reach {
  reaches(key: string): boolean
}

/**
 * What the sources can reach. A key is reached in three ways: it stands there whole; a text with expressions in it fits it;
 * or a group of keys that it lies in is named whole, as a form names its words. What an expression or a group leaves open
 * must be made of words that stand somewhere in the sources: a code of the reference, the name of a field.
 */
export function reachOf(scripts: readonly Source[], views: readonly Source[]): Reach {
  const texts = new Set(views.flatMap(({ text }) => text.match(/[a-z]+:[\w.]+/g) ?? []))
  const patterns: RegExp[] = []
  for (const node of scripts.flatMap(nodesOf)) {
    if (ts.isStringLiteralLike(node)) texts.add(node.text)
    if (ts.isTemplateExpression(node) && NAMES_KEYS.test(partsOf(node).join(''))) patterns.push(patternOf(node))
  }
  const known = new Set([...scripts, ...views].flatMap(({ text }) => text.match(WORD) ?? []))
  const isWord = (part: string): boolean => known.has(part) || cuts(part).some(([one, other]) => known.has(one) && known.has(other))
  const fits = (key: string): boolean =>
    patterns.some(pattern =>
      pattern
        .exec(key)
        ?.slice(1)
        .every(open => open.split('.').every(isWord)),
    )
  const inGroup = (key: string): boolean => groupsOf(key).some(([group, rest]) => (texts.has(group) || fits(group)) && rest.every(isWord))
  return { reaches: key => texts.has(key) || fits(key) || inGroup(key) }
}

function partsOf(template: ts.TemplateExpression): string[] {
  return [template.head.text, ...template.templateSpans.map(span => span.literal.text)]
}

function patternOf(template: ts.TemplateExpression): RegExp {
  return new RegExp(
    `^${partsOf(template)
      .map(part => part.replace(/[.*+?^$()|[\]\\{}]/g, '\\$&'))
      .join('(.+)')}$`,
  )
}

/** Every group that a key lies in, and the rest of the key. */
function groupsOf(key: string): [string, string[]][] {
  const parts = key.split('.')
  return parts.slice(1).map((_part, index) => [parts.slice(0, index + 1).join('.'), parts.slice(index + 1)])
}

/** Every way to cut a name at one of its joints: an event and its outcome, a value and its help. */
function cuts(part: string): [string, string][] {
  return [...part.matchAll(/_/g)].map(({ index }) => [part.slice(0, index), part.slice(index + 1)])
}
