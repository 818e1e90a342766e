import { addDays } from './calendar.ts'
import { AWAITED, cameInPart, isConfirmed, isFailed, isPromised, isSaid, type SaidOf } from './delivery.ts'
import type { Stage } from './process.ts'
import {
  AGREEMENTS,
  CLOSURE_REASONS,
  COMPLAINANT_VIEWS,
  REMEDY_DELIVERIES,
  type Agreement,
  type ClosureReason,
  type ComplainantView,
  type Finding,
  type RemedyDelivery,
  type RemedyStatus,
} from './reference/index.ts'

/** Remedies that wait for the person: nothing is closed over one (UNGP 31(f)). */
export const OPEN_REMEDIES: readonly RemedyStatus[] = ['proposed', ...AWAITED]

/** What can stand as found where nothing was told: that nothing was looked into, or that nobody had to decide. */
const UNTOLD: readonly Finding[] = ['fd_dialogue_no_finding', 'fd_none']

/** What an inquiry can say of what it did not find. */
export const NOT_FOUNDED: readonly Finding[] = ['fd_not_founded', 'fd_inconclusive']

const ATTEMPTS = 3
const SILENT_DAYS = 90

/** What is written down of a decision that was told: each fact of its event with the list of the standards that its code is of. */
export const WRITTEN_DOWN = {
  finding_issued: [['finding', 'findings']],
  closed: [
    ['reason', 'closureReasons'],
    ['finding', 'findings'],
    ['agreement', 'agreements'],
    ['delivery', 'remedyDeliveries'],
    ['view', 'complainantViews'],
  ],
} as const

/** What stays with the team, as somebody else may read along: that pressure is suspected, or that asking was not safe (reference 7.4). */
export const STAYS_WITH_TEAM: readonly string[] = ['cl_withdrawn_free', 'cl_withdrawn_pressure', 'cv_not_asked_safe', 'cv_unknown']

/** What is known at the end: what was asked, offered, answered, confirmed and said. */
export interface Known {
  readonly stage: Stage
  /** Every remedy that was put to the person and not replaced: where it stands, what was last said of it, and whether somebody independent said so in their place. */
  readonly remedies: readonly Omit<SaidOf, 'checkedOn'>[]
  readonly asked: number
  /** Whether the person answered an offer, said whether something came, or wrote. */
  readonly spoke: boolean
  /** The days on which something was said to them since they were last heard from, earliest first, and today. */
  readonly unanswered: readonly string[]
  readonly day: string
  /** What was told as found; null where nothing was. */
  readonly found: Finding | null
  /** What whoever stopped said in private; null where nobody asked them yet. */
  readonly privately: string | null
}

/** The four axes of an outcome and the reason, as far as what is known lets them be true (reference 2l). */
export interface Possible {
  readonly closures: readonly ClosureReason[]
  readonly findings: readonly Finding[]
  readonly agreements: readonly Agreement[]
  readonly deliveries: readonly RemedyDelivery[]
  readonly views: readonly ComplainantView[]
}

/** What can be true of an ending. Only the person or an independent check is the source of what came, and only the person of what they think. */
export function possibleEndings(known: Known): Possible {
  const facts = factsOf(known)
  const among = <T extends string>(codes: readonly T[], truths: Readonly<Record<T, boolean>>): T[] => codes.filter(code => truths[code])
  return {
    closures: among(CLOSURE_REASONS, closuresOf(known, facts)),
    findings: known.found === null ? UNTOLD : [known.found],
    agreements: among(AGREEMENTS, {
      ag_full: facts.agreed > 0 && facts.agreed === facts.put,
      ag_partial: facts.agreed > 0,
      ag_none: facts.agreed === 0,
      ag_third_party_decision: true,
      ag_na: facts.put === 0,
    }),
    deliveries: among(REMEDY_DELIVERIES, {
      rd_full_verified: facts.whole,
      rd_partial_verified: facts.part,
      rd_pending: facts.open > 0,
      rd_not_delivered: facts.agreed > 0 && facts.open === 0 && !facts.whole && !facts.part,
      rd_none_offered: facts.put === 0,
      rd_not_due: facts.agreed === 0,
    }),
    views: among(COMPLAINANT_VIEWS, {
      cv_satisfied: known.spoke && (facts.agreed === 0 || facts.said),
      cv_partly: known.spoke,
      cv_not: known.spoke,
      cv_not_asked_safe: true,
      cv_unknown: true,
    }),
  }
}

interface Facts {
  readonly put: number
  readonly agreed: number
  readonly open: number
  readonly whole: boolean
  /** Whether the person themselves said so of all of it. */
  readonly said: boolean
  readonly part: boolean
  /** Whether something was not offered, not agreed or never came: the organisation may have refused. */
  readonly refused: boolean
}

function factsOf({ remedies, asked }: Known): Facts {
  const agreed = remedies.filter(remedy => isPromised(remedy) || isFailed(remedy))
  const confirmed = agreed.filter(({ status }) => status === 'verified').length
  const whole = agreed.length > 0 && confirmed === agreed.length
  const part = !whole && agreed.some(remedy => isConfirmed(remedy) || cameInPart(remedy))
  return {
    put: remedies.length,
    agreed: agreed.length,
    open: remedies.filter(({ status }) => OPEN_REMEDIES.some(one => one === status)).length,
    whole,
    said: whole && agreed.every(isSaid),
    part,
    refused: agreed.some(isFailed) || (remedies.length === 0 ? asked > 0 : agreed.length < remedies.length),
  }
}

/** Contact is lost after three attempts that went unanswered for ninety days (reference 2l). */
function isLost([first, ...more]: readonly string[], day: string): boolean {
  return first !== undefined && more.length >= ATTEMPTS - 1 && addDays(first, SILENT_DAYS) <= day
}

function closuresOf(
  { stage, asked, spoke, unanswered, day, found, privately }: Known,
  { put, agreed, whole, part, refused }: Facts,
): Readonly<Record<ClosureReason, boolean>> {
  const heard = stage !== 'not_admitted' && stage !== 'withdrawn'
  return {
    cl_remedied: whole,
    cl_remedied_partly: part,
    cl_resolved_information: heard && put === 0 && asked === 0 && spoke,
    cl_unresolved_no_agreement: heard && agreed === 0,
    cl_unresolved_company_refused: heard && refused,
    cl_not_founded: heard && agreed === 0 && found !== null && NOT_FOUNDED.includes(found),
    cl_referred: true,
    cl_withdrawn_free: stage === 'withdrawn' && privately === 'free',
    cl_withdrawn_pressure: stage === 'withdrawn' && privately === 'pressure',
    cl_lost_contact: isLost(unanswered, day),
    cl_not_admitted: stage === 'not_admitted',
    cl_merged: false,
  }
}
