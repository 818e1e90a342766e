import { sql } from 'kysely'
import type { Database, Reader } from '../contracts/schema.ts'
import { question } from '../platform/database/question.ts'
import { saidIn } from './items.ts'
import { heldIn, holdersIn, type Keyring } from './keyring.ts'
import { keyIn } from './wraps.ts'

/**
 * The titles of grievances that the reader was just found to see, by grievance, where their keys open them: a member's newest one, or
 * else the one that the story began with. A damaged one is empty.
 */
export async function openTitles(db: Database, keyring: Keyring, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await titlesOf(db, { ids, holders: holdersIn(keyring) })
  const newest = new Map(rows.map(row => [row.grievance_id, row.id]))
  const titles = new Map<string, string>()
  for (const row of rows) {
    const held = newest.get(row.grievance_id) === row.id ? heldIn(keyring, row.grantee_id, row.grantee_gen) : undefined
    if (held === undefined) continue
    const text = saidIn(row, keyIn(held, row, row))?.text
    if (text !== undefined || !titles.has(row.grievance_id)) titles.set(row.grievance_id, text ?? '')
  }
  return titles
}

/** What tells whether a key that was sealed is the right one; what is wrapped tells that by itself, and nothing is looked up for it. */
const CHECK_VALUE = sql<Buffer | null>`case when compartment_grants.wrapped is null then (
  select kcv from compartment_keys where compartment_id = sealed_items.compartment_id and gen = sealed_items.gen) end`

/** One row for each key to a title, the title that counts last; together for a whole list, where each by itself takes three times as long. */
const titlesOf = question((db: Reader, { ids, holders }: { readonly ids: readonly string[]; readonly holders: readonly string[] }) =>
  db
    .selectFrom('sealed_items')
    .innerJoin('compartment_grants', join =>
      join
        .onRef('compartment_grants.compartment_id', '=', 'sealed_items.compartment_id')
        .onRef('compartment_grants.gen', '=', 'sealed_items.gen'),
    )
    .select(['sealed_items.id', 'sealed_items.grievance_id', 'sealed_items.compartment_id', 'sealed_items.gen', 'sealed_items.kind'])
    .select(['sealed_items.author_kind', 'sealed_items.words_sealed'])
    .select(['compartment_grants.grantee_id', 'compartment_grants.grantee_gen'])
    .select(['compartment_grants.sealed', 'compartment_grants.wrapped', CHECK_VALUE.as('kcv')])
    .where(eb => eb('sealed_items.grievance_id', '=', eb.fn.any(eb.val(ids))))
    .where(sql<boolean>`sealed_items.kind = 'title'`)
    .where(eb => eb('compartment_grants.grantee_id', '=', eb.fn.any(eb.val(holders))))
    .orderBy(sql`sealed_items.author_kind = 'account'`)
    .orderBy('sealed_items.nth'),
)
