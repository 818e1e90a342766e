import { Refused } from '../platform/errors.ts'
import { defineForm, given, words, type Form, type Option } from '../platform/forms/index.ts'
import { writeItem } from '../grievances/items.ts'
import { letIn } from '../grievances/rotate.ts'
import { deskAct, type Scene } from '../web/desk-act.ts'
import { sayToTeam } from '../web/say.ts'
import { memberName, numbersOf } from './members.ts'
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

/**
 * Lets one named handler see who the person is, and of a group who one of it is; they read on their page that it happened, and nobody else
 * of the group does (UNGP 31(b), (e)).
 */
export const openIdentity = deskAct<'openIdentity', Form>({
  action: 'openIdentity',
  form: async scene => (scene.opened.grouped ? ofOneOfGroup : ofThePerson),
  prepare: async scene => ({
    offered: {
      handler: (await membersOf(scene.context, scene.opened)).map(member => ({ value: member.id, label: member.name })),
      ...(scene.opened.grouped ? { nameOf: await membersKept(scene) } : {}),
    },
  }),
  make: async (trx, scene, grievance, moment, answers) => {
    const { handler, nameOf } = answers as { readonly handler: string; readonly nameOf?: string }
    const compartments = kept(scene).filter(one => nameOf === undefined || one.participantId === nameOf)
    for (const compartment of compartments) await letIn(scene.context, trx, compartment, handler, moment.day)
    const facts = { accountId: handler }
    const [theirs] = compartments
    if (!grievance.grouped || nameOf === undefined || theirs === undefined) return { facts }
    const said = { text: '', language: scene.opened.language, by: scene.account.name }
    return { facts, forMember: nameOf, itemId: await writeItem(trx, theirs, 'act', moment.author, said) }
  },
})

const ofThePerson = defineForm('casework:forms', { handler: given() })
const ofOneOfGroup = defineForm('casework:forms', { nameOf: given(), handler: given() })

/** Those of a group whose names are kept here. */
async function membersKept(scene: Scene): Promise<Option[]> {
  const numbers = await numbersOf(scene)
  return kept(scene).flatMap(({ participantId }) =>
    participantId === null ? [] : [{ value: participantId, label: memberName(scene.words, numbers, participantId) }],
  )
}

function kept(scene: Scene) {
  const compartments = scene.opened.compartments.filter(one => one.kind === 'identity')
  if (compartments.length === 0) throw new Refused('not_yours')
  return compartments
}
