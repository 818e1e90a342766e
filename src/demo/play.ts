import type { Context } from '../contracts/context.ts'
import { change } from '../grievances/change.ts'
import { recordNoInterest } from '../grievances/interests.ts'
import { keyringOf } from '../grievances/keyring.ts'
import { openGrievance, openOwnGrievance } from '../grievances/open.ts'
import type { Receiving } from '../grievances/receive.ts'
import type { DeskAct, Scene } from '../web/desk-act.ts'
import type { OwnScene, PersonAct } from '../web/person-act.ts'
import type { Staff } from './people.ts'

/** A grievance of the demo, with the key that its person holds. */
export interface Played {
  readonly reference: string
  readonly receiving: Receiving
}

/** Does something at the desk as this member: the act itself and the one way to change, without a browser. */
export async function atDesk(
  context: Context,
  staff: Staff,
  played: Played,
  act: DeskAct,
  answers: object,
  subject: string | null = null,
): Promise<void> {
  const opened = await openGrievance(context.db, staff.actor, staff.keyring, played.reference)
  const account = {
    actor: staff.actor,
    own: staff.held,
    keyring: staff.keyring,
    name: staff.name,
    email: staff.signIn.email,
    sessionId: Buffer.alloc(0),
    token: '',
    freshUntil: 0,
  }
  const scene: Scene = { context, account, words: context.words.in(staff.language), opened, subject }
  await change(context, act.action, { actor: staff.actor, id: opened.id }, (trx, grievance, moment) =>
    act.make(trx, scene, grievance, moment, answers as never, []),
  )
}

/** The person's own scene, as if they had just typed their code. */
export async function ownSceneOf(context: Context, played: Played, language: string): Promise<OwnScene> {
  const { held, participantId, grievanceId } = played.receiving
  const actor = { kind: 'affected', id: held.principalId, participantId, grievanceId } as const
  const keyring = keyringOf(held)
  const person = { actor, own: held, keyring, sessionId: Buffer.alloc(0), token: '', freshUntil: 0, language }
  return { context, person, words: context.words.in(language), opened: await openOwnGrievance(context.db, actor, keyring) }
}

/** Does something as the person. */
export async function asPerson(context: Context, played: Played, language: string, act: PersonAct, answers: object): Promise<void> {
  const scene = await ownSceneOf(context, played, language)
  await change(context, act.action, { actor: scene.person.actor, id: scene.opened.id }, (trx, grievance, moment) =>
    act.make(trx, scene, grievance, moment, answers as never),
  )
}

/** Says that a member has no interest in it, as everybody must before they open it. */
export async function declare(context: Context, staff: Staff, played: Played): Promise<void> {
  await change(context, 'declareInterest', { actor: staff.actor, id: played.receiving.grievanceId }, async trx => {
    await recordNoInterest(trx, staff, played.receiving.grievanceId)
    return { facts: { conflict: false }, outcome: 'free' }
  })
}
