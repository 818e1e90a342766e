import { writeItem } from '../grievances/items.ts'
import { defineForm, words } from '../platform/forms/index.ts'
import { deskAct } from '../web/desk-act.ts'

/** Writes down what a voice says. It rests beside the voice until the person has read it and said that it is right. */
export const writeVoice = deskAct({
  action: 'writeVoice',
  form: defineForm('casework:forms', { transcript: words({ rows: 10 }) }),
  make: async (trx, scene, _grievance, moment, answers) => ({
    facts: {},
    itemId: await writeItem(trx, scene.opened.compartment('identity'), 'transcript', moment.author, {
      text: answers.transcript,
      language: scene.opened.language,
      by: scene.account.name,
    }),
  }),
})
