import { completeReceipt } from '../domain/receipt.ts'
import { addRows } from '../contracts/add-rows.ts'
import type { Context } from '../contracts/context.ts'
import type { CodeLabel, Reader, Writer } from '../contracts/schema.ts'
import { newId } from '../platform/ids.ts'
import { deriveKey, openBytes, randomDigits, RECEIPT_COST, sealBytes, stretch, type Stretched } from '../platform/sealing/index.ts'
import { heldFrom } from './keyring.ts'
import type { HeldKey } from './principals.ts'

/** A fresh receipt: 22 random digits and two check digits. */
export function newReceipt(): string {
  return completeReceipt(randomDigits(22))
}

/** What a receipt becomes: a locator that the database may hold and a key that it may not. Takes some tens of milliseconds. */
export function stretchReceipt(context: Context, digits: string): Promise<Stretched> {
  return stretch(context.pools.receipts, digits, deriveKey(context.keys.pepper, 'receipt/v1'), RECEIPT_COST)
}

/** Lets a stretched receipt open this key from now on. */
export async function addReceipt(trx: Writer, held: HeldKey, stretched: Stretched, label: CodeLabel): Promise<void> {
  await addRows(trx, 'unlocks', {
    id: newId(),
    principal_id: held.principalId,
    gen: held.gen,
    method: 'receipt',
    locator: stretched.proof,
    cost: JSON.stringify(RECEIPT_COST),
    salt: null,
    verifier: null,
    label,
    wrapped_key: sealBytes(stretched.key, held.privateKey, unlockAad(held, 'receipt'), { raw: true }),
  })
}

/** What a receipt opens; `lent` names the code where somebody gave it to a person they trust, and is null where it is their own. */
export interface OpenedByReceipt {
  readonly held: HeldKey
  readonly lent: string | null
}

/** What a receipt opens, or null for a code that was never given or was taken back: told apart by nobody. */
export async function openByReceipt(db: Reader, stretched: Stretched): Promise<OpenedByReceipt | null> {
  const row = await db
    .selectFrom('unlocks')
    .select(['id', 'principal_id', 'gen', 'label', 'wrapped_key'])
    .where('locator', '=', stretched.proof)
    .where('method', '=', 'receipt')
    .executeTakeFirst()
  if (row === undefined) return null
  const aad = unlockAad({ principalId: row.principal_id, gen: row.gen }, 'receipt')
  const held = heldFrom(openBytes(stretched.key, row.wrapped_key, aad), row.principal_id, row.gen)
  return { held, lent: row.label === 'own' ? null : row.id }
}

/** What a wrapped private key is bound to. */
export function unlockAad(whose: { principalId: string; gen: number }, method: string): (string | number)[] {
  return ['unlock', whose.principalId, whose.gen, method]
}
