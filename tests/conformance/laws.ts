import ts from 'typescript'
import { nodesOf, type Source } from './sources.ts'

/** A law of the source: in which files it holds, what breaks it there, and a line that would. */
export interface Law {
  readonly name: string
  readonly except: readonly string[]
  readonly breaches: (source: Source) => string[]
  readonly planted: Source
}

const MOST_LINES = 250
const MOST_LINES_OF_A_FUNCTION = 50
const DATABASE_TIME = /\b(now\s*\(\s*\)|current_date|current_time(stamp)?|localtime(stamp)?)/i

/** The environment, the time and the grievances come through one place each; files and functions stay short and say what they promise. */
export const LAWS: readonly Law[] = [
  {
    name: 'reads the environment in config.ts alone',
    except: ['src/config.ts'],
    breaches: source => found(source, node => ts.isPropertyAccessExpression(node) && node.getText() === 'process.env'),
    planted: { name: 'src/web/door.ts', text: 'export const port = process.env.PORT' },
  },
  {
    name: 'takes the time from the clock',
    except: ['src/platform/clock.ts'],
    breaches: source => found(source, asksMachine),
    planted: { name: 'src/web/late.ts', text: 'export const late = (due: Date) => due < new Date() || Number(due) < Date.now()' },
  },
  {
    name: 'never asks the database what time it is',
    except: [],
    breaches: source => found(source, node => isText(node) && DATABASE_TIME.test(node.text)),
    planted: { name: 'src/web/due.ts', text: 'export const due = sql`select id from clocks where due_at < now()`' },
  },
  {
    name: 'selects grievances in src/grievances alone',
    except: ['src/grievances/change.ts', 'src/grievances/visible.ts'],
    breaches: source => found(source, node => ts.isCallExpression(node) && /\.selectFrom\(\s*'grievances\b/.test(lastLink(node))),
    planted: { name: 'src/web/all.ts', text: "export const all = (db: Reader) => db.selectFrom('grievances').selectAll().execute()" },
  },
  {
    name: 'says on every route who may come',
    except: [],
    breaches: source => found(source, node => isRoute(node) && !/\baccess\b/.test(writtenOut(source, node.arguments[1]))),
    planted: { name: 'src/web/open.ts', text: "app.get('/everything', async () => everything())" },
  },
  {
    name: 'says of every exported function what it promises',
    except: [],
    breaches: source => found(source, node => isExportedFunction(node) && ts.getJSDocCommentsAndTags(node).length === 0),
    planted: { name: 'src/web/silent.ts', text: '// not a promise\nexport function silent(): void {}\nexport const quiet = () => 1' },
  },
  {
    name: 'keeps functions short',
    except: [],
    breaches: source => found(source, node => ts.isFunctionLike(node) && linesOf(node.getText()) > MOST_LINES_OF_A_FUNCTION),
    planted: { name: 'src/web/long.ts', text: `/** Too much. */\nexport function long() {\n${'  step()\n'.repeat(49)}}` },
  },
  {
    name: 'keeps files short',
    except: [],
    breaches: ({ name, text }) => (linesOf(text.trimEnd()) > MOST_LINES ? [name] : []),
    planted: { name: 'src/web/longer.ts', text: 'step()\n'.repeat(251) },
  },
]

/** The SQL of a migration, comments left out, that asks the database for the time. */
export function asksDatabase({ name, text }: Source): string[] {
  return DATABASE_TIME.test(text.replace(/--.*$/gm, '')) ? [name] : []
}

function found(source: Source, breaks: (node: ts.Node) => boolean): string[] {
  return nodesOf(source)
    .filter(breaks)
    .map(node => `${source.name}: ${node.getText().split('\n')[0] ?? ''}`)
}

function asksMachine(node: ts.Node): boolean {
  if (ts.isNewExpression(node)) return node.expression.getText() === 'Date' && (node.arguments ?? []).length === 0
  return ts.isCallExpression(node) && node.expression.getText() === 'Date.now'
}

function isRoute(node: ts.Node): node is ts.CallExpression {
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return false
  const handler = node.arguments.at(-1)
  return ['get', 'post', 'put', 'delete'].includes(node.expression.name.text) && handler !== undefined && ts.isArrowFunction(handler)
}

/** What is written in a place, or what the name that stands there means in the same file. */
function writtenOut(source: Source, part: ts.Node | undefined): string {
  const meant = nodesOf(source).find(node => ts.isVariableDeclaration(node) && node.name.getText() === part?.getText())
  return (meant ?? part)?.getText() ?? ''
}

function isText(node: ts.Node): node is ts.LiteralLikeNode {
  return ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddle(node) || ts.isTemplateTail(node)
}

/** A call without what it is called on: of `db.selectFrom('a').where()` it is `.where()`. */
function lastLink(node: ts.CallExpression): string {
  if (!ts.isPropertyAccessExpression(node.expression)) return node.getText()
  return node.getText().slice(node.expression.expression.getText().length)
}

function isExportedFunction(node: ts.Node): boolean {
  if (ts.isFunctionDeclaration(node)) return isExported(node) && !continues(node)
  if (!ts.isVariableStatement(node) || !isExported(node)) return false
  return node.declarationList.declarations.some(({ initializer }) => initializer !== undefined && ts.isArrowFunction(initializer))
}

/** One of several ways to call a function, of which the first says what all promise. */
function continues(node: ts.FunctionDeclaration): boolean {
  const among = (node.parent as ts.SourceFile).statements
  const before = among[among.indexOf(node) - 1]
  return before !== undefined && ts.isFunctionDeclaration(before) && before.body === undefined && before.name?.text === node.name?.text
}

function isExported(node: ts.FunctionDeclaration | ts.VariableStatement): boolean {
  return node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ?? false
}

function linesOf(text: string): number {
  return text.split('\n').length
}
