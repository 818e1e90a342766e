import type { Actor } from '../domain/actor.ts'
import type { Grievance, Pending } from '../domain/grievance.ts'
import { actsForAll, destination, metBy, pendingAfter, refusal, startedBy } from '../domain/guards.ts'
import { isOpen, type Clock, type Stage } from '../domain/process.ts'
import { RULES, type Action, type Rule } from '../domain/rules.ts'
import { addRows } from '../contracts/add-rows.ts'
import type { Context } from '../contracts/context.ts'
import type { Writer } from '../contracts/schema.ts'
import { NotFound, Refused } from '../platform/errors.ts'
import { newId } from '../platform/ids.ts'
import { moveClocks, type ClockMoves } from './clocks.ts'
import type { Made } from './facts.ts'
import { grievanceFrom, RULE_COLUMNS } from './grievance-row.ts'
import { momentOf, type Moment } from './moment.ts'
import { firstUse } from './nonces.ts'
import { react } from './reactions.ts'
import { moveTracks } from './tracks.ts'
import { UNSETTLED } from './unsettled.ts'

/** What is changed, by whom; `nonce` makes a repeated send of one page a change that is made once. */
export interface Change {
  readonly actor: Actor
  readonly id: string
  readonly nonce?: Buffer | undefined
}

/** Writes the particulars of one change and tells the facts of its event. */
export type Make<A extends Action> = (trx: Writer, grievance: Grievance, moment: Moment) => Promise<Made<A>>

/**
 * The one way to change a grievance: locks it, asks the rule book under the lock, makes the change, moves stage, tracks
 * and clocks as the rule says, records exactly one event, and enqueues what follows, all in one transaction.
 * Throws NotFound where it is gone and Refused where the rules say no; gives false where this nonce was used before.
 */
export function change<A extends Action>(context: Context, action: A, { actor, id, nonce }: Change, make: Make<A>): Promise<boolean> {
  return context.db.transaction().execute(trx => changeWithin(context, trx, action, { actor, id, nonce }, make))
}

/** The same within a transaction that has begun, where several grievances change together or none does. */
export async function changeWithin<A extends Action>(
  context: Context,
  trx: Writer,
  action: A,
  { actor, id, nonce }: Change,
  make: Make<A>,
): Promise<boolean> {
  const moment = momentOf(actor, context.clock.now())
  const grievance = await locked(trx, id)
  if (nonce !== undefined && !(await firstUse(trx, nonce, moment.day))) return false
  const refused = refusal(action, actor, grievance)
  if (refused !== undefined) throw new Refused(refused)
  await record(context, trx, { action, actor, grievance, moment }, await make(trx, grievance, moment))
  return true
}

/** The grievance as the rules see it, locked until the transaction ends. */
export async function locked(trx: Writer, id: string): Promise<Grievance> {
  const row = await trx.selectFrom('grievances').select(RULE_COLUMNS).select(UNSETTLED).where('id', '=', id).forUpdate().executeTakeFirst()
  if (row === undefined) throw new NotFound()
  return grievanceFrom(row)
}

interface Doing {
  readonly action: Action
  readonly actor: Actor
  readonly grievance: Grievance
  readonly moment: Moment
}

async function record<A extends Action>(context: Context, trx: Writer, doing: Doing, made: Made<A>): Promise<void> {
  const { action, grievance, moment } = doing
  const rule: Rule = RULES[action]
  const stage = destination(action, grievance, made.outcome)
  const { next, runsStill } = await moveClocks(trx, grievance.id, moment, {
    meets: metBy(action, made.outcome).filter(clock => made.keeps?.includes(clock) !== true),
    starts: promisedIn(stage, [...(made.starts ?? []), ...startedBy(action, made.outcome)]),
    priority: made.set?.priority ?? grievance.priority,
    due: made.due ?? {},
    ...whoseClocks(doing, made.forMember),
  })
  const ends = runsStill ? undefined : rule.ends
  await moveTracks(trx, grievance.id, moment, { opens: rule.track, ends, outcome: made.outcome ?? null })
  await trx
    .updateTable('grievances')
    .set({
      version: grievance.version + 1,
      stage,
      ...next,
      ...made.set,
      ...(stage === 'withdrawn' && grievance.stage !== 'withdrawn' ? { returns_to: grievance.stage } : {}),
      ...(stage === 'closed' && grievance.stage !== 'closed' ? { closed_on: moment.day } : {}),
      ...waiting(doing, pendingAfter(action, grievance, stage)),
    })
    .where('id', '=', grievance.id)
    .execute()
  await tell(context, trx, doing, made)
}

/** A decision that waits, and who prepared it. */
function waiting({ action, actor, grievance }: Doing, pending: Pending | null): { pending: Pending | null; pending_by: string | null } {
  const { opens }: Rule = RULES[action]
  const by = opens !== undefined && actor.kind === 'account' ? actor.id : grievance.pendingBy
  return { pending, pending_by: pending === null ? null : by }
}

/** Regular news is promised only while there is something to tell of. */
function promisedIn(stage: Stage, clocks: readonly Clock[]): readonly Clock[] {
  return isOpen(stage) ? clocks : clocks.filter(clock => clock !== 'update')
}

/** In a group what one of them asks for is promised to them, and an answer to one of them keeps no promise to another. */
function whoseClocks({ action, actor, grievance }: Doing, forMember: string | null | undefined): Pick<ClockMoves, 'startsFor' | 'meetsOf'> {
  if (!grievance.grouped) return {}
  if (forMember !== undefined) return { startsFor: forMember, meetsOf: forMember }
  return actor.kind === 'affected' && !actsForAll(action) ? { startsFor: actor.participantId } : {}
}

/** Writes the one event of a change and enqueues what follows from it. */
async function tell<A extends Action>(
  context: Context,
  trx: Writer,
  { action, actor, grievance, moment }: Doing,
  made: Made<A>,
): Promise<void> {
  const id = newId()
  await addRows(trx, 'events', {
    id,
    grievance_id: grievance.id,
    version: grievance.version + 1,
    type: RULES[action].event,
    actor_kind: actor.kind,
    actor_id: moment.author.id,
    on_day: moment.day,
    at: moment.at,
    item_id: made.itemId ?? null,
    facts: JSON.stringify(made.outcome === undefined ? made.facts : { ...made.facts, outcome: made.outcome }),
  })
  const memberId = made.forMember ?? undefined
  await react(context, trx, {
    id,
    type: RULES[action].event,
    grievanceId: grievance.id,
    priority: made.set?.priority ?? grievance.priority,
    actor,
    day: moment.day,
    memberId,
    outcome: made.outcome,
  })
}
