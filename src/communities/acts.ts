import type { Writer } from '../contracts/schema.ts'
import { writeItem } from '../grievances/items.ts'
import { foundGroup, letGo } from '../grievances/members.ts'
import type { Moment } from '../grievances/moment.ts'
import { choice, day, defineForm, line, words } from '../platform/forms/index.ts'
import { personAct, type OwnScene } from '../web/person-act.ts'
import { WAYS_OF_DECIDING } from './queries.ts'
import { groupOf } from './group-of.ts'
import { pastDay } from './speaking.ts'

/** Whoever told it says that it belongs to a group: what it is called, and how it decides. They are the first who speaks for it. */
export const formGroup = personAct({
  page: 'formGroup',
  action: 'formGroup',
  form: defineForm('communities:forms', {
    groupName: line({ max: 120 }),
    rule: choice(WAYS_OF_DECIDING),
    how: words({ optional: true, rows: 4 }),
    until: day({ optional: true }),
    seenAs: line({ optional: true, max: 80 }),
  }),
  check: async (scene, { until }) => pastDay(scene, until),
  make: async (trx, scene, _grievance, moment, { groupName, rule, how, until, seenAs }) => {
    const { context, person, opened, words: say } = scene
    const { participantId, id: principalId } = person.actor
    await foundGroup(context, trx, opened, { participantId, principalId }, { from: moment.day, until: until === '' ? null : until })
    const said = { text: groupName, language: say.language.tag, answers: { rule, how } }
    const itemId = await writeItem(trx, opened.compartment('shared'), 'group', moment.author, said)
    await nameMember(trx, scene, moment, seenAs)
    return { facts: { rule }, itemId, set: { grouped: true } }
  },
})

/** A message of the group: everybody in it and the team read it. */
export const groupWrite = personAct({
  page: 'groupWrite',
  from: 'group',
  action: 'speakForGroup',
  form: defineForm('dialogue:forms', { message: words({ rows: 6 }) }),
  make: async (trx, scene, _grievance, moment, answers) => {
    const { tag } = scene.words.language
    const said = { text: answers.message, language: tag }
    return { facts: { language: tag }, itemId: await writeItem(trx, scene.opened.compartment('shared'), 'message', moment.author, said) }
  },
})

/** The name by which the others of the group see somebody, or none. */
export const beSeen = personAct({
  page: 'seenAs',
  from: 'group',
  action: 'beSeen',
  form: defineForm('communities:forms', { seenAs: line({ optional: true, max: 80 }) }),
  prepare: async scene => {
    const { seen } = await groupOf(scene)
    return { typed: { seenAs: seen.find(one => one.participantId === scene.person.actor.participantId)?.name ?? '' } }
  },
  make: async (trx, scene, _grievance, moment, { seenAs }) => {
    await nameMember(trx, scene, moment, seenAs)
    return { facts: {} }
  },
})

/** Leaves the group, in one step and without a reason. */
export const leaveGroup = personAct({
  page: 'leaveGroup',
  from: 'group',
  action: 'leaveGroup',
  form: defineForm('communities:forms', {}),
  prepare: async scene => {
    const { speakers } = await groupOf(scene)
    if (!speakers.some(one => one.participantId === scene.person.actor.participantId)) return {}
    const told = ['speakerLeaves', ...(speakers.length === 1 ? ['lastSpeaker'] : [])]
    return { tells: told.map(key => scene.words.t(`communities:${key}`)).join(' ') }
  },
  after: 'left',
  make: async (trx, { context, person, opened }, _grievance, moment) => {
    const { participantId, id: principalId } = person.actor
    return { facts: {}, set: await letGo(context, trx, opened, { participantId, principalId }, moment.day) }
  },
})

/** Writes down by which name the others see somebody; without one nobody sees them. */
async function nameMember(trx: Writer, { opened, person, words: say }: OwnScene, moment: Moment, seenAs: string): Promise<void> {
  const name = { text: seenAs, language: say.language.tag }
  const name_item_id = seenAs === '' ? null : await writeItem(trx, opened.compartment('shared'), 'member_name', moment.author, name)
  await trx.updateTable('members').set({ name_item_id }).where('participant_id', '=', person.actor.participantId).execute()
}
