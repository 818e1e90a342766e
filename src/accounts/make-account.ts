import { addRows } from '../contracts/add-rows.ts'
import type { Context } from '../contracts/context.ts'
import type { Writer } from '../contracts/schema.ts'
import { newPrincipal, type HeldKey } from '../grievances/principals.ts'
import { newId } from '../platform/ids.ts'
import { newRecoveryCode, sealJson, sealText } from '../platform/sealing/index.ts'
import { emailIndex } from './email-index.ts'
import type { StretchedPassphrase } from './passphrases.ts'
import type { Profile } from './queries.ts'
import { setPassphrase, setRecoveryCode } from './unlocks.ts'

/** Who gets an account. The id and the recovery code may be drawn beforehand, so that a page sent twice makes one account. */
export interface NewAccount extends Profile {
  readonly passphrase: StretchedPassphrase
  readonly totpSecret: string
  readonly steward: boolean
  readonly id?: string | undefined
  readonly recoveryCode?: string | undefined
}

/** An account that was just made, with its open key and the code that its owner writes down. */
export interface MadeAccount {
  readonly held: HeldKey
  readonly recoveryCode: string
}

/** Makes an account: a key pair that its passphrase and its recovery code open, and a profile under the application's key. */
export async function makeAccount(context: Context, trx: Writer, account: NewAccount): Promise<MadeAccount> {
  const { id = newId(), recoveryCode = newRecoveryCode(), passphrase, totpSecret } = account
  const held = await newPrincipal(trx, context.keys, 'account', id)
  await addRows(trx, 'accounts', {
    id,
    email_index: emailIndex(context, account.email),
    profile_sealed: sealProfile(context, id, account),
    totp_sealed: sealText(context.keys.account, totpSecret, ['totp', id]),
    steward: account.steward,
  })
  await setPassphrase(trx, held, passphrase)
  await setRecoveryCode(trx, held, recoveryCode)
  return { held, recoveryCode }
}

/** Seals what an account says of itself. */
export function sealProfile(context: Context, id: string, { email, name, language }: Profile) {
  return sealJson(context.keys.account, { email, name, language }, ['account', id])
}
