import { writeItem } from '../grievances/items.ts'
import { foundGroup, letGo } from '../grievances/members.ts'
import { choice, day, defineForm, given, line, words } from '../platform/forms/index.ts'
import { personAct } from '../web/person-act.ts'
import { WAYS_OF_DECIDING } from './queries.ts'
import { groupOf } from './group-of.ts'

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
  make: async (trx, { context, person, opened, words: { language } }, _grievance, moment, { groupName, rule, how, until, seenAs }) => {
    const { participantId, id: principalId } = person.actor
    await foundGroup(context, trx, opened, { participantId, principalId }, { from: moment.day, until: until === '' ? null : until })
    const said = { text: groupName, language: language.tag, answers: { rule, how } }
    const itemId = await writeItem(trx, opened.compartment('shared'), 'group', moment.author, said)
    if (seenAs !== '') {
      const name = { text: seenAs, language: language.tag }
      const name_item_id = await writeItem(trx, opened.compartment('shared'), 'member_name', moment.author, name)
      await trx.updateTable('members').set({ name_item_id }).where('participant_id', '=', participantId).execute()
    }
    return { facts: { rule }, itemId, set: { grouped: true } }
  },
})

/** A message of the group: everybody in it and the team read it. */
export const groupWrite = personAct({
  page: 'groupWrite',
  action: 'speakForGroup',
  form: defineForm('dialogue:forms', { message: words({ rows: 6 }) }),
  make: async (trx, scene, _grievance, moment, answers) => {
    const { tag } = scene.words.language
    const said = { text: answers.message, language: tag, by: scene.words.t('communities:spokesperson') }
    return { facts: { language: tag }, itemId: await writeItem(trx, scene.opened.compartment('shared'), 'message', moment.author, said) }
  },
})

/** Somebody no longer speaks for the group: themselves or another, as the group decided. They stay in it. */
export const endSpeaking = personAct({
  page: 'endSpeaking',
  action: 'endSpeaking',
  form: defineForm('communities:forms', { who: given() }),
  prepare: async scene => {
    const { speakers } = await groupOf(scene)
    const own = scene.words.t('communities:myself')
    return {
      offered: {
        who: speakers.map((one, index) => ({
          value: one.participantId,
          label:
            one.participantId === scene.person.actor.participantId
              ? own
              : (one.name ?? scene.words.t('communities:speakerNumber', { count: index + 1 })),
        })),
      },
    }
  },
  make: async (trx, _scene, grievance, _moment, { who }) => {
    await trx
      .updateTable('members')
      .set({ speaks_from: null, speaks_until: null })
      .where('participant_id', '=', who)
      .where('grievance_id', '=', grievance.id)
      .execute()
    return { facts: {} }
  },
})

/** Leaves the group, in one step and without a reason. */
export const leaveGroup = personAct({
  page: 'leaveGroup',
  action: 'leaveGroup',
  form: defineForm('communities:forms', {}),
  make: async (trx, { context, person, opened }, _grievance, moment) => {
    const { participantId, id: principalId } = person.actor
    return { facts: {}, set: await letGo(context, trx, opened, { participantId, principalId }, moment.day) }
  },
})
