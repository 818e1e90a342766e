/**
 * The process as data: every stage and track a grievance may be in, and where each may go
 * (UNGP 31(c): a clear and known procedure). `RULES` holds the actions that have a screen.
 */
export const MAIN_STAGES = [
  'received',
  'acknowledged',
  'info_requested',
  'eligibility_review',
  'not_admitted',
  'rerouted',
  'accepted',
  'triaged',
  'assigned',
  'assessment',
  'dialogue',
  'remedy_proposed',
  'complainant_review',
  'agreed',
  'partly_agreed',
  'not_agreed',
  'adjudication',
  'not_founded_decision',
  'implementing',
  'verification',
  'closed',
  'monitoring',
  'learning',
  'suspended',
  'dormant',
  'withdrawn',
  'merged',
  'reopened',
] as const
export type Stage = (typeof MAIN_STAGES)[number]

/** Tracks run beside the main stage and move it only by a rule of their own. */
export const TRACKS = [
  'interim_protection',
  'appeal',
  'escalated',
  'referred',
  'retaliation',
  'handler_change',
  'withdrawal_check',
] as const
export type Track = (typeof TRACKS)[number]

/** Stages in which somebody still owes the person something. */
export const OPEN_STAGES = [
  'received',
  'acknowledged',
  'info_requested',
  'eligibility_review',
  'rerouted',
  'accepted',
  'triaged',
  'assigned',
  'assessment',
  'dialogue',
  'remedy_proposed',
  'complainant_review',
  'agreed',
  'partly_agreed',
  'not_agreed',
  'adjudication',
  'not_founded_decision',
  'implementing',
  'verification',
  'suspended',
  'dormant',
  'reopened',
] as const satisfies readonly Stage[]

/** Whether somebody still owes the person something at this stage. */
export function isOpen(stage: Stage): boolean {
  return OPEN_STAGES.some(one => one === stage)
}

/** Stages after a person has decided that somebody was heard. */
export const ADMITTED_STAGES = [
  'assessment',
  'dialogue',
  'remedy_proposed',
  'complainant_review',
  'partly_agreed',
  'not_agreed',
  'adjudication',
  'not_founded_decision',
  'implementing',
  'verification',
] as const satisfies readonly Stage[]

/** Stages that a person may leave by stopping, and the one in which they rest until somebody asked them in private. */
export const PERSON_MAY_WRITE = [...OPEN_STAGES, 'not_admitted', 'closed', 'monitoring', 'withdrawn'] as const satisfies readonly Stage[]

/** Where each stage may lead, main stages and tracks together. */
export const TRANSITIONS = {
  received: ['acknowledged'],
  acknowledged: ['eligibility_review', 'info_requested', 'withdrawn'],
  info_requested: ['eligibility_review', 'dormant'],
  eligibility_review: ['accepted', 'not_admitted', 'info_requested', 'rerouted', 'merged'],
  not_admitted: ['reopened', 'closed'],
  rerouted: ['closed', 'reopened'],
  accepted: ['triaged'],
  triaged: ['assigned'],
  assigned: ['assessment'],
  assessment: ['dialogue', 'remedy_proposed', 'not_founded_decision', 'suspended', 'closed'],
  dialogue: ['assessment', 'remedy_proposed', 'adjudication'],
  remedy_proposed: ['complainant_review'],
  complainant_review: ['agreed', 'partly_agreed', 'not_agreed', 'withdrawn'],
  agreed: ['implementing'],
  partly_agreed: ['implementing', 'dialogue', 'adjudication', 'complainant_review'],
  not_agreed: ['dialogue', 'adjudication', 'closed', 'complainant_review'],
  adjudication: ['remedy_proposed', 'implementing', 'closed'],
  not_founded_decision: ['closed', 'learning'],
  implementing: ['verification'],
  verification: ['closed', 'implementing'],
  closed: ['monitoring', 'reopened'],
  monitoring: ['learning', 'reopened'],
  learning: [],
  suspended: ['assessment', 'dialogue', 'closed'],
  dormant: ['eligibility_review', 'assessment', 'closed'],
  withdrawn: ['closed', 'reopened'],
  merged: ['assessment', 'assigned'],
  reopened: ['triaged', 'assessment', 'implementing'],
} as const satisfies Record<Stage, readonly Stage[]>

/** A promise to do something by a time; its length comes from the service standards, never from a rule. */
export const CLOCKS = [
  'acknowledgement',
  'eligibility',
  'reply',
  'update',
  'findings',
  'your_answer',
  'delivery',
  'verification',
  'look_again',
  'safety',
  'another_handler',
  'private_check',
  'escalation',
  'call',
] as const
export type Clock = (typeof CLOCKS)[number]

/** What is promised to whoever asked for it; every other promise is to all to whom a grievance belongs. */
export const TO_WHO_ASKED: readonly Clock[] = ['reply', 'call', 'safety', 'another_handler', 'look_again', 'escalation']

/** Who a clock binds: it is late because of us or of the organisation; a person's time is a floor and is never late. */
export const CLOCK_OWES = {
  acknowledgement: 'us',
  eligibility: 'us',
  reply: 'us',
  update: 'us',
  findings: 'us',
  your_answer: 'person',
  delivery: 'organisation',
  verification: 'person',
  look_again: 'us',
  safety: 'us',
  another_handler: 'us',
  private_check: 'us',
  escalation: 'us',
  call: 'us',
} as const satisfies Record<Clock, 'us' | 'person' | 'organisation'>
