import { sql } from 'kysely'
import type { Database } from '../../src/contracts/schema.ts'
import type { Chance } from './size.ts'

/** A column in which something sealed rests. */
export type SealedColumn = readonly [table: string, column: string]

/** Something that was done to stored bytes, and the way to undo it. */
export interface Damage {
  readonly what: string
  undo(): Promise<void>
}

/** Changes bytes as a failing disk or a stranger would: a bit, a length, or one value put in another's place. */
export async function damageColumn(db: Database, random: Chance, [table, column]: SealedColumn): Promise<Damage | null> {
  const [at, name] = [sql.table(table), sql.ref(column)]
  const { rows } = await sql<{
    place: string
    bytes: Buffer
  }>`select ctid::text as place, ${name} as bytes from ${at} where ${name} is not null`.execute(db)
  if (rows.length === 0) return null
  const [one, other] = [random.pick(rows), random.pick(rows)]
  const way = random.pick(WAYS)
  const swap = way === 'swap' && one !== other
  const before = new Map([one, ...(swap ? [other] : [])].map(row => [row.place, row.bytes]))
  const after = swap
    ? new Map([
        [one.place, other.bytes],
        [other.place, one.bytes],
      ])
    : new Map([[one.place, changed(one.bytes, way, random)]])
  const places = await put(db, table, column, after)
  return {
    what: `${table}.${column} ${way}`,
    undo: async () =>
      void (await put(db, table, column, new Map([...before].map(([place, bytes]) => [places.get(place) ?? place, bytes])))),
  }
}

/** Puts values in rows by where they lie; gives where they lie now. */
async function put(db: Database, table: string, column: string, values: ReadonlyMap<string, Buffer>): Promise<Map<string, string>> {
  const places = new Map<string, string>()
  for (const [place, bytes] of values) {
    const { rows } = await sql<{ place: string }>`update ${sql.table(table)} set ${sql.ref(column)} = ${bytes}
      where ctid = ${place}::tid returning ctid::text as place`.execute(db)
    if (rows[0] === undefined) throw new Error(`${table} has no row at ${place}`)
    places.set(place, rows[0].place)
  }
  return places
}

const WAYS = ['flip', 'flip', 'flip', 'cut', 'empty', 'longer', 'swap', 'swap', 'random'] as const

/** The same bytes, changed in one way. */
export function changed(bytes: Buffer, way: (typeof WAYS)[number], random: Chance): Buffer {
  if (way === 'cut') return bytes.subarray(0, random.below(bytes.length))
  if (way === 'empty') return Buffer.alloc(0)
  if (way === 'longer') return Buffer.concat([bytes, Buffer.alloc(1 + random.below(64))])
  if (way === 'random') return Buffer.from(bytes.map(() => random.below(256)))
  const other = Buffer.from(bytes)
  const at = random.below(bytes.length)
  other[at] = (other[at] ?? 0) ^ (1 << random.below(8))
  return other
}
