import { AWAITED, DISPUTES, isPromised, type DeliveryResult } from '../domain/delivery.ts'
import type { Grievance } from '../domain/grievance.ts'
import { canEnd } from '../domain/guards.ts'
import type { Moment } from '../grievances/moment.ts'
import { addRows } from '../contracts/add-rows.ts'
import type { Writer } from '../contracts/schema.ts'
import { newId } from '../platform/ids.ts'
import { digest } from '../platform/sealing/index.ts'
import { remediesOf, sharedItems, type RemedyLine } from '../remedies/queries.ts'
import { changeOwn, type OwnScene } from '../web/person-act.ts'
import { say, sayIfAny } from './say.ts'

/** What a person says of one remedy. */
export interface SaidDelivered {
  readonly result: DeliveryResult
  readonly alone: string
  readonly words: string
  readonly nonce: Buffer | undefined
}

/** Everything that was agreed, of which the person can say whether it came. */
export async function deliverable(scene: OwnScene): Promise<RemedyLine[]> {
  const lines = await remediesOf(scene.context.db, scene.opened, await sharedItems(scene.context.db, scene.opened, ['terms']), false)
  return lines.filter(isPromised)
}

/** Records the person's word on one remedy: a change of its own, so that each has its own event. */
export async function sayDelivered(scene: OwnScene, line: RemedyLine, said: SaidDelivered): Promise<void> {
  const nonce = said.nonce === undefined ? undefined : digest(`remedy/${line.id}`, said.nonce)
  if (!DISPUTES.includes(said.result))
    await changeOwn(scene, 'confirmDelivery', nonce, async (trx, grievance, moment) => {
      const made = await storeCheck(trx, scene, line, { said, grievance, moment })
      return { ...made, ...(await leftAfter(trx, grievance)) }
    })
  else
    await changeOwn(scene, 'disputeDelivery', nonce, async (trx, grievance, moment) => {
      const made = await storeCheck(trx, scene, line, { said, grievance, moment })
      const promised = grievance.stage === 'closed' ? {} : { due: { delivery: dueOn(line.deadline) } }
      return { ...made, ...promised, outcome: canEnd('disputeDelivery', 'back', grievance.stage) ? 'back' : 'noted' }
    })
}

/**
 * Whether more of what was agreed is to come; if not, whether nothing else is being discussed or looked into either. Where only a part of
 * something came, the rest of it stays owed by its own day.
 */
async function leftAfter(trx: Writer, grievance: Grievance) {
  const rows = await trx
    .selectFrom('remedies')
    .select(['status', 'deadline'])
    .where('grievance_id', '=', grievance.id)
    .where('status', 'in', [...AWAITED, 'under_discussion', 'proposed', 'verified_partly'])
    .orderBy('deadline')
    .execute()
  const left = rows.filter(row => row.status !== 'verified_partly')
  const owed = rows.find(row => row.status === 'verified_partly')
  const whole = left.length === 0 && canEnd('confirmDelivery', 'all', grievance.stage)
  if (owed !== undefined && grievance.stage !== 'closed')
    return { outcome: whole ? ('part' as const) : ('rest' as const), due: { delivery: dueOn(owed.deadline) } }
  if (left.some(isPromised)) return { outcome: 'some' as const }
  return { outcome: whole ? ('all' as const) : ('came' as const) }
}

function dueOn(deadline: string): Date {
  return new Date(`${deadline}T12:00:00Z`)
}

/** Keeps what the person says of a remedy beside it, and gives what the event says. */
async function storeCheck(
  trx: Writer,
  scene: OwnScene,
  line: RemedyLine,
  { said, grievance, moment }: { readonly said: SaidDelivered; readonly grievance: Grievance; readonly moment: Moment },
) {
  const item = await sayCheck(trx, scene, moment, said.words)
  await addRows(trx, 'remedy_checks', {
    id: newId(),
    remedy_id: line.id,
    participant_id: scene.person.actor.participantId,
    independent_by: null,
    result: said.result,
    alone: said.alone === '' ? null : said.alone === 'alone',
    on_day: moment.day,
    item_id: item.itemId ?? null,
    version: grievance.version + 1,
  })
  const status = said.result === 'confirmed' ? 'verified' : said.result === 'partly' ? 'verified_partly' : 'disputed'
  await trx.updateTable('remedies').set({ status }).where('id', '=', line.id).execute()
  return { facts: { remedyId: line.id, result: said.result }, ...item }
}

/** What one of a group says is for the team; what is said for all of them everybody reads, even without a word. */
async function sayCheck(trx: Writer, scene: OwnScene, moment: Moment, text: string): Promise<{ itemId?: string }> {
  if (scene.person.actor.place !== 'spokesperson') return sayIfAny(trx, scene, moment, 'check_words', text)
  return { itemId: await say(trx, scene, moment, text === '' ? 'act' : 'check_words', text, scene.opened.compartment('shared')) }
}
