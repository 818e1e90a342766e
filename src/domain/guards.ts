import type { Actor } from './actor.ts'
import type { Grievance, Pending } from './grievance.ts'
import { forAll, forGroup, rolesOf } from './predicates.ts'
import type { Clock, Stage, Track } from './process.ts'
import { RULES, type Action, type Clocks, type OutcomeOf, type Rule } from './rules.ts'

/** Why an action is refused: nobody of this role may do it, or not now, or not while a decision, findings, a remedy or an answer waits. */
export type Refusal = 'not_yours' | 'not_now' | 'pending' | 'findings' | 'open_remedies' | 'unanswered'

/** Asks the rule book; undefined means the actor may do it now. */
export function refusal(action: Action, actor: Actor, grievance: Grievance): Refusal | undefined {
  const rule: Rule = RULES[action]
  if (!rolesOf(actor, grievance).some(role => rule.by[role]?.(actor, grievance))) return 'not_yours'
  if (rule.ownCode === true && actor.kind === 'affected' && actor.lent === true) return 'not_yours'
  if (!rule.during.includes(grievance.stage)) return 'not_now'
  if (rule.only !== undefined && (rule.only === 'grievance') !== (grievance.kind === 'grievance')) return 'not_now'
  if (rule.settles !== undefined && !settles(rule, grievance.pending)) return 'not_now'
  if (rule.opens !== undefined && grievance.pending !== null) return 'pending'
  if (answersNothing(rule, actor, grievance)) return 'not_now'
  return rule.settled === true ? unsettled(grievance) : undefined
}

/** Whether it would answer what nobody asked for, or what somebody else has answered in the meantime. */
function answersNothing({ ends }: Rule, actor: Actor, { openTracks }: Grievance): boolean {
  return ends !== undefined && actor.kind === 'account' && !openTracks.includes(ends)
}

/** What must be answered before anything is closed: looking again, higher up, another handler, safety. */
const ANSWERED_FIRST: readonly Track[] = ['appeal', 'escalated', 'handler_change', 'retaliation']

/** Where what was found can still be told to whoever was promised it: nothing is closed there before. */
const CAN_TELL_FINDINGS: readonly Stage[] = RULES.issueFindings.during

function unsettled({ stage, findingsOwed, openRemedies, openTracks }: Grievance): Refusal | undefined {
  if (openRemedies) return 'open_remedies'
  if (findingsOwed && CAN_TELL_FINDINGS.includes(stage)) return 'findings'
  return openTracks.some(track => ANSWERED_FIRST.includes(track)) ? 'unanswered' : undefined
}

/** Whether those to whom it belongs do it for all of them; what anyone of a group may do is done for oneself. */
export function actsForAll(action: Action): boolean {
  const { affected }: Rule['by'] = RULES[action].by
  return affected === forAll || affected === forGroup
}

/** What the actor may do with the grievance now, in the order of the rule book. */
export function allowedActions(actor: Actor, grievance: Grievance): Action[] {
  return (Object.keys(RULES) as Action[]).filter(action => refusal(action, actor, grievance) === undefined)
}

/** Whether an action can end so at this stage. */
export function canEnd<A extends Action>(action: A, outcome: OutcomeOf<A> & string, stage: Stage): boolean {
  const { to, within, during }: Rule = RULES[action]
  return typeof to !== 'string' && outcome in to && (within?.[outcome] ?? during).includes(stage)
}

/** The stage an action leads to; a destination by outcome needs one that can be at this stage. */
export function destination(action: Action, grievance: Grievance, outcome: string | undefined): Stage {
  const { to, within }: Rule = RULES[action]
  const next = typeof to === 'string' ? to : to[outcome ?? '']
  const stages = within?.[outcome ?? '']
  if (next === undefined || stages?.includes(grievance.stage) === false) throw new Error(`${action} cannot end so: ${outcome ?? ''}`)
  if (next === 'stays') return grievance.stage
  if (next === 'returns') return unprepared(grievance.returnsTo ?? 'received')
  return next === 'unprepared' ? unprepared(grievance.stage) : next
}

const BOOK: readonly Rule[] = Object.values(RULES)

/** Where a grievance stood before the decision was prepared that leads to this stage; any other stage is as it is. */
export function unprepared(stage: Stage): Stage {
  return BOOK.find(rule => rule.opens !== undefined && rule.to === stage)?.during[0] ?? stage
}

/** What waits for a second person once an action has led here: what was prepared stands only where somebody can settle it. */
export function pendingAfter(action: Action, { pending }: Grievance, stage: Stage): Pending | null {
  const rule: Rule = RULES[action]
  if (rule.opens !== undefined) return rule.opens
  if (rule.settles !== undefined) return null
  return BOOK.some(one => one.by.system === undefined && settles(one, pending) && one.during.includes(stage)) ? pending : null
}

/** Whether what is prepared waits for somebody who leads the team; left to any second person otherwise. */
export function waitsForLead(pending: Pending): boolean {
  return BOOK.every(rule => !settles(rule, pending) || rule.by.handler === undefined)
}

function settles(rule: Rule, pending: Pending | null): boolean {
  return pending !== null && rule.settles?.includes(pending) === true
}

/** The clocks an action begins, by its outcome where the rule says so. */
export function startedBy(action: Action, outcome: string | undefined): readonly Clock[] {
  return clocksFor(RULES[action], 'starts', outcome)
}

/** The clocks an action meets, by its outcome where the rule says so. */
export function metBy(action: Action, outcome: string | undefined): readonly Clock[] {
  return clocksFor(RULES[action], 'meets', outcome)
}

function clocksFor(rule: Rule, moves: 'starts' | 'meets', outcome: string | undefined): readonly Clock[] {
  const clocks = rule[moves]
  if (clocks === undefined) return []
  return isList(clocks) ? clocks : (clocks[outcome ?? ''] ?? [])
}

function isList(clocks: Clocks): clocks is readonly Clock[] {
  return Array.isArray(clocks)
}
