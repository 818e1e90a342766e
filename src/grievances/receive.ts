import type { Actor } from '../domain/actor.ts'
import { referenceFrom } from '../domain/grievance.ts'
import { startedBy } from '../domain/guards.ts'
import { unreadPriority, type Priority } from '../domain/severity.ts'
import { addRows } from '../contracts/add-rows.ts'
import type { Context } from '../contracts/context.ts'
import type { Writer } from '../contracts/schema.ts'
import { newId } from '../platform/ids.ts'
import { newKey, type Stretched } from '../platform/sealing/index.ts'
import { firstClocks, promisesOf, type NextDue, type Promised } from './clocks.ts'
import { keepFiles } from './files.ts'
import { affectedCapacity, startMandate } from './mandates.ts'
import { homeBetween } from './uploads.ts'
import { writeItems } from './items.ts'
import { makeCompartments } from './keys.ts'
import { momentOf, type Moment } from './moment.ts'
import { sealNotice } from './notices.ts'
import { newPrincipal, sealingTargets, type HeldKey, type SealingTarget } from './principals.ts'
import { addReceipt } from './receipts.ts'
import { chooseTeam, type Route } from './route.ts'
import { reasonOf, tellSubmitted } from './submitted.ts'
import { headingOf, MOVED, type Telling } from './telling.ts'
import { addTopicCodes } from './topics.ts'

/** What receiving gives back: the person's own key, so that their page can open at once. */
export interface Receiving {
  readonly grievanceId: string
  readonly reference: string
  readonly participantId: string
  readonly promised: Promised
  readonly held: HeldKey
}

/** Whoever wrote down what somebody else told, whether it was read back to them, and whether they may keep helping. */
export interface Helped {
  readonly actor: Extract<Actor, { kind: 'account' }>
  readonly readBack: boolean
  readonly mayKeepHelping: boolean
}

/** Receives what somebody told themselves, and gives them a key of their own that their receipt opens. */
export async function receive(context: Context, trx: Writer, telling: Telling, receipt: Stretched): Promise<Receiving> {
  const held = await newPrincipal(trx, context.keys, 'participant')
  await addReceipt(trx, held, receipt, 'own')
  return { ...(await receiveFor(context, trx, telling, held)), held }
}

/**
 * Makes a grievance out of what was told, sealed to the team that the routing table names and to the key of whoever told it,
 * of which the public half is enough. A team that may be part of what happened gets no key where any other team can read it,
 * from the first byte (UNGP 31(a)).
 */
export async function receiveFor(
  context: Context,
  trx: Writer,
  telling: Telling,
  whose: SealingTarget | HeldKey,
  helped: Helped | null = null,
): Promise<Omit<Receiving, 'held'>> {
  const by: Actor = helped?.actor ?? { kind: 'visitor' }
  const moment = momentOf(by, context.clock.now())
  const route = await chooseTeam(trx, telling)
  const priority = unreadPriority(telling)
  const helpers = helped?.mayKeepHelping === true ? [helped.actor.id] : []
  const id = newId()
  const reference = referenceFrom(newKey())
  const { rows: clocks, next } = await firstClocks(trx, id, moment, { starts: startedBy('submit', headingOf(telling)), priority })
  await addGrievance(trx, telling, { id, reference, route, priority, next, day: moment.day, helpers })
  const participantId = await addParticipant(context, trx, id, whose, telling)
  if (telling.broughtBy !== null)
    await startMandate(trx, { grievanceId: id, participantId, ...telling.broughtBy }, telling.language, moment)
  const moved = telling.readerInvolved && route.avoided
  const fresh = { id, teamId: route.teamId, keeperId: route.custodianId ?? route.teamId, moved, participantId, whose, helpers, moment }
  const itemId = await sealTelling(context, trx, fresh, telling)
  await tellSubmitted(context, trx, { id, itemId, moment, by, clocks }, { ...telling, priority, route, ...readBackOf(helped) })
  return { grievanceId: id, reference, participantId, promised: await promisesOf(trx, clocks) }
}

function readBackOf(helped: Helped | null): { readBack?: boolean } {
  return helped === null ? {} : { readBack: helped.readBack }
}

interface Placed {
  readonly id: string
  readonly reference: string
  readonly route: Route
  readonly priority: Priority
  readonly next: NextDue
  readonly day: string
  readonly helpers: readonly string[]
}

async function addGrievance(trx: Writer, telling: Telling, placed: Placed): Promise<void> {
  const { id, reference, route, priority, next, day, helpers } = placed
  await addRows(trx, 'grievances', {
    id,
    reference,
    kind: telling.kind,
    stage: 'received',
    returns_to: null,
    team_id: route.teamId,
    panel_id: null,
    handler_id: null,
    priority,
    severity: null,
    pending: null,
    pending_by: null,
    channel: telling.channel,
    language: telling.language,
    routed_by: reasonOf(route),
    operation_id: telling.restricted ? null : telling.told.operationId,
    restricted: telling.restricted,
    custodian_id: route.custodianId,
    suspect: telling.suspect && priority !== 'P1',
    ...(telling.broughtBy === null ? {} : { brought_by: telling.broughtBy.teamId, spoken_by: [telling.broughtBy.teamId] }),
    received_on: day,
    closed_on: null,
    ...next,
    version: 1,
    helpers: [...helpers],
  })
}

async function addParticipant(context: Context, trx: Writer, grievanceId: string, whose: SealingTarget, telling: Telling): Promise<string> {
  const id = newId()
  await addRows(trx, 'participants', {
    id,
    grievance_id: grievanceId,
    principal_id: whose.principalId,
    roles: telling.broughtBy === null ? ['submitter', 'affected', 'contact'] : ['affected', 'contact'],
    capacity: telling.broughtBy === null ? telling.capacity : affectedCapacity(telling.capacity),
    identity_mode: telling.identityMode,
    opens_mode: null,
    opens_mode_on: null,
    language: telling.language,
    notice_sealed: telling.notice === null ? null : sealNotice(context, id, telling.notice),
  })
  return id
}

interface Fresh {
  readonly id: string
  readonly teamId: string
  /** Whoever keeps names: the custodians, or the team itself. */
  readonly keeperId: string
  /** Whether it was moved away from the team that it would have gone to. */
  readonly moved: boolean
  readonly participantId: string
  readonly whose: SealingTarget | HeldKey
  readonly helpers: readonly string[]
  readonly moment: Moment
}

async function sealTelling(context: Context, trx: Writer, fresh: Fresh, telling: Telling): Promise<string> {
  const { id, teamId, keeperId, participantId, whose, moment } = fresh
  const speaking = telling.broughtBy === null ? [] : [telling.broughtBy.teamId]
  const holders = [teamId, keeperId, ...fresh.helpers, ...speaking] as const
  const [team, keeper, ...others] = await sealingTargets(trx, context.keys, holders)
  const speakers = others.slice(fresh.helpers.length)
  const [shared, identity] = await makeCompartments(
    trx,
    id,
    [
      { kind: 'shared', targets: [whose, team, ...others] },
      { kind: 'identity', participantId, targets: [whose, keeper, ...speakers] },
      { kind: 'internal', teamId, targets: [team] },
    ],
    moment.day,
  )
  const { author } = moment
  const title = { text: telling.title, language: telling.language, ...(fresh.moved ? { answers: MOVED } : {}) }
  const [itemId] = await writeItems(trx, [
    { compartment: shared, kind: 'answers', author, said: telling.story },
    { compartment: shared, kind: 'title', author: { ...author, kind: 'system' }, said: title },
    ...(telling.identity === null ? [] : [{ compartment: identity, kind: 'identity' as const, author, said: telling.identity }]),
  ])
  await keepFiles(trx, telling.files, homeBetween(shared, identity))
  await addTopicCodes(trx, id, telling.topics)
  await addRows(trx, 'impacts', { id: newId(), grievance_id: id })
  return itemId
}
