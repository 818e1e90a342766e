import { sql } from 'kysely'
import type { Context } from '../../src/contracts/context.ts'
import { keyringOf } from '../../src/grievances/keyring.ts'
import { type OpenCompartment } from '../../src/grievances/keys.ts'
import { openable, opened } from '../../src/grievances/open.ts'
import { openFiles, type OpenFile } from '../../src/grievances/files.ts'
import { openItems, type OpenItem } from '../../src/grievances/items.ts'
import { openByReceipt, stretchReceipt } from '../../src/grievances/receipts.ts'
import type { Visitor } from '../support/visitor.ts'

export const STORY = 'The guards closed the path to the river in March. We walk two hours for water now.'

/** Tells a story on the first page and goes to the check page at once. */
export async function toCheck(visitor: Visitor, story = STORY): Promise<Visitor> {
  await visitor.get('/en/form/1')
  return visitor.submit({ story, go: 'send' })
}

/** The code that the page shows, or null. */
export function codeOn(visitor: Visitor): string | null {
  const groups = [...visitor.html.matchAll(/<span>(\d{4})<\/span>/g)].map(([, group]) => group)
  return groups.length === 6 ? groups.join('') : null
}

/** What a visitor's browser would send: to lose an answer, or to go on in another instance. */
export function cookiesOf(visitor: Visitor): Map<string, string> {
  return (visitor as unknown as { readonly cookies: Map<string, string> }).cookies // private to the browser, not to its owner
}

export function cookieHeader(visitor: Visitor): string {
  return [...cookiesOf(visitor)].map(([name, value]) => `${name}=${value}`).join('; ')
}

/** Everything that a code opens. */
export interface Opened {
  readonly grievanceId: string
  readonly compartments: readonly OpenCompartment[]
  readonly items: readonly OpenItem[]
  readonly files: readonly OpenFile[]
  item(kind: string): OpenItem
}

export async function openedBy(context: Context, code: string): Promise<Opened> {
  const held = (await openByReceipt(context.db, await stretchReceipt(context, code)))?.held
  if (held === undefined) throw new Error('this code opens nothing')
  const { grievance_id: grievanceId } = await context.db
    .selectFrom('participants')
    .select('grievance_id')
    .where('principal_id', '=', held.principalId)
    .executeTakeFirstOrThrow()
  const row = await openable(context.db, { kind: 'system' }, [held.principalId]).where('grievances.id', '=', grievanceId).executeTakeFirst()
  const { compartments } = opened(keyringOf(held), row)
  const items = [...(await openItems(context.db, compartments)).values()]
  return {
    grievanceId,
    compartments,
    items,
    files: await openFiles(context.db, compartments),
    item: kind => {
      const found = items.find(item => item.kind === kind)
      if (found === undefined) throw new Error(`nothing of the kind ${kind}`)
      return found
    },
  }
}

export async function countOf(context: Context, table: 'participants' | 'drafts' | 'files'): Promise<number> {
  const { count } = await context.db
    .selectFrom(table)
    .select(eb => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** Every row of every table as one text, bytes as hexadecimal. */
export async function dumpOf(context: Context): Promise<string> {
  const { rows: tables } = await sql<{
    name: string
  }>`select table_name as name from information_schema.tables where table_schema = 'public'`.execute(context.db)
  const parts = []
  for (const { name } of tables) {
    const { rows } = await sql<{ row: string }>`select t::text as row from ${sql.table(name)} t`.execute(context.db)
    parts.push(...rows.map(({ row }) => `${name} ${row}`))
  }
  return parts.join('\n')
}
