import type { Reader } from '../contracts/schema.ts'
import { openItems, writeItem, type OpenItem } from '../grievances/items.ts'
import { choice, defineForm, words, type Form } from '../platform/forms/index.ts'
import { ownWords, personAct, type OwnScene } from '../web/person-act.ts'

const ofOne = defineForm('dialogue:forms', { heardRight: choice(['yes', 'no']), correction: words({ optional: true, rows: 8 }) })
/** Whoever speaks for a group says whether it was said for all of them. */
const ofSpokesperson = defineForm(ofOne.words, { ...ofOne.fields, readers: choice(['team', 'group']) })

/**
 * What somebody wrote down of the person's voice, to be approved or put right; only then does it lie with the messages,
 * and the voice itself stays apart.
 */
export const voice = personAct<'approveVoice', Form>({
  page: 'voice',
  action: 'approveVoice',
  applies: async (db, scene) => (await newestTranscript(db, scene)) !== undefined,
  form: async ({ person }) => (person.actor.place === 'spokesperson' ? ofSpokesperson : ofOne),
  prepare: async scene => {
    const written = await newestTranscript(scene.context.db, scene)
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
    const heard = (await newestTranscript(trx, scene))?.said?.text ?? ''
    const { heardRight, correction = '', readers } = answers as { heardRight: string; correction?: string; readers?: string }
    const text = heardRight === 'yes' ? heard : correction
    const home = readers === 'group' ? scene.opened.compartment('shared') : ownWords(scene)
    const itemId = await writeItem(trx, home, 'transcript', moment.author, { text, language: scene.words.language.tag })
    return { facts: { corrected: heardRight === 'no' }, itemId }
  },
})

async function newestTranscript(db: Reader, scene: OwnScene): Promise<OpenItem | undefined> {
  const apart = scene.opened.compartment('identity', scene.person.actor.participantId)
  return [...(await openItems(db, [apart], ['transcript'])).values()].at(-1)
}
