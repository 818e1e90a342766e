import { addDays } from './calendar.ts'
import type { ComplainantVerification, RemedyStatus } from './reference/index.ts'

/** What somebody may say of a remedy that was promised to them. */
export const DELIVERY_RESULTS = [
  'confirmed',
  'partly',
  'not_delivered',
  'delivered_but_not_enough',
] as const satisfies readonly ComplainantVerification[]
export type DeliveryResult = (typeof DELIVERY_RESULTS)[number]

/** What raises the matter again, however long ago it was said to be put right. */
export const DISPUTES: readonly DeliveryResult[] = ['not_delivered', 'delivered_but_not_enough']

/** For so many days somebody may take back that a remedy came. */
const CHANGEABLE_DAYS = 30

/** For so many days after an organisation says that it delivered, the person alone is asked. */
const ASKED_DAYS = 30

/** Who can be independent enough to say whether something came; who exactly, they say in words. */
export const CHECKERS = ['monitor', 'authority', 'civil_society', 'expert', 'someone_else'] as const

/** How a remedy stands, what was last said of it and on which day, and whether that was somebody independent in the person's place. */
export interface SaidOf {
  readonly status: string
  readonly check: string | null
  readonly checkedOn: string | null
  readonly independent: boolean
}

/** Statuses of what was agreed: something that can come, or did. */
const PROMISED: readonly RemedyStatus[] = ['agreed', 'in_delivery', 'reported_delivered', 'disputed', 'verified', 'verified_partly']
const CONFIRMED: readonly RemedyStatus[] = ['verified', 'verified_partly']
/** What of it the person has not confirmed. */
export const AWAITED = PROMISED.filter(status => !CONFIRMED.includes(status))

/** Whether it, or the rest of it, is still to be delivered; an organisation that says it did is waited for no longer. */
export function isOwed({ status }: Pick<SaidOf, 'status'>): boolean {
  return isPromised({ status }) && !isReported({ status }) && status !== 'verified'
}

/** Whether it was told that it will not come. */
export function isFailed({ status }: Pick<SaidOf, 'status'>): boolean {
  return status === 'failed'
}

/** Whether a part of it came, and it was told that the rest will not. */
export function cameInPart({ status, check }: Pick<SaidOf, 'status' | 'check'>): boolean {
  return isFailed({ status }) && check === 'partly'
}

/** Whether it, or the rest of it, can be told not to come: its day has passed, and neither the organisation nor the person says that all came. */
export function canFail({ status, deadline }: Pick<SaidOf, 'status'> & { readonly deadline: string }, today: string): boolean {
  return isOwed({ status }) && deadline < today
}

/** Where it stands once somebody said this of it: of what nobody expects any more, a part that came makes nobody expect the rest. */
export function standsAfter(result: DeliveryResult, before: Pick<SaidOf, 'status'>): RemedyStatus {
  if (result === 'confirmed') return 'verified'
  if (result !== 'partly') return 'disputed'
  return isFailed(before) ? 'failed' : 'verified_partly'
}

/** Whether an organisation may say that it delivered: what is owed, and what nobody expected any more. */
export function canBeReported(said: Pick<SaidOf, 'status'>): boolean {
  return isOwed(said) || isFailed(said)
}

/** Whether the organisation says that it came, and it waits for the person's word. */
export function isReported({ status }: Pick<SaidOf, 'status'>): boolean {
  return status === 'reported_delivered'
}

/** Until which day the person alone is asked. */
export function askedUntil(reportedOn: string): string {
  return addDays(reportedOn, ASKED_DAYS)
}

/** Whether it was agreed, and can come or did. */
export function isPromised({ status }: Pick<SaidOf, 'status'>): boolean {
  return isAmong(PROMISED, status)
}

/** Whether it was said that it came, or that a part of it did. */
export function isConfirmed({ status }: Pick<SaidOf, 'status'>): boolean {
  return isAmong(CONFIRMED, status)
}

/** Whether it was said that it did not come, came in part alone, or is not enough. */
export function isMissing({ status }: Pick<SaidOf, 'status'>): boolean {
  return status === 'disputed' || status === 'verified_partly'
}

/** Whether the person themselves said so. */
export function isSaid(said: Pick<SaidOf, 'status' | 'independent'>): boolean {
  return isConfirmed(said) && !said.independent
}

/**
 * Whether it is for the person to say now: once the organisation says that it came, somebody independent said so in their place, or its day
 * has passed. Before that, and after they said that it did not come, nothing waits for them; they may say it at any time.
 */
export function awaitsWord(said: Pick<SaidOf, 'status' | 'independent'> & { readonly deadline: string }, today: string): boolean {
  if (isReported(said) || (said.independent && isPromised(said))) return true
  return (said.status === 'agreed' || said.status === 'in_delivery') && said.deadline < today
}

/** Whether so much time has passed since somebody said that it came that they can only raise it again. */
export function isSettled(said: SaidOf, today: string): boolean {
  return isSaid(said) && said.checkedOn !== null && addDays(said.checkedOn, CHANGEABLE_DAYS) < today
}

/** Whether somebody independent may say whether it came: the person was asked for so long, and says nothing. */
export function isCheckable(status: string, reportedOn: string | null, today: string): boolean {
  return isReported({ status }) && reportedOn !== null && askedUntil(reportedOn) <= today
}

/**
 * What may be said of it today: everything; once it is settled, that it is not right after all, or that the rest came too; of what nobody
 * expects any more, that it came. Nothing where it was not agreed.
 */
export function sayable(said: SaidOf, today: string): readonly DeliveryResult[] {
  if (isFailed(said)) return ['confirmed', 'partly']
  if (!isPromised(said)) return []
  if (!isSettled(said, today)) return DELIVERY_RESULTS
  return said.status === 'verified_partly' ? ['confirmed', ...DISPUTES] : DISPUTES
}

function isAmong(statuses: readonly string[], status: string): boolean {
  return statuses.includes(status)
}
