import { addRows } from '../contracts/add-rows.ts'
import type { Context } from '../contracts/context.ts'
import type { Writer } from '../contracts/schema.ts'
import { newId } from '../platform/ids.ts'
import { makeCompartments, type OpenCompartment } from './keys.ts'
import type { OpenGrievance } from './open.ts'
import { sealingTarget } from './principals.ts'
import { letIn } from './rotate.ts'

/** Somebody who joins a grievance, with a key of their own. */
export interface Joining {
  readonly principalId: string
  readonly roles: readonly string[]
  readonly capacity: string
  readonly identityMode: string
  readonly language: string
}

/**
 * Adds somebody to whom a grievance belongs: they read what is shared, and have a compartment of their own for what tells
 * who they are, which whoever keeps names can open and no other participant can.
 */
export async function addParticipant(
  context: Context,
  trx: Writer,
  opened: Pick<OpenGrievance, 'id' | 'teamId' | 'custodianId' | 'compartment'>,
  joining: Joining,
  day: string,
): Promise<{ id: string; identity: OpenCompartment }> {
  const id = newId()
  await addRows(trx, 'participants', {
    id,
    grievance_id: opened.id,
    principal_id: joining.principalId,
    roles: [...joining.roles],
    capacity: joining.capacity,
    identity_mode: joining.identityMode,
    opens_mode: null,
    opens_mode_on: null,
    language: joining.language,
    notice_sealed: null,
  })
  await letIn(context, trx, opened.compartment('shared'), joining.principalId, day)
  const own = await sealingTarget(trx, context.keys, joining.principalId)
  const keeper = await sealingTarget(trx, context.keys, opened.custodianId ?? opened.teamId)
  const wanted = [{ kind: 'identity', participantId: id, targets: [own, keeper] }] as const
  const [identity] = await makeCompartments(trx, opened.id, wanted, day)
  return { id, identity }
}
