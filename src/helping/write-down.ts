import { dayOf } from '../domain/calendar.ts'
import type { Context } from '../contracts/context.ts'
import type { Account } from '../contracts/http.ts'
import type { SealingTarget } from '../contracts/keys.ts'
import type { Writer } from '../contracts/schema.ts'
import { once } from '../grievances/nonces.ts'
import { newPrincipal, sealingTarget } from '../grievances/principals.ts'
import { addReceipt, stretchReceipt } from '../grievances/receipts.ts'
import { receiveFor } from '../grievances/receive.ts'
import { bindSlip } from '../grievances/slips.ts'
import type { Telling } from '../grievances/telling.ts'
import { Refused } from '../platform/errors.ts'
import type { Stretched } from '../platform/sealing/index.ts'

/** What a helper wrote down: the telling, the slip or the code that opens it, and what the person said about the help. */
export interface WrittenDown {
  readonly telling: Telling
  readonly serial: string
  readonly code: string
  readonly readBack: boolean
  readonly mayKeepHelping: boolean
  readonly nonce: Buffer | undefined
}

/**
 * Receives what somebody told a helper, once for each page, sealed to the slip that they hold or to a code that is read out.
 * Throws Refused where the slip was used in the meantime.
 */
export async function writeDown(context: Context, account: Account, told: WrittenDown): Promise<void> {
  const stretched = told.serial === '' ? await stretchReceipt(context, told.code) : null
  const { readBack, mayKeepHelping } = told
  await once(context, told.nonce, async trx => {
    const whose = stretched === null ? await keyOfSlip(context, trx, told.serial) : await keyOfCode(context, trx, stretched)
    await receiveFor(context, trx, told.telling, whose, { actor: account.actor, readBack, mayKeepHelping })
  })
}

async function keyOfSlip(context: Context, trx: Writer, serial: string): Promise<SealingTarget> {
  const principalId = await bindSlip(trx, serial, dayOf(context.clock.now()))
  if (principalId === null) throw new Refused('slip')
  return sealingTarget(trx, context.keys, principalId)
}

async function keyOfCode(context: Context, trx: Writer, stretched: Stretched): Promise<SealingTarget> {
  const held = await newPrincipal(trx, context.keys, 'participant')
  await addReceipt(trx, held, stretched, 'own')
  return held
}
