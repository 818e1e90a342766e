import { Refused } from '../platform/errors.ts'
import { defineForm, given, words } from '../platform/forms/index.ts'
import { letIn } from '../grievances/rotate.ts'
import { deskAct, type Scene } from '../web/desk-act.ts'
import { sayToTeam } from '../web/say.ts'
import { membersOf } from './queries.ts'

/** Asks those who keep names to let one handler see them, with a reason. */
export const askIdentity = deskAct({
  action: 'askIdentity',
  form: defineForm('casework:forms', { reason: words({ rows: 4 }) }),
  make: async (trx, scene, _grievance, moment, answers) => ({
    facts: {},
    itemId: await sayToTeam(trx, scene, moment, 'reason', answers.reason),
  }),
})

/** Lets one named handler see who the person is; the person reads on their page that it happened (UNGP 31(b), (e)). */
export const openIdentity = deskAct({
  action: 'openIdentity',
  form: defineForm('casework:forms', { handler: given() }),
  prepare: async scene => ({
    offered: { handler: (await membersOf(scene.context, scene.opened)).map(member => ({ value: member.id, label: member.name })) },
  }),
  make: async (trx, scene, _grievance, moment, answers) => {
    for (const compartment of kept(scene)) await letIn(scene.context, trx, compartment, answers.handler, moment.day)
    return { facts: { accountId: answers.handler } }
  },
})

function kept(scene: Scene) {
  const compartments = scene.opened.compartments.filter(one => one.kind === 'identity')
  if (compartments.length === 0) throw new Refused('not_yours')
  return compartments
}
