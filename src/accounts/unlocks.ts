import { addRows } from '../contracts/add-rows.ts'
import type { Context } from '../contracts/context.ts'
import type { Reader, Writer } from '../contracts/schema.ts'
import { heldFrom } from '../grievances/keyring.ts'
import type { HeldKey } from '../grievances/principals.ts'
import { unlockAad } from '../grievances/receipts.ts'
import { newId } from '../platform/ids.ts'
import { deriveKey, digest, openBytes, PASSPHRASE_COST, readRecoveryCode, sealBytes, type Cost } from '../platform/sealing/index.ts'
import { proves, stretchPassphrase, type StretchedPassphrase } from './passphrases.ts'

/** Lets a stretched passphrase open this key, in place of the one before. */
export async function setPassphrase(trx: Writer, held: HeldKey, passphrase: StretchedPassphrase): Promise<void> {
  await forget(trx, held, 'passphrase')
  await addRows(trx, 'unlocks', {
    ...bound(held, 'passphrase', passphrase.key),
    locator: null,
    cost: JSON.stringify(PASSPHRASE_COST),
    salt: passphrase.salt,
    verifier: passphrase.proof,
  })
}

/** Lets a recovery code open this key, in place of the one before. */
export async function setRecoveryCode(trx: Writer, held: HeldKey, code: string): Promise<void> {
  const bytes = readRecoveryCode(code)
  if (bytes === null) throw new RangeError('a recovery code is made by newRecoveryCode')
  await forget(trx, held, 'recovery')
  await addRows(trx, 'unlocks', {
    ...bound(held, 'recovery', recoveryKey(bytes)),
    locator: locatorOf(bytes),
    cost: null,
    salt: null,
    verifier: null,
  })
}

/** The key that an account's passphrase opens, or null where it is wrong; takes the same time either way. */
export async function openByPassphrase(context: Context, principalId: string, text: string): Promise<HeldKey | null> {
  const row = await context.db
    .selectFrom('unlocks')
    .selectAll()
    .where('principal_id', '=', principalId)
    .where('method', '=', 'passphrase')
    .executeTakeFirst()
  const cost: Cost = { ...(row?.cost ?? PASSPHRASE_COST), p: 1 }
  const stretched = await stretchPassphrase(context, text, row?.salt ?? undefined, cost)
  if (row === undefined || row.verifier === null || !proves(stretched, row.verifier)) return null
  return unwrap(row, 'passphrase', stretched.key)
}

/** The key that a typed recovery code opens, or null for a code that was never given. */
export async function openByRecoveryCode(db: Reader, typed: string): Promise<HeldKey | null> {
  const bytes = readRecoveryCode(typed)
  if (bytes === null) return null
  const row = await db
    .selectFrom('unlocks')
    .selectAll()
    .where('locator', '=', locatorOf(bytes))
    .where('method', '=', 'recovery')
    .executeTakeFirst()
  return row === undefined ? null : unwrap(row, 'recovery', recoveryKey(bytes))
}

type Method = 'passphrase' | 'recovery'

function bound(held: HeldKey, method: Method, key: Buffer) {
  return {
    id: newId(),
    principal_id: held.principalId,
    gen: held.gen,
    method,
    label: null,
    wrapped_key: sealBytes(key, held.privateKey, unlockAad(held, method), { raw: true }),
  }
}

function unwrap(row: { principal_id: string; gen: number; wrapped_key: Uint8Array }, method: Method, key: Buffer): HeldKey {
  const aad = unlockAad({ principalId: row.principal_id, gen: row.gen }, method)
  return heldFrom(openBytes(key, row.wrapped_key, aad), row.principal_id, row.gen)
}

async function forget(trx: Writer, held: HeldKey, method: Method): Promise<void> {
  await trx.deleteFrom('unlocks').where('principal_id', '=', held.principalId).where('method', '=', method).execute()
}

function locatorOf(bytes: Buffer): Buffer {
  return digest('recovery/v1', bytes)
}

function recoveryKey(bytes: Buffer): Buffer {
  return deriveKey(bytes, 'recovery/v1')
}
