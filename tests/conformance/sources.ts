import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { ROOT } from '../../src/platform/root.ts'

/** A file of the project: its path from the root, and what stands in it. */
export interface Source {
  readonly name: string
  readonly text: string
}

/** The files of a folder, and of those in it, whose names end so. */
export function sourcesIn(folder: string, ending: string): Source[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith(ending))
    .sort()
    .map(name => ({ name: `${folder}/${name}`, text: readFileSync(join(ROOT, folder, name), 'utf8') }))
}

const read = new WeakMap<Source, ts.Node[]>()

/** Everything that is written in a TypeScript file, comments left out, from the whole to its smallest parts. */
export function nodesOf(source: Source): ts.Node[] {
  const known = read.get(source)
  if (known !== undefined) return known
  const all: ts.Node[] = []
  const visit = (node: ts.Node): void => {
    all.push(node)
    node.forEachChild(visit)
  }
  visit(ts.createSourceFile(source.name, source.text, ts.ScriptTarget.Latest, true))
  read.set(source, all)
  return all
}
