import { defineForm, given, line, words, type Option } from '../platform/forms/index.ts'
import { writeItem } from '../grievances/items.ts'
import { deskAct, type Scene } from '../web/desk-act.ts'
import { lengthsIn } from './lengths.ts'
import { otherDoors, withDoors } from './other-doors.ts'
import { membersOf } from './queries.ts'
import { firstAnswer } from './first-answer.ts'
import { letterWords, sayToPerson, sayToTeam, tellingPerson } from '../web/say.ts'

/** Takes a grievance on, or gives it to a colleague of the same team. */
export const takeOn = deskAct({
  action: 'takeOn',
  form: defineForm('casework:forms', { handler: given() }),
  prepare: async scene => ({ offered: { handler: await colleagues(scene) }, typed: { handler: scene.account.actor.id } }),
  make: async (_trx, _scene, _grievance, _moment, answers) => ({
    facts: { handlerId: answers.handler },
    set: { handler_id: answers.handler },
  }),
})

/** The first answer: a person read it, repeats it, and names the next date (Directive (EU) 2019/1937 art 9(1)(b)). */
export const acknowledge = deskAct({
  action: 'acknowledge',
  form: defineForm('casework:forms', { readback: words({ rows: 4 }), message: words({ rows: 10 }), routes: otherDoors() }),
  prepare: async scene => {
    const lengths = await lengthsIn(scene.context, letterWords(scene))
    return withDoors(scene, tellingPerson(scene, 'acknowledge', lengths))
  },
  make: async (trx, scene, grievance, moment, answers) => {
    const itemId = await sayToPerson(trx, scene, moment, 'readback', answers.message, {
      readback: answers.readback,
      routes: answers.routes,
    })
    return { ...(await firstAnswer(trx, scene, grievance, moment)), itemId }
  },
})

/** A message to the person, or to all of a group: it keeps no promise to one of them. */
export const answerMessage = deskAct({
  action: 'answerMessage',
  form: defineForm('casework:forms', { message: words({ rows: 8 }) }),
  prepare: async scene => ({ ...tellingPerson(scene, 'message'), typed: {} }),
  make: async (trx, scene, grievance, moment, answers) => ({
    facts: { language: grievance.language },
    itemId: await sayToPerson(trx, scene, moment, 'message', answers.message),
    forMember: null,
  }),
})

/** A note that neither the person nor an organisation ever reads. */
export const writeNote = deskAct({
  action: 'writeNote',
  form: defineForm('casework:forms', { note: words({ rows: 6 }) }),
  make: async (trx, scene, _grievance, moment, answers) => ({
    facts: {},
    itemId: await sayToTeam(trx, scene, moment, 'note', answers.note),
  }),
})

/** Names the file so that colleagues find it; the person's own words stay as they are. */
export const retitle = deskAct({
  action: 'retitle',
  form: defineForm('casework:forms', { title: line({ max: 80 }) }),
  make: async (trx, scene, _grievance, moment, answers) => ({
    facts: {},
    itemId: await writeItem(trx, scene.opened.compartment('shared'), 'title', moment.author, {
      text: answers.title,
      language: scene.words.language.tag,
    }),
  }),
})

/** Members of the team who may take it on. */
export async function colleagues(scene: Scene): Promise<Option[]> {
  return (await membersOf(scene.context, scene.opened)).map(member => ({ value: member.id, label: member.name }))
}
