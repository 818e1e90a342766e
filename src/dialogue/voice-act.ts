import { openItems, writeItem, type OpenItem } from '../grievances/items.ts'
import { choice, defineForm, words } from '../platform/forms/index.ts'
import { personAct, type OwnScene } from '../web/person-act.ts'

/**
 * What somebody wrote down of the person's voice, to be approved or put right; only then does it lie with the messages,
 * and the voice itself stays apart.
 */
export const voice = personAct({
  page: 'voice',
  action: 'approveVoice',
  form: defineForm('dialogue:forms', { heardRight: choice(['yes', 'no']), correction: words({ optional: true, rows: 8 }) }),
  prepare: async scene => {
    const written = await newestTranscript(scene)
    const said = written?.said
    return said == null
      ? {}
      : {
          quotes: [{ label: scene.words.t('dialogue:weHeard'), text: said.text, language: said.language }],
          typed: { correction: said.text },
        }
  },
  check: async (_scene, answers) => (answers.heardRight === 'no' && answers.correction === '' ? { correction: 'required' } : null),
  make: async (trx, scene, _grievance, moment, answers) => {
    const heard = (await newestTranscript(scene, trx))?.said?.text ?? ''
    const text = answers.heardRight === 'yes' ? heard : answers.correction
    const shared = scene.opened.compartment('shared')
    const itemId = await writeItem(trx, shared, 'transcript', moment.author, { text, language: scene.words.language.tag })
    return { facts: { corrected: answers.heardRight === 'no' }, itemId }
  },
})

async function newestTranscript(scene: OwnScene, db = scene.context.db): Promise<OpenItem | undefined> {
  const apart = scene.opened.compartment('identity', scene.person.actor.participantId)
  const items = [...(await openItems(db, [apart], ['transcript'])).values()]
  return items.toSorted((a, b) => a.madeOn.localeCompare(b.madeOn)).at(-1)
}
