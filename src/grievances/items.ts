import type { Selectable } from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import { bytesOf } from '../platform/database/bytes.ts'
import { newId } from '../platform/ids.ts'
import { addRows } from '../contracts/add-rows.ts'
import type { ActorKind, ItemKind, Reader, Schema, Writer } from '../contracts/schema.ts'
import { openJson, sealJson, unlessDamaged, type Aad } from '../platform/sealing/index.ts'
import { ofGrievances } from './parts.ts'
import { keyToSeal, type OpenCompartment } from './keys.ts'

/** What a sealed item holds: somebody's words, the language they are in, and named answers where a form asked several. */
export interface Said {
  readonly text: string
  readonly language: string
  readonly by?: string
  readonly answers?: Readonly<Record<string, string | readonly string[]>>
}

/** Who writes an item, and on which day. */
export interface Author {
  readonly kind: ActorKind
  readonly id: string | null
  readonly day: string
}

/** Words that are to be sealed into a compartment. */
export interface ItemToWrite {
  readonly compartment: OpenCompartment
  readonly kind: ItemKind
  readonly author: Author
  readonly said: Said
}

/** Seals somebody's words into a compartment and gives the item's id. Items are added and never rewritten. */
export async function writeItem(trx: Writer, compartment: OpenCompartment, kind: ItemKind, author: Author, said: Said): Promise<string> {
  const [id] = await writeItems(trx, [{ compartment, kind, author, said }])
  return id
}

/** The same of several items at once; gives their ids in order. */
export async function writeItems<const Items extends readonly ItemToWrite[]>(
  trx: Writer,
  items: Items,
): Promise<{ [K in keyof Items]: string }> {
  const rows = items.map(sealedItem)
  await addRows(trx, 'sealed_items', rows)
  return rows.map(row => row.id) as { [K in keyof Items]: string } // one for each item, in order
}

function sealedItem({ compartment, kind, author, said }: ItemToWrite) {
  const { grievanceId: grievance_id, id: compartment_id, gen } = compartment
  const row = { id: newId(), grievance_id, compartment_id, gen, kind, author_kind: author.kind, author_id: author.id, made_on: author.day }
  return { ...row, words_sealed: sealJson(keyToSeal(compartment), said, itemAad(row)) }
}

/** An item that was opened; `said` is null where it is damaged, so that the page can say which part cannot be opened. */
export interface OpenItem {
  readonly id: string
  readonly kind: ItemKind
  readonly compartment: OpenCompartment
  readonly authorKind: ActorKind
  readonly authorId: string | null
  readonly madeOn: string
  readonly said: Said | null
}

/** The items that lie in these compartments, opened, by id, in the order in which they were written. */
export async function openItems(
  db: Reader,
  compartments: readonly OpenCompartment[],
  kinds?: readonly ItemKind[],
): Promise<Map<string, OpenItem>> {
  if (compartments.length === 0) return new Map()
  const rows = await db
    .selectFrom('sealed_items')
    .select(ITEM_COLUMNS)
    .where(
      'compartment_id',
      'in',
      compartments.map(compartment => compartment.id),
    )
    .$if(kinds !== undefined, query => query.where('kind', 'in', kinds ?? []))
    .orderBy('nth')
    .execute()
  return openedItems(compartments, rows)
}

/** The columns by which an item is opened. */
export const ITEM_COLUMNS = [
  'sealed_items.id',
  'sealed_items.grievance_id',
  'sealed_items.compartment_id',
  'sealed_items.gen',
  'sealed_items.kind',
  'sealed_items.author_kind',
  'sealed_items.author_id',
  'sealed_items.made_on',
  'sealed_items.words_sealed',
] as const

/** A grievance's items in the order in which they were written, as part of a question that starts from grievances. */
export const ITEMS = jsonArrayFrom(
  ofGrievances
    .selectFrom('sealed_items')
    .select(ITEM_COLUMNS)
    .whereRef('sealed_items.grievance_id', '=', 'grievances.id')
    .orderBy('sealed_items.nth'),
)

/** An item as it rests. */
export type RestingItem = Omit<Selectable<Schema['sealed_items']>, 'words_sealed' | 'nth'> & { readonly words_sealed: Uint8Array | string }

/** Those of these items that lie in the compartments, opened, by id. */
export function openedItems(compartments: readonly OpenCompartment[], rows: readonly RestingItem[]): Map<string, OpenItem> {
  const byId = new Map(compartments.map(compartment => [compartment.id, compartment]))
  return new Map(
    rows.flatMap(row => {
      const compartment = byId.get(row.compartment_id)
      return compartment === undefined ? [] : [[row.id, opened(row, compartment)] as const]
    }),
  )
}

function opened(row: RestingItem, compartment: OpenCompartment): OpenItem {
  return {
    id: row.id,
    kind: row.kind,
    compartment,
    authorKind: row.author_kind,
    authorId: row.author_id,
    madeOn: row.made_on,
    said: saidIn(row, compartment.keyOf(row.gen)),
  }
}

/** The words of an item under the key of its compartment; null where they or the key are damaged. */
export function saidIn(row: RestingWords, key: Buffer | null): Said | null {
  return key === null ? null : unlessDamaged(() => openJson<Said>(key, bytesOf(row.words_sealed), itemAad(row)))
}

/** What the words of an item are bound to, and where they lie. */
type Bound = Pick<RestingItem, 'id' | 'grievance_id' | 'compartment_id' | 'gen' | 'kind' | 'author_kind'>
type RestingWords = Bound & Pick<RestingItem, 'words_sealed'>

function itemAad(row: Bound): Aad {
  return ['item', row.id, row.grievance_id, row.compartment_id, row.gen, row.kind, row.author_kind]
}
