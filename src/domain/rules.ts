import { placeIn, type Actor, type Role } from './actor.ts'
import type { Grievance, Pending } from './grievance.ts'
import { ADMITTED_STAGES, OPEN_STAGES, PERSON_MAY_WRITE, type Clock, type Stage, type Track } from './process.ts'

/** A named condition between an actor and a grievance, told true or false before anything is changed. */
export type Predicate = (actor: Actor, grievance: Grievance) => boolean

/** Where an action leads: a stage, nowhere, back to where a pause came from, or by the outcome of its event. */
export type Destination = Stage | 'stays' | 'returns' | Readonly<Record<string, Stage | 'stays'>>

/** Who may see that an event happened; its words are sealed to a compartment besides. */
export type ShownTo = 'everyone' | 'team'

/** One row of the rule book. Guards, buttons, the printed table and the stage diagram all derive from these. */
export interface Rule {
  readonly by: Partial<Readonly<Record<Role, Predicate>>>
  readonly during: readonly Stage[]
  readonly to: Destination
  readonly event: string
  readonly shownTo: ShownTo
  readonly starts?: readonly Clock[]
  readonly meets?: readonly Clock[]
  readonly opens?: Pending
  readonly settles?: Pending
  readonly track?: Track
  readonly ends?: Track
}

/** The person to whom the grievance belongs. */
export const own: Predicate = (actor, grievance) => actor.kind === 'affected' && actor.grievanceId === grievance.id
/** A confirmed member of the team that answers for the grievance. */
export const ofTeam: Predicate = (actor, grievance) => placeIn(actor, grievance.teamId) !== undefined
/** A member of that team who leads it. */
export const leads: Predicate = (actor, grievance) => placeIn(actor, grievance.teamId)?.role === 'lead'
/** The member who holds the grievance, or any member while nobody holds it. */
export const holds: Predicate = (actor, grievance) =>
  ofTeam(actor, grievance) && actor.kind === 'account' && (grievance.handlerId === null || grievance.handlerId === actor.id)
/** The second of two: a member of the team other than the one who prepared the decision. */
export const second: Predicate = (actor, grievance) =>
  ofTeam(actor, grievance) && actor.kind === 'account' && grievance.pendingBy !== actor.id
/** A lead other than the one who prepared the decision. */
export const secondLead: Predicate = (actor, grievance) => leads(actor, grievance) && second(actor, grievance)
/** A member of the panel that was asked to look again. */
export const ofPanel: Predicate = (actor, grievance) => grievance.panelId !== null && placeIn(actor, grievance.panelId) !== undefined
/** Nobody in particular: the sweep of deadlines. */
export const any: Predicate = () => true

const EVERY_OPEN = OPEN_STAGES
const staff = { handler: holds, lead: leads } as const

export const RULES = {
  submit: { by: { visitor: any }, during: [], to: 'received', starts: ['acknowledgement'], event: 'submitted', shownTo: 'everyone' },
  declareInterest: {
    by: { handler: ofTeam, panel: ofPanel },
    during: [...PERSON_MAY_WRITE],
    to: 'stays',
    event: 'coi_declared',
    shownTo: 'team',
  },
  takeOn: { by: { handler: ofTeam, lead: leads }, during: EVERY_OPEN, to: 'stays', event: 'assigned', shownTo: 'everyone' },
  acknowledge: {
    by: staff,
    during: ['received'],
    to: 'acknowledged',
    meets: ['acknowledgement'],
    starts: ['eligibility', 'update'],
    event: 'acknowledged',
    shownTo: 'everyone',
  },
  answerReadback: { by: { affected: own }, during: [...PERSON_MAY_WRITE], to: 'stays', event: 'readback_answered', shownTo: 'everyone' },
  sendMessage: {
    by: { affected: own },
    during: [...PERSON_MAY_WRITE],
    to: 'stays',
    starts: ['reply'],
    event: 'message_received',
    shownTo: 'everyone',
  },
  answerMessage: {
    by: staff,
    during: [...PERSON_MAY_WRITE],
    to: 'stays',
    meets: ['reply', 'update'],
    starts: ['update'],
    event: 'update_sent',
    shownTo: 'everyone',
  },
  writeNote: {
    by: { handler: ofTeam, panel: ofPanel },
    during: [...PERSON_MAY_WRITE],
    to: 'stays',
    event: 'note_written',
    shownTo: 'team',
  },
  retitle: { by: staff, during: EVERY_OPEN, to: 'stays', event: 'retitled', shownTo: 'team' },
  prepareAdmission: {
    by: staff,
    during: ['acknowledged'],
    to: 'eligibility_review',
    opens: 'admission',
    event: 'admission_prepared',
    shownTo: 'team',
  },
  decideAdmission: {
    by: { handler: second, lead: second },
    during: ['eligibility_review'],
    settles: 'admission',
    meets: ['eligibility'],
    to: { admitted: 'assessment', not_admitted: 'not_admitted' },
    starts: ['findings'],
    event: 'admission_decided',
    shownTo: 'everyone',
  },
  returnAdmission: {
    by: { handler: second, lead: second },
    during: ['eligibility_review'],
    settles: 'admission',
    to: 'acknowledged',
    event: 'admission_returned',
    shownTo: 'team',
  },
  rateSeverity: { by: staff, during: EVERY_OPEN, to: 'stays', event: 'triage_rated', shownTo: 'everyone' },
  rateInvolvement: { by: staff, during: [...ADMITTED_STAGES], to: 'stays', event: 'involvement_rated', shownTo: 'team' },
  nameRights: { by: staff, during: EVERY_OPEN, to: 'stays', event: 'rights_named', shownTo: 'team' },
  issueFindings: { by: staff, during: ['assessment'], to: 'stays', meets: ['findings'], event: 'finding_issued', shownTo: 'everyone' },
  recordAsked: { by: staff, during: EVERY_OPEN, to: 'stays', event: 'remedy_requested', shownTo: 'everyone' },
  correctAsked: {
    by: { affected: own },
    during: EVERY_OPEN,
    to: 'stays',
    starts: ['reply'],
    event: 'remedy_request_corrected',
    shownTo: 'everyone',
  },
  draftOffer: { by: staff, during: [...ADMITTED_STAGES], to: 'stays', event: 'offer_recorded', shownTo: 'team' },
  putProposal: {
    by: staff,
    during: ['assessment', 'dialogue', 'partly_agreed', 'not_agreed', 'implementing'],
    to: 'complainant_review',
    meets: ['update'],
    starts: ['your_answer', 'update'],
    event: 'remedy_proposed',
    shownTo: 'everyone',
  },
  answerProposal: {
    by: { affected: own },
    during: ['complainant_review'],
    meets: ['your_answer'],
    starts: ['delivery'],
    to: { all: 'implementing', some: 'partly_agreed', none: 'not_agreed' },
    event: 'complainant_answered',
    shownTo: 'everyone',
  },
  reportDelivery: {
    by: staff,
    during: ['partly_agreed', 'complainant_review', 'implementing', 'verification'],
    starts: ['verification'],
    to: { all: 'verification', some: 'stays' },
    meets: ['update', 'delivery'],
    event: 'item_reported_delivered',
    shownTo: 'everyone',
  },
  confirmDelivery: {
    by: { affected: own },
    during: ['partly_agreed', 'implementing', 'verification', 'closed'],
    meets: ['verification'],
    to: { all: 'verification', some: 'stays' },
    event: 'item_verified',
    shownTo: 'everyone',
  },
  disputeDelivery: {
    by: { affected: own },
    during: ['partly_agreed', 'implementing', 'verification', 'closed'],
    meets: ['verification'],
    starts: ['delivery', 'reply'],
    to: { back: 'implementing', noted: 'stays' },
    event: 'item_disputed',
    shownTo: 'everyone',
  },
  prepareClosing: {
    by: staff,
    during: ['verification', 'not_agreed', 'not_admitted'],
    to: 'stays',
    opens: 'closing',
    event: 'closing_prepared',
    shownTo: 'team',
  },
  close: {
    by: { lead: secondLead },
    during: ['verification', 'not_agreed', 'not_admitted'],
    settles: 'closing',
    to: 'closed',
    meets: ['update', 'reply'],
    event: 'closed',
    shownTo: 'everyone',
  },
  returnClosing: {
    by: { lead: secondLead },
    during: ['verification', 'not_agreed', 'not_admitted'],
    settles: 'closing',
    to: 'stays',
    event: 'closing_returned',
    shownTo: 'team',
  },
  extendClock: { by: staff, during: EVERY_OPEN, to: 'stays', event: 'delay_announced', shownTo: 'everyone' },
  addEvidence: {
    by: { affected: own },
    during: [...PERSON_MAY_WRITE],
    to: 'stays',
    starts: ['reply'],
    event: 'evidence_added',
    shownTo: 'everyone',
  },
  sayNotSafe: {
    by: { affected: own },
    during: [...PERSON_MAY_WRITE],
    to: 'stays',
    starts: ['safety'],
    track: 'retaliation',
    event: 'retaliation_reported',
    shownTo: 'everyone',
  },
  answerSafety: {
    by: { handler: ofTeam, lead: leads },
    during: [...PERSON_MAY_WRITE],
    to: 'stays',
    meets: ['safety'],
    ends: 'retaliation',
    event: 'protection_set',
    shownTo: 'everyone',
  },
  askAnotherHandler: {
    by: { affected: own },
    during: EVERY_OPEN,
    to: 'stays',
    starts: ['another_handler'],
    track: 'handler_change',
    event: 'handler_change_requested',
    shownTo: 'everyone',
  },
  decideHandler: {
    by: { lead: leads },
    during: EVERY_OPEN,
    to: 'stays',
    meets: ['another_handler'],
    ends: 'handler_change',
    event: 'handler_change_decided',
    shownTo: 'everyone',
  },
  askToLookAgain: {
    by: { affected: own },
    during: [...PERSON_MAY_WRITE],
    to: 'stays',
    starts: ['look_again'],
    track: 'appeal',
    event: 'appeal_filed',
    shownTo: 'everyone',
  },
  decideLookingAgain: {
    by: { lead: leads, panel: ofPanel },
    during: [...PERSON_MAY_WRITE],
    ends: 'appeal',
    meets: ['look_again'],
    starts: ['eligibility', 'update'],
    to: { reopened: 'acknowledged', resumed: 'assessment', upheld: 'stays' },
    event: 'appeal_decided',
    shownTo: 'everyone',
  },
  escalate: {
    by: { affected: own, system: any },
    during: EVERY_OPEN,
    to: 'stays',
    starts: ['escalation'],
    track: 'escalated',
    event: 'escalated',
    shownTo: 'everyone',
  },
  answerEscalation: {
    by: { lead: leads },
    during: EVERY_OPEN,
    to: 'stays',
    meets: ['escalation'],
    ends: 'escalated',
    event: 'escalation_answered',
    shownTo: 'everyone',
  },
  stop: {
    by: { affected: own },
    during: EVERY_OPEN,
    to: 'withdrawn',
    starts: ['private_check'],
    track: 'withdrawal_check',
    event: 'withdrawn',
    shownTo: 'everyone',
  },
  goOn: {
    by: { affected: own },
    during: ['withdrawn'],
    to: 'returns',
    meets: ['private_check'],
    ends: 'withdrawal_check',
    starts: ['reply'],
    event: 'resumed',
    shownTo: 'everyone',
  },
  changeIdentity: { by: { affected: own }, during: [...PERSON_MAY_WRITE], to: 'stays', event: 'identity_changed', shownTo: 'everyone' },
  makeCode: { by: { affected: own }, during: [...PERSON_MAY_WRITE], to: 'stays', event: 'access_granted', shownTo: 'everyone' },
  endCode: { by: { affected: own }, during: [...PERSON_MAY_WRITE], to: 'stays', event: 'access_revoked', shownTo: 'everyone' },
} as const satisfies Record<string, Rule>

export type Action = keyof typeof RULES
export type EventOf<A extends Action> = (typeof RULES)[A]['event']
export type EventType = EventOf<Action>

/** The outcomes an action must choose between, or undefined where it always leads the same way. */
export type OutcomeOf<A extends Action> =
  (typeof RULES)[A]['to'] extends Readonly<Record<string, string>> ? keyof (typeof RULES)[A]['to'] & string : undefined

/** Why an action is refused: nobody of this role may do it, or not now, or not while a decision waits. */
export type Refusal = 'not_yours' | 'not_now' | 'pending'

/** Asks the rule book; undefined means the actor may do it now. */
export function refusal(action: Action, actor: Actor, grievance: Grievance): Refusal | undefined {
  const rule: Rule = RULES[action]
  if (!rolesOf(actor, grievance).some(role => rule.by[role]?.(actor, grievance))) return 'not_yours'
  if (!rule.during.includes(grievance.stage)) return 'not_now'
  if (rule.settles !== undefined && grievance.pending !== rule.settles) return 'not_now'
  if (rule.opens !== undefined && grievance.pending !== null) return 'pending'
  return undefined
}

/** What the actor may do with the grievance now, in the order of the rule book. */
export function allowedActions(actor: Actor, grievance: Grievance): Action[] {
  return (Object.keys(RULES) as Action[]).filter(action => refusal(action, actor, grievance) === undefined)
}

/** The stage an action leads to; a destination by outcome needs its outcome. */
export function destination(action: Action, grievance: Grievance, outcome: string | undefined): Stage {
  const to: Destination = RULES[action].to
  const next = typeof to === 'string' ? to : to[outcome ?? '']
  if (next === undefined) throw new Error(`${action} has no outcome ${outcome ?? ''}`)
  if (next === 'stays') return grievance.stage
  return next === 'returns' ? (grievance.returnsTo ?? 'received') : next
}

/** The roles the actor has towards the grievance. */
export function rolesOf(actor: Actor, grievance: Grievance): Role[] {
  if (actor.kind !== 'account') return [actor.kind]
  const place = placeIn(actor, grievance.teamId)
  const roles: Role[] = actor.steward ? ['steward'] : []
  if (place !== undefined) roles.push('handler')
  if (place?.role === 'lead') roles.push('lead')
  if (ofPanel(actor, grievance)) roles.push('panel')
  return roles
}
