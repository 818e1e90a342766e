import type { Writer } from '../contracts/schema.ts'
import { addMandate } from '../grievances/mandates.ts'
import { letIn } from '../grievances/rotate.ts'
import { speakFor } from '../grievances/speak.ts'
import { Refused } from '../platform/errors.ts'
import { choices, defineForm, given, words } from '../platform/forms/index.ts'
import { GIVEN_SCOPES } from '../domain/speaking.ts'
import { personAct, type OwnScene } from '../web/person-act.ts'
import { organisationsThatSpeak } from './queries.ts'

/** A message of whoever told it, for the person who has a code of their own now. */
export const speak = personAct({
  page: 'speak',
  action: 'addForPerson',
  form: defineForm('dialogue:forms', { message: words({ rows: 6 }) }),
  make: async (trx, scene, _grievance, moment, answers) =>
    speakFor(trx, scene.opened, moment, {
      text: answers.message,
      language: scene.words.language.tag,
      by: scene.words.t('dialogue:speaks.teller'),
    }),
})

/** The person lets an organisation speak for them, from their own session: it reads what is shared, and not who they are. */
export const appoint = personAct({
  page: 'appoint',
  action: 'giveMandate',
  form: defineForm('dialogue:forms', { organisation: given(), mandateFor: choices(GIVEN_SCOPES, { list: 'dialogue:speaks.scope' }) }),
  prepare: async scene => ({
    offered: { organisation: await organisationsThatSpeak(scene.context.db) },
    ...(scene.opened.grouped ? { tells: scene.words.t('communities:organisationReads') } : {}),
  }),
  check: async (_scene, answers) => (answers.mandateFor.length === 0 ? { mandateFor: 'choose' } : null),
  make: async (trx, scene, grievance, moment, { organisation, mandateFor }) => {
    await mayBegin(trx, scene, organisation)
    await letIn(scene.context, trx, scene.opened.compartment('shared'), organisation, moment.day)
    const mandateId = await addMandate(
      trx,
      {
        grievanceId: grievance.id,
        participantId: scene.person.actor.participantId,
        representativeId: organisation,
        language: scene.words.language.tag,
      },
      moment,
      { scope: mandateFor, evidence: 'me_written' },
    )
    const spoken_by = [...grievance.spokenBy.filter(team => team !== organisation), organisation]
    return { facts: { mandateId, scope: mandateFor }, set: { spoken_by } }
  },
})

/** One mandate for each organisation; a second one would outlive the first without anybody seeing why. */
async function mayBegin(trx: Writer, scene: OwnScene, organisation: string): Promise<void> {
  const running = await trx
    .selectFrom('mandates')
    .select('id')
    .where('participant_id', '=', scene.person.actor.participantId)
    .where('representative_id', '=', organisation)
    .where('ended_on', 'is', null)
    .executeTakeFirst()
  if (running !== undefined) throw new Refused('not_now')
}
