import type { Context } from '../contracts/context.ts'
import { openJson, sealJson, unlessDamaged } from '../platform/sealing/index.ts'

const MINUTES = 30 * 60_000

/** An organisation that tells something for somebody, and who of it writes. */
export interface Bringing {
  readonly teamId: string
  readonly accountId: string
  readonly team: string
  readonly name: string
}

/** Seals who comes from the desk to the form, into a page of theirs: it is sent in a body, stands in no address, and is worth half an hour. */
export function sealTicket(context: Context, bringing: Bringing): string {
  const until = context.clock.now().getTime() + MINUTES
  return sealJson(context.keys.account, { until, bringing }, ['ticket']).toString('base64url')
}

/** Who comes with a ticket, or null where it is too old or was made by nobody here. */
export function openTicket(context: Context, typed: unknown): Bringing | null {
  if (typeof typed !== 'string' || typed === '') return null
  const opened = unlessDamaged(() =>
    openJson<{ until: number; bringing: Bringing }>(context.keys.account, Buffer.from(typed, 'base64url'), ['ticket']),
  )
  return opened === null || context.clock.now().getTime() > opened.until ? null : opened.bringing
}
