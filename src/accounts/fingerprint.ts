import type { Context } from '../contracts/context.ts'
import type { Database } from '../contracts/schema.ts'
import { sealingTarget } from '../grievances/principals.ts'
import { mac } from '../platform/sealing/index.ts'

const DIGITS = 8

/** Eight digits of somebody's public key, which two people compare by voice before one lets the other in. */
export async function fingerprint(context: Context, db: Database, accountId: string): Promise<string> {
  const { publicKey } = await sealingTarget(db, context.keys, accountId)
  const sum = mac(context.keys.account, 'fingerprint/v1', publicKey).readUIntBE(0, 6) % 10 ** DIGITS
  return String(sum)
    .padStart(DIGITS, '0')
    .replace(/(?<=^.{4})/, ' ')
}
