import type { Writer } from '../contracts/schema.ts'
import { isVoice, openFiles } from '../grievances/files.ts'
import { writeItem } from '../grievances/items.ts'
import type { OpenCompartment } from '../grievances/keys.ts'
import { defineForm, given, words, type Form, type Option } from '../platform/forms/index.ts'
import { deskAct, type Scene } from '../web/desk-act.ts'
import { memberBy } from './answering.ts'
import { memberName, numbersOf } from './members.ts'

const transcript = words({ rows: 10 })
const ofOne = defineForm('casework:forms', { transcript })
const ofGroup = defineForm('casework:forms', { voiceOf: given(), transcript })

/** Writes down what a voice says. It rests beside the voice until whoever spoke has read it and said that it is right. */
export const writeVoice = deskAct<'writeVoice', Form>({
  action: 'writeVoice',
  form: async scene => (scene.opened.grouped ? ofGroup : ofOne),
  prepare: async scene => (scene.opened.grouped ? { offered: { voiceOf: await voices(scene) } } : {}),
  make: async (trx, scene, grievance, moment, answers) => {
    const { voiceOf, transcript: text } = answers as { readonly voiceOf?: string; readonly transcript: string }
    const apart = scene.opened.compartment('identity', voiceOf)
    const language = await languageOf(trx, scene, apart)
    const itemId = await writeItem(trx, apart, 'transcript', moment.author, { text, language, by: scene.account.name })
    return { facts: {}, itemId, ...(grievance.grouped && apart.participantId !== null ? { forMember: apart.participantId } : {}) }
  },
})

/** Those of a group whose voice waits to be written down. */
async function voices({ context, opened, words: say }: Scene): Promise<Option[]> {
  const numbers = await numbersOf({ context, opened })
  const apart = opened.compartments.filter(one => one.kind === 'identity')
  const spoken = (await openFiles(context.db, apart)).filter(file => isVoice(file.named?.type))
  const whose = [...new Set(spoken.map(file => file.compartment.participantId ?? ''))]
  return whose.map(participantId => ({ value: participantId, label: memberName(say, numbers, participantId) }))
}

async function languageOf(trx: Writer, { opened }: Scene, { participantId }: OpenCompartment): Promise<string> {
  if (!opened.grouped || participantId === null) return opened.language
  return (await memberBy(trx, opened, participantId)).language
}
