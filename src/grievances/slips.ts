import { addRows } from '../contracts/add-rows.ts'
import type { Context } from '../contracts/context.ts'
import type { Reader, Writer } from '../contracts/schema.ts'
import { newKey } from '../platform/sealing/index.ts'
import { newPrincipal } from './principals.ts'
import { addReceipt, newReceipt, stretchReceipt } from './receipts.ts'

/** A folded slip: its serial stands outside, its code inside. Whoever hands it out never sees the code. */
export interface PrintedSlip {
  readonly serial: string
  readonly code: string
}

const LETTERS = '23456789BCDFGHJKMNPQRSTVWXYZ'

/** Makes slips whose codes open nothing yet; the codes are given back to be printed once, and rest nowhere. */
export async function makeSlips(context: Context, count: number, teamId: string, day: string): Promise<PrintedSlip[]> {
  const made: PrintedSlip[] = []
  for (let index = 0; index < count; index += 1) {
    const slip = { serial: newSerial(), code: newReceipt() }
    const stretched = await stretchReceipt(context, slip.code)
    await context.db.transaction().execute(async trx => {
      const held = await newPrincipal(trx, context.keys, 'participant')
      await addReceipt(trx, held, stretched, 'own')
      await addRows(trx, 'slips', { serial: slip.serial, principal_id: held.principalId, team_id: teamId, made_on: day, bound_on: null })
    })
    made.push(slip)
  }
  return made
}

/** The principal of a slip that nobody has used, from now on used; null where there is none with this serial. */
export async function bindSlip(trx: Writer, serial: string, day: string): Promise<string | null> {
  const row = await trx
    .updateTable('slips')
    .set({ bound_on: day })
    .where('serial', '=', readSerial(serial))
    .where('bound_on', 'is', null)
    .returning('principal_id')
    .executeTakeFirst()
  return row?.principal_id ?? null
}

/** Whether a slip with this serial waits to be used. */
export async function isUnusedSlip(db: Reader, serial: string): Promise<boolean> {
  const row = await db
    .selectFrom('slips')
    .select('serial')
    .where('serial', '=', readSerial(serial))
    .where('bound_on', 'is', null)
    .executeTakeFirst()
  return row !== undefined
}

/** A serial as it is printed, however it was typed. */
export function readSerial(typed: string): string {
  const letters = typed.toUpperCase().replace(/[^0-9A-Z]/g, '')
  return `${letters.slice(0, 4)}-${letters.slice(4, 8)}`
}

function newSerial(): string {
  return readSerial([...newKey().subarray(0, 8)].map(byte => LETTERS[byte % LETTERS.length]).join(''))
}
