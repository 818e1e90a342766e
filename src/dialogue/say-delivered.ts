import { dayOf } from '../domain/calendar.ts'
import { DISPUTES, sayable, type DeliveryResult } from '../domain/delivery.ts'
import type { Grievance } from '../domain/grievance.ts'
import type { Moment } from '../grievances/moment.ts'
import type { Writer } from '../contracts/schema.ts'
import { digest } from '../platform/sealing/index.ts'
import { keepCheck, leftAfter, missedAt } from '../grievances/delivery-checks.ts'
import { remedyClocks, remedyDays } from '../grievances/remedy-clocks.ts'
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

/** Everything of which the person can say today whether it came. */
export async function deliverable(scene: OwnScene): Promise<RemedyLine[]> {
  const lines = await remediesOf(scene.context.db, scene.opened, await sharedItems(scene.context.db, scene.opened, ['terms']), false)
  return lines.filter(line => sayableBy(scene, line).length > 0)
}

/** What whoever reads may say of it: one of a group can say that it did not come; that it came is for whoever speaks for all of them. */
export function sayableBy({ person, context }: OwnScene, line: RemedyLine): readonly DeliveryResult[] {
  const open = sayable(line, dayOf(context.clock.now()))
  return person.actor.place === 'member' ? open.filter(result => DISPUTES.includes(result)) : open
}

/** Records the person's word on one remedy: a change of its own, so that each has its own event. */
export async function sayDelivered(scene: OwnScene, line: RemedyLine, said: SaidDelivered): Promise<void> {
  const nonce = said.nonce === undefined ? undefined : digest(`remedy/${line.id}`, said.nonce)
  if (!DISPUTES.includes(said.result))
    await changeOwn(scene, 'confirmDelivery', nonce, async (trx, grievance, moment) => {
      const made = await storeCheck(trx, scene, line, { said, grievance, moment })
      return { ...made, outcome: await leftAfter(trx, 'confirmDelivery', grievance) }
    })
  else
    await changeOwn(scene, 'disputeDelivery', nonce, async (trx, grievance, moment) => {
      const made = await storeCheck(trx, scene, line, { said, grievance, moment })
      return { ...made, outcome: missedAt('disputeDelivery', grievance) }
    })
}

/** Keeps what the person says of a remedy beside it; gives what the event says, and how the clocks of all remedies go on. */
async function storeCheck(
  trx: Writer,
  scene: OwnScene,
  line: RemedyLine,
  { said, grievance, moment }: { readonly said: SaidDelivered; readonly grievance: Grievance; readonly moment: Moment },
) {
  const item = await sayCheck(trx, scene, moment, said.words)
  const alone = said.alone === '' ? null : said.alone === 'alone'
  const { participantId } = scene.person.actor
  const before = await remedyDays(trx, grievance.id)
  await keepCheck(trx, { remedyId: line.id, by: { participantId }, result: said.result, alone, itemId: item.itemId }, grievance, moment)
  return { facts: { remedyId: line.id, result: said.result }, ...item, ...(await remedyClocks(trx, grievance, before, moment)) }
}

/** What one of a group says is for the team; what is said for all of them everybody reads, even without a word. */
async function sayCheck(trx: Writer, scene: OwnScene, moment: Moment, text: string): Promise<{ itemId?: string }> {
  if (scene.person.actor.place !== 'spokesperson') return sayIfAny(trx, scene, moment, 'check_words', text)
  return { itemId: await say(trx, scene, moment, text === '' ? 'act' : 'check_words', text, scene.opened.compartment('shared')) }
}
