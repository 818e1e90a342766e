import { ISSUE_TOPICS } from '../domain/reference/index.ts'
import { setTopicCodes } from '../grievances/topics.ts'
import { choices, defineForm, given } from '../platform/forms/index.ts'
import { deskAct, type Scene } from '../web/desk-act.ts'
import { sayToTeam } from '../web/say.ts'
import { operationOptions } from './queries.ts'

/**
 * Decides for somebody who was not sure what it is about and where. Where topic and place would tell who spoke they are
 * written down sealed, for the team alone.
 */
export const nameTopics = deskAct({
  action: 'nameTopics',
  form: defineForm('casework:forms', { topics: choices(ISSUE_TOPICS, { list: 'reference:topics' }), operation: given({ optional: true }) }),
  prepare: async scene => ({
    typed: { topics: await topicsOf(scene) },
    offered: { operation: await operationOptions(scene.context.db) },
  }),
  check: async (scene, answers) =>
    answers.topics.length === 0 && answers.operation === '' && (await topicsOf(scene)).length === 0 ? { topics: 'choose_some' } : null,
  make: async (trx, scene, grievance, moment, answers) => {
    if (grievance.restricted) {
      const names = answers.topics.map(topic => scene.words.t(`reference:topics.${topic}.label`))
      return { facts: { topics: [] }, itemId: await sayToTeam(trx, scene, moment, 'note', scene.words.list(names)) }
    }
    await setTopicCodes(trx, grievance.id, answers.topics)
    return { facts: { topics: answers.topics }, ...(answers.operation === '' ? {} : { set: { operation_id: answers.operation } }) }
  },
})

/** What it is said to be about by now. */
async function topicsOf(scene: Scene): Promise<string[]> {
  const rows = await scene.context.db.selectFrom('grievance_topics').select('topic').where('grievance_id', '=', scene.opened.id).execute()
  return rows.map(row => row.topic)
}
