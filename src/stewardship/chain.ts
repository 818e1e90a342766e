import { sql } from 'kysely'
import { addRows } from '../contracts/add-rows.ts'
import type { Context } from '../contracts/context.ts'
import type { Reader, Writer } from '../contracts/schema.ts'
import { same } from '../platform/sealing/index.ts'
import { BEGINNING, entryHash, rowsOf, type ChainedRow } from './chain-entry.ts'

const LOCK = 7313
const BATCH = 500
const READ = 1_000

/** Whether the record stands as it was sealed: how many entries hold, or the first that does not and why. */
export type ChainState =
  | { readonly ok: true; readonly length: number }
  | { readonly ok: false; readonly seq: number; readonly problem: 'gap' | 'order' | 'missing' | 'changed' }

/** Seals what was written since the last time into the one chain, a few seconds behind, so that nobody who sends waits for it. */
export async function sealChain(context: Context): Promise<void> {
  while ((await context.db.transaction().execute(sealBatch)) === BATCH);
}

async function sealBatch(trx: Writer): Promise<number> {
  await sql`select pg_advisory_xact_lock(${LOCK}::bigint)`.execute(trx)
  const waiting = await trx.selectFrom('chain_waiting').selectAll().limit(BATCH).execute()
  if (waiting.length === 0) return 0
  const rows = [...(await rowsOf(trx, waiting)).values()].toSorted(inOrder)
  const last = await trx.selectFrom('chain').select(['seq', 'hash']).orderBy('seq', 'desc').limit(1).executeTakeFirst()
  let prev = last?.hash ?? BEGINNING
  const entries = rows.map((row, index) => {
    const seq = (last?.seq ?? 0) + index + 1
    const entry = { seq, kind: row.kind, row_id: row.id, prev, hash: entryHash(seq, row, prev) }
    prev = entry.hash
    return entry
  })
  await addRows(trx, 'chain', entries)
  await trx
    .deleteFrom('chain_waiting')
    .where(
      'row_id',
      'in',
      waiting.map(one => one.row_id),
    )
    .execute()
  return waiting.length
}

/** A person's acts carry the day alone, so they come first of their day, each grievance in its own order. */
function inOrder(a: ChainedRow, b: ChainedRow): number {
  return momentOf(a).localeCompare(momentOf(b)) || versionOf(a) - versionOf(b)
}

function momentOf(row: ChainedRow): string {
  return row.kind === 'event' && row.at === null ? row.on_day : ((row.at as Date | null)?.toISOString() ?? '')
}

function versionOf(row: ChainedRow): number {
  return row.kind === 'event' ? row.version : 0
}

/** Goes through the whole chain and through every row that it binds. */
export async function verifyChain(db: Reader): Promise<ChainState> {
  let prev: Uint8Array = BEGINNING
  let seq = 0
  for (;;) {
    const entries = await db.selectFrom('chain').selectAll().where('seq', '>', seq).orderBy('seq').limit(READ).execute()
    if (entries.length === 0) return { ok: true, length: seq }
    const rows = await rowsOf(db, entries)
    for (const entry of entries) {
      seq += 1
      const row = rows.get(entry.row_id)
      if (entry.seq !== seq) return { ok: false, seq, problem: 'gap' }
      if (!same(entry.prev, prev)) return { ok: false, seq, problem: 'order' }
      if (row === undefined) return { ok: false, seq, problem: 'missing' }
      if (!same(entryHash(seq, row, prev), entry.hash)) return { ok: false, seq, problem: 'changed' }
      prev = entry.hash
    }
  }
}
