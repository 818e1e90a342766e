import { generateSecret, generateSync, generateURI, verifySync } from 'otplib'
import { inAscii } from '../domain/digits.ts'
import type { Context } from '../contracts/context.ts'
import type { Database, Writer } from '../contracts/schema.ts'
import { openText } from '../platform/sealing/index.ts'

const PERIOD = 30
const ENROLMENT = 45 * 60
const LAYOUT = /[\s\p{Pd}\p{Cf}.]/gu

/** A fresh secret for an authenticator app, as base32 text (RFC 6238). */
export function newTotpSecret(): string {
  return generateSecret()
}

/** What an authenticator app reads from the picture. */
export function totpAddress(secret: string, mechanism: string, email: string): string {
  return generateURI({ issuer: mechanism, label: email, secret })
}

/** The six digits that an app shows at this time. */
export function digitsAt(secret: string, time: Date): string {
  return generateSync({ secret, epoch: secondsOf(time), period: PERIOD })
}

/** The step of 30 seconds that typed digits belong to, now or one to either side, in digits of any script; null where they do not fit. */
function stepOf(secret: string, typed: string, now: Date, past = PERIOD): number | null {
  const token = asciiDigits(typed)
  if (!/^\d{6}$/.test(token)) return null
  const result = verifySync({ secret, token, epoch: secondsOf(now), period: PERIOD, epochTolerance: [past, PERIOD] })
  return result.valid && 'timeStep' in result ? result.timeStep : null
}

/**
 * The step of the first digits that somebody reads off their app, which show that it has the secret: those of the last three quarters of
 * an hour fit, so that the page that takes them can be sent again.
 */
export function firstStepOf(secret: string, typed: unknown, now: Date): number | null {
  return typeof typed === 'string' ? stepOf(secret, typed, now, ENROLMENT) : null
}

/** Whether these are the account's digits now; digits count once, which one comparing update makes sure of. */
export async function useDigits(context: Context, db: Writer | Database, accountId: string, typed: string): Promise<boolean> {
  const account = await db.selectFrom('accounts').select('totp_sealed').where('id', '=', accountId).executeTakeFirst()
  if (account === undefined || account.totp_sealed === null) return false
  const secret = openText(context.keys.account, account.totp_sealed, ['totp', accountId])
  const step = stepOf(secret, typed, context.clock.now())
  if (step === null) return false
  const used = await db
    .updateTable('accounts')
    .set({ totp_last: step })
    .where('id', '=', accountId)
    .where('totp_last', '<', step)
    .returning('id')
    .executeTakeFirst()
  return used !== undefined
}

function asciiDigits(typed: string): string {
  return inAscii(typed.replace(LAYOUT, ''))
}

function secondsOf(time: Date): number {
  return Math.floor(time.getTime() / 1000)
}
