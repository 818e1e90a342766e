import type { Role } from './actor.ts'
import { PENDING, type Pending } from './grievance.ts'
import {
  alone,
  any,
  forAll,
  forGroup,
  inGroup,
  invited,
  doesNotHold,
  leadsWithoutPanel,
  mandated,
  own,
  ofTeam,
  leads,
  helps,
  holds,
  second,
  secondLead,
  ofPanel,
  ofCustodians,
  type Predicate,
} from './predicates.ts'
import { ADMITTED_STAGES, MAIN_STAGES, OPEN_STAGES, PERSON_MAY_WRITE, type Clock, type Stage, type Track } from './process.ts'

/**
 * Where an action leads: a stage, nowhere, back to where a pause came from, to where it stood before a decision was prepared, or by
 * the outcome of its event.
 */
export type Destination = Stage | 'stays' | 'returns' | 'unprepared' | Readonly<Record<string, Stage | 'stays'>>

/** Who may see that an event happened; its words are sealed to a compartment besides. What would tell how few a group is, is for nobody. */
export type ShownTo = 'everyone' | 'team' | 'nobody'

/** Clocks that an action moves, always or by its outcome. */
export type Clocks = readonly Clock[] | Readonly<Record<string, readonly Clock[]>>

/** One row of the rule book. Guards, buttons, the printed table and the stage diagram all derive from these. */
export interface Rule {
  readonly by: Partial<Readonly<Record<Role, Predicate>>>
  readonly during: readonly Stage[]
  readonly to: Destination
  /** The stages in which an outcome can be; one that is left out can be in all of `during`. */
  readonly within?: Readonly<Record<string, readonly Stage[]>>
  readonly event: string
  readonly shownTo: ShownTo
  readonly starts?: Clocks
  readonly meets?: Clocks
  /** Whether it belongs to what happened or to feedback and questions; left out, to both. */
  readonly only?: 'grievance' | 'word'
  /** Whether it takes one's own code: a code given to somebody trusted reads and writes, and changes nobody's way in. */
  readonly ownCode?: true
  /** Whether it waits until findings that are promised are told, the person has said of each remedy whether it came, and all they asked for is answered. */
  readonly settled?: true
  readonly opens?: Pending
  readonly settles?: readonly Pending[]
  readonly track?: Track
  readonly ends?: Track
}

const EVERY_OPEN = OPEN_STAGES
/** Where a case can end: confirmed, without an agreement, after an inquiry that led to no offer, and where there is none. */
const CLOSABLE = ['assessment', 'verification', 'not_agreed', 'not_admitted', 'withdrawn'] as const
/** What somebody asked for while it was open is answered too when it was not admitted: nothing closes before. */
const ANSWERED = [...OPEN_STAGES, 'not_admitted'] as const
const PROMISED = [
  'acknowledgement',
  'eligibility',
  'reply',
  'update',
  'findings',
  'your_answer',
  'verification',
  'delivery',
  'call',
] as const
/** Closing ends what was promised; whoever asked somebody else to look, for another handler or higher up is answered first. */
const ENDED_BY_CLOSING = PROMISED
/** Stopping ends what was promised until the person goes on, but for the answer on safety. */
const ENDED_BY_STOPPING = [...PROMISED, 'look_again', 'another_handler', 'escalation'] as const
/** From an offer on, one of a group may answer it for themselves, before the group decides or after. */
const ANSWERABLE = ['complainant_review', 'partly_agreed', 'not_agreed', 'implementing', 'verification'] as const
/** While what was agreed is being delivered: once nothing more is to come, the whole case waits to be closed. */
const DELIVERING = ['partly_agreed', 'implementing', 'verification'] as const
/** What did not come sends a case back to its delivery, but for one in which something is still to be agreed or looked into. */
const SENT_BACK = ['implementing', 'verification', 'closed'] as const
/** What an independent check finds missing is owed by its day, and the next regular word by its own. */
const OWED_AGAIN = ['delivery', 'update'] as const
const staff = { handler: holds, lead: leads } as const

// prettier-ignore
export const RULES = {
  submit: { by: { visitor: any, helper: any }, during: [], to: { told: 'received', unsafe: 'received', call: 'received', unsafe_call: 'received' }, starts: { told: ['acknowledgement'], unsafe: ['acknowledgement', 'safety'], call: ['acknowledgement', 'call'], unsafe_call: ['acknowledgement', 'safety', 'call'] }, event: 'submitted', shownTo: 'everyone' },
  declareInterest: { by: { handler: ofTeam, panel: ofPanel, custodian: ofCustodians, helper: helps }, during: [...PERSON_MAY_WRITE], to: { free: 'stays', conflict: 'stays', passed_on: 'stays', nobody: 'stays' }, event: 'coi_declared', shownTo: 'team' },
  takeOn: { by: { handler: ofTeam, lead: leads }, during: [...PERSON_MAY_WRITE], to: 'stays', event: 'assigned', shownTo: 'everyone' },
  keepOut: { by: { handler: ofTeam, lead: leads }, during: [...PERSON_MAY_WRITE], to: { conflict: 'stays', passed_on: 'stays', nobody: 'stays' }, event: 'coi_named', shownTo: 'team' },
  giveBack: { by: { system: any }, during: [...MAIN_STAGES], to: 'stays', event: 'given_back', shownTo: 'everyone' },
  returnPrepared: { by: { system: any }, during: ['eligibility_review', ...CLOSABLE], settles: PENDING, to: 'unprepared', event: 'prepared_returned', shownTo: 'team' },
  acknowledge: { by: staff, during: ['received'], only: 'grievance', to: 'acknowledged', meets: ['acknowledgement'], starts: ['eligibility', 'update'], event: 'acknowledged', shownTo: 'everyone' },
  answerWord: { by: staff, during: ['received'], only: 'word', to: 'acknowledged', meets: ['acknowledgement'], event: 'word_answered', shownTo: 'everyone' },
  closeWord: { by: staff, during: ['acknowledged'], only: 'word', to: 'closed', meets: ['reply', 'call'], event: 'word_closed', shownTo: 'everyone' },
  upgrade: { by: { affected: forAll, ...staff }, during: ['received', 'acknowledged', 'closed'], only: 'word', to: { before: 'stays', after: 'acknowledged' }, within: { before: ['received'], after: ['acknowledged', 'closed'] }, starts: { after: ['eligibility', 'update'] }, event: 'upgraded', shownTo: 'everyone' },
  addAnswers: { by: { affected: own }, during: EVERY_OPEN, to: 'stays', starts: ['reply'], event: 'info_received', shownTo: 'everyone' },
  tellAboutYou: { by: { affected: own }, during: [...PERSON_MAY_WRITE], to: 'stays', event: 'about_you_told', shownTo: 'everyone' },
  askCall: { by: { affected: own }, during: EVERY_OPEN, to: 'stays', starts: ['call'], event: 'call_requested', shownTo: 'everyone' },
  recordCall: { by: { handler: ofTeam, lead: leads }, during: ANSWERED, meets: { reached: ['call'], missed: ['call'] }, starts: { missed: ['call'] }, to: { reached: 'stays', missed: 'stays' }, event: 'call_held', shownTo: 'everyone' },
  answerReadback: { by: { affected: forAll }, during: [...PERSON_MAY_WRITE], to: { understood: 'stays', corrected: 'stays' }, starts: { corrected: ['reply'] }, event: 'readback_answered', shownTo: 'everyone' },
  sendMessage: { by: { affected: own }, during: [...PERSON_MAY_WRITE], to: 'stays', starts: ['reply'], event: 'message_received', shownTo: 'everyone' },
  writeForPerson: { by: { helper: helps }, during: [...PERSON_MAY_WRITE], to: 'stays', starts: ['reply'], event: 'helper_wrote', shownTo: 'everyone' },
  answerMessage: { by: staff, during: [...PERSON_MAY_WRITE], to: 'stays', meets: ['reply', 'update'], starts: ['update'], event: 'update_sent', shownTo: 'everyone' },
  answerMember: { by: staff, during: [...PERSON_MAY_WRITE], to: 'stays', meets: ['reply'], event: 'member_answered', shownTo: 'everyone' },
  writeNote: { by: { handler: ofTeam, panel: ofPanel }, during: [...PERSON_MAY_WRITE], to: 'stays', event: 'note_written', shownTo: 'team' },
  retitle: { by: staff, during: EVERY_OPEN, to: 'stays', event: 'retitled', shownTo: 'team' },
  prepareAdmission: { by: staff, during: ['acknowledged'], only: 'grievance', to: 'eligibility_review', opens: 'admission', event: 'admission_prepared', shownTo: 'team' },
  decideAdmission: { by: { handler: second, lead: second }, during: ['eligibility_review'], only: 'grievance', settles: ['admission'], meets: ['eligibility', 'update'], to: { admitted: 'assessment', not_admitted: 'not_admitted' }, starts: { admitted: ['findings', 'update'] }, event: 'admission_decided', shownTo: 'everyone' },
  returnAdmission: { by: { handler: second, lead: second }, during: ['eligibility_review'], only: 'grievance', settles: ['admission'], to: 'acknowledged', event: 'admission_returned', shownTo: 'team' },
  rateSeverity: { by: staff, during: EVERY_OPEN, only: 'grievance', to: 'stays', event: 'triage_rated', shownTo: 'everyone' },
  rateInvolvement: { by: staff, during: [...ADMITTED_STAGES], only: 'grievance', to: 'stays', event: 'involvement_rated', shownTo: 'team' },
  nameRights: { by: staff, during: EVERY_OPEN, only: 'grievance', to: 'stays', event: 'rights_named', shownTo: 'team' },
  nameTopics: { by: staff, during: EVERY_OPEN, to: 'stays', event: 'topics_named', shownTo: 'team' },
  issueFindings: { by: staff, during: [...ADMITTED_STAGES], only: 'grievance', to: 'stays', meets: ['findings'], event: 'finding_issued', shownTo: 'everyone' },
  recordAsked: { by: staff, during: EVERY_OPEN, only: 'grievance', to: 'stays', event: 'remedy_requested', shownTo: 'everyone' },
  correctAsked: { by: { affected: forAll }, during: EVERY_OPEN, to: { right: 'stays', corrected: 'stays' }, starts: { corrected: ['reply'] }, event: 'remedy_request_corrected', shownTo: 'everyone' },
  draftOffer: { by: staff, during: [...ADMITTED_STAGES], to: 'stays', event: 'offer_recorded', shownTo: 'team' },
  putProposal: { by: staff, during: ['assessment', 'dialogue', 'partly_agreed', 'not_agreed', 'implementing', 'verification'], to: 'complainant_review', meets: ['reply', 'update'], starts: ['your_answer', 'update'], event: 'remedy_proposed', shownTo: 'everyone' },
  answerProposal: { by: { affected: alone }, during: ['complainant_review'], meets: ['your_answer', 'delivery'], starts: { all: ['delivery'], some: ['reply'], none: ['reply'] }, to: { all: 'implementing', came: 'verification', some: 'partly_agreed', none: 'not_agreed' }, event: 'complainant_answered', shownTo: 'everyone' },
  reportDelivery: { by: staff, during: [...ADMITTED_STAGES], starts: ['verification', 'update'], to: { all: 'verification', some: 'stays' }, within: { all: DELIVERING }, meets: ['update', 'delivery'], event: 'item_reported_delivered', shownTo: 'everyone' },
  recordCheck: { by: staff, during: [...ADMITTED_STAGES], meets: ['update', 'verification', 'delivery'], starts: { all: ['update'], came: ['update'], some: ['update'], part: OWED_AGAIN, rest: OWED_AGAIN, back: OWED_AGAIN, noted: OWED_AGAIN }, to: { all: 'verification', came: 'stays', some: 'stays', part: 'verification', rest: 'stays', back: 'implementing', noted: 'stays' }, within: { all: DELIVERING, part: DELIVERING, rest: ADMITTED_STAGES, back: ['implementing', 'verification'], noted: ADMITTED_STAGES }, event: 'item_checked', shownTo: 'everyone' },
  recordFailure: { by: { lead: leads }, during: [...ADMITTED_STAGES], meets: ['reply', 'update', 'verification', 'delivery'], starts: ['update'], to: { all: 'verification', some: 'stays' }, within: { all: DELIVERING }, event: 'item_failed', shownTo: 'everyone' },
  confirmDelivery: { by: { affected: forAll }, during: [...ADMITTED_STAGES, 'closed'], meets: ['verification', 'delivery'], starts: { part: ['delivery'], rest: ['delivery'] }, to: { all: 'verification', came: 'stays', some: 'stays', part: 'verification', rest: 'stays' }, within: { all: DELIVERING, part: DELIVERING, rest: ADMITTED_STAGES }, event: 'item_verified', shownTo: 'everyone' },
  disputeDelivery: { by: { affected: own }, during: [...ADMITTED_STAGES, 'closed'], meets: ['verification', 'delivery'], starts: { back: ['delivery', 'reply', 'update'], noted: ['delivery', 'reply'] }, to: { back: 'implementing', noted: 'stays' }, within: { back: SENT_BACK, noted: ADMITTED_STAGES }, event: 'item_disputed', shownTo: 'everyone' },
  prepareClosing: { by: staff, during: [...CLOSABLE], to: 'stays', settled: true, opens: 'closing', event: 'closing_prepared', shownTo: 'team' },
  close: { by: { lead: secondLead }, during: [...CLOSABLE], settles: ['closing'], settled: true, to: 'closed', meets: ENDED_BY_CLOSING, event: 'closed', shownTo: 'everyone' },
  returnClosing: { by: { lead: secondLead }, during: [...CLOSABLE], settles: ['closing'], to: 'stays', event: 'closing_returned', shownTo: 'team' },
  extendClock: { by: staff, during: EVERY_OPEN, to: 'stays', event: 'delay_announced', shownTo: 'everyone' },
  addEvidence: { by: { affected: own }, during: [...PERSON_MAY_WRITE], to: 'stays', starts: ['reply'], event: 'evidence_added', shownTo: 'everyone' },
  sayNotSafe: { by: { affected: own }, during: [...PERSON_MAY_WRITE], to: 'stays', starts: ['safety'], track: 'retaliation', event: 'retaliation_reported', shownTo: 'everyone' },
  answerSafety: { by: { handler: ofTeam, lead: leads }, during: [...PERSON_MAY_WRITE], to: 'stays', meets: ['safety'], ends: 'retaliation', event: 'protection_set', shownTo: 'everyone' },
  askAnotherHandler: { by: { affected: own }, during: EVERY_OPEN, to: 'stays', starts: ['another_handler'], track: 'handler_change', event: 'handler_change_requested', shownTo: 'everyone' },
  decideHandler: { by: { lead: leads }, during: ANSWERED, to: 'stays', meets: ['another_handler'], ends: 'handler_change', event: 'handler_change_decided', shownTo: 'everyone' },
  askToLookAgain: { by: { affected: own }, during: [...ADMITTED_STAGES, 'not_admitted', 'closed', 'monitoring'], only: 'grievance', to: 'stays', starts: ['look_again'], track: 'appeal', event: 'appeal_filed', shownTo: 'everyone' },
  decideLookingAgain: { by: { lead: leadsWithoutPanel, panel: ofPanel }, during: [...PERSON_MAY_WRITE], only: 'grievance', ends: 'appeal', meets: ['look_again'], starts: { reopened: ['eligibility', 'update'], resumed: ['findings', 'update'] }, to: { reopened: 'acknowledged', resumed: 'assessment', upheld: 'stays' }, within: { reopened: ['not_admitted', 'closed', 'monitoring'], resumed: [...ADMITTED_STAGES, 'closed', 'monitoring'] }, event: 'appeal_decided', shownTo: 'everyone' },
  escalate: { by: { affected: own, system: any }, during: EVERY_OPEN, to: 'stays', starts: ['escalation'], track: 'escalated', event: 'escalated', shownTo: 'everyone' },
  answerEscalation: { by: { lead: leads }, during: ANSWERED, to: 'stays', meets: ['escalation'], ends: 'escalated', event: 'escalation_answered', shownTo: 'everyone' },
  stop: { by: { affected: forAll }, ownCode: true, during: EVERY_OPEN, to: 'withdrawn', meets: [...ENDED_BY_STOPPING], starts: ['private_check'], track: 'withdrawal_check', event: 'withdrawn', shownTo: 'everyone' },
  goOn: { by: { affected: forAll }, ownCode: true, during: ['withdrawn'], to: 'returns', meets: ['private_check'], ends: 'withdrawal_check', starts: ['update'], event: 'resumed', shownTo: 'everyone' },
  checkInPrivate: { by: { handler: doesNotHold, lead: doesNotHold }, during: ['withdrawn', 'closed'], to: { free: 'stays', pressure: 'stays' }, meets: ['private_check'], ends: 'withdrawal_check', event: 'withdrawal_checked', shownTo: 'team' },
  askIdentity: { by: staff, during: EVERY_OPEN, to: 'stays', event: 'identity_asked', shownTo: 'team' },
  openIdentity: { by: { custodian: ofCustodians }, during: EVERY_OPEN, to: 'stays', event: 'identity_opened', shownTo: 'everyone' },
  writeVoice: { by: { handler: ofTeam, custodian: ofCustodians }, during: EVERY_OPEN, to: 'stays', event: 'voice_written', shownTo: 'everyone' },
  approveVoice: { by: { affected: own }, during: [...PERSON_MAY_WRITE], to: 'stays', event: 'voice_approved', shownTo: 'everyone' },
  changeIdentity: { by: { affected: own }, ownCode: true, during: [...PERSON_MAY_WRITE], to: { called: 'stays', uncalled: 'stays' }, meets: { uncalled: ['call'] }, event: 'identity_changed', shownTo: 'everyone' },
  makeCode: { by: { affected: own }, ownCode: true, during: [...PERSON_MAY_WRITE], to: 'stays', event: 'access_granted', shownTo: 'everyone' },
  endCode: { by: { affected: own }, ownCode: true, during: [...PERSON_MAY_WRITE], to: 'stays', event: 'access_revoked', shownTo: 'everyone' },
  giveCode: { by: { affected: alone }, ownCode: true, during: [...PERSON_MAY_WRITE], to: 'stays', event: 'represented_joined', shownTo: 'everyone' },
  giveMandate: { by: { affected: forAll }, ownCode: true, during: [...PERSON_MAY_WRITE], to: 'stays', event: 'mandate_given', shownTo: 'everyone' },
  revokeMandate: { by: { affected: forAll }, during: [...MAIN_STAGES], to: 'stays', event: 'mandate_revoked', shownTo: 'everyone' },
  addForPerson: { by: { representative: mandated }, during: [...PERSON_MAY_WRITE], to: 'stays', starts: ['reply'], event: 'spoken_for', shownTo: 'everyone' },
  recordMandate: { by: { representative: mandated }, during: [...PERSON_MAY_WRITE], to: 'stays', event: 'mandate_recorded', shownTo: 'everyone' },
  renewMandate: { by: { representative: mandated }, during: [...PERSON_MAY_WRITE], to: 'stays', event: 'mandate_renewed', shownTo: 'everyone' },
  endMandate: { by: { representative: mandated }, during: [...MAIN_STAGES], to: 'stays', event: 'mandate_returned', shownTo: 'everyone' },
  expireMandate: { by: { system: any }, during: [...MAIN_STAGES], to: 'stays', event: 'mandate_expired', shownTo: 'everyone' },
  changeCode: { by: { affected: own }, ownCode: true, during: [...PERSON_MAY_WRITE], to: 'stays', event: 'code_changed', shownTo: 'everyone' },
  formGroup: { by: { affected: alone }, ownCode: true, during: EVERY_OPEN, only: 'grievance', to: 'stays', event: 'group_formed', shownTo: 'everyone' },
  inviteMembers: { by: { affected: forGroup }, ownCode: true, during: [...PERSON_MAY_WRITE], to: 'stays', event: 'members_invited', shownTo: 'nobody' },
  endInvitations: { by: { affected: forGroup }, ownCode: true, during: [...PERSON_MAY_WRITE], to: 'stays', event: 'invitations_ended', shownTo: 'nobody' },
  joinGroup: { by: { affected: invited }, during: [...PERSON_MAY_WRITE], to: 'stays', event: 'member_joined', shownTo: 'nobody' },
  leaveGroup: { by: { affected: inGroup }, ownCode: true, during: [...PERSON_MAY_WRITE], to: 'stays', event: 'member_left', shownTo: 'nobody' },
  endSpeaking: { by: { affected: forGroup }, ownCode: true, during: [...PERSON_MAY_WRITE], to: 'stays', event: 'speaking_ended', shownTo: 'everyone' },
  nameSpokesperson: { by: { affected: forGroup }, ownCode: true, during: [...PERSON_MAY_WRITE], to: 'stays', event: 'speaking_given', shownTo: 'everyone' },
  takeUpSpeaking: { by: { affected: inGroup }, ownCode: true, during: [...PERSON_MAY_WRITE], to: 'stays', event: 'speaking_taken_up', shownTo: 'everyone' },
  beSeen: { by: { affected: inGroup }, during: [...PERSON_MAY_WRITE], to: 'stays', event: 'member_seen', shownTo: 'nobody' },
  speakForGroup: { by: { affected: forGroup }, during: [...PERSON_MAY_WRITE], to: 'stays', starts: ['reply'], event: 'group_wrote', shownTo: 'everyone' },
  answerForMyself: { by: { affected: inGroup }, during: [...ANSWERABLE], to: 'stays', starts: ['reply'], event: 'own_answer_given', shownTo: 'everyone' },
  decideForGroup: { by: { affected: forGroup }, during: ['complainant_review'], meets: ['your_answer', 'delivery'], starts: { all: ['delivery'], some: ['reply'], none: ['reply'] }, to: { all: 'implementing', came: 'verification', some: 'partly_agreed', none: 'not_agreed' }, event: 'group_decided', shownTo: 'everyone' },
  endHelp: { by: { affected: forAll, system: any }, during: [...PERSON_MAY_WRITE], to: 'stays', event: 'help_ended', shownTo: 'everyone' },
} as const satisfies Record<string, Rule>

export type Action = keyof typeof RULES
export type EventOf<A extends Action> = (typeof RULES)[A]['event']
export type EventType = EventOf<Action>

/** The outcomes an action must choose between, or undefined where it always leads the same way. */
export type OutcomeOf<A extends Action> =
  (typeof RULES)[A]['to'] extends Readonly<Record<string, string>> ? keyof (typeof RULES)[A]['to'] & string : undefined

/** The stages in which a grievance can rest: those to which an action of the rule book leads, in the order of the process. */
export const RESTING_STAGES: readonly Stage[] = MAIN_STAGES.filter(stage => Object.values(RULES).some(rule => leadsTo(rule, stage)))

function leadsTo({ to }: Rule, stage: Stage): boolean {
  return typeof to === 'string' ? to === stage : Object.values(to).includes(stage)
}
