import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { printedActions, printedStages } from './printed.ts'
import { ROOT } from './platform/root.ts'

/** Writes the rule book, as the code has it, into README; a test fails while the two differ. */
const path = join(ROOT, 'README.md')
let text = readFileSync(path, 'utf8')
for (const [name, table] of [
  ['rules', printedActions()],
  ['stages', printedStages()],
] as const) {
  text = text.replace(new RegExp(`<!-- ${name} -->[^]*?<!-- /${name} -->`), `<!-- ${name} -->\n${table}\n<!-- /${name} -->`)
}
writeFileSync(path, text)
