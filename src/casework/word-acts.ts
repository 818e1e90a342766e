import { defineForm, words } from '../platform/forms/index.ts'
import { deskAct } from '../web/desk-act.ts'
import { firstAnswer } from './first-answer.ts'
import { sayToPerson, tellingPerson } from '../web/say.ts'

/** Answers feedback or a question. */
export const answerWord = deskAct({
  action: 'answerWord',
  form: defineForm('casework:forms', { message: words({ rows: 8 }) }),
  prepare: async scene => tellingPerson(scene, 'word'),
  make: async (trx, scene, grievance, moment, answers) => {
    const itemId = await sayToPerson(trx, scene, moment, 'message', answers.message)
    return { ...(await firstAnswer(trx, scene, grievance, moment)), itemId }
  },
})

/** Ends what was feedback or a question; the person can still say that something happened. */
export const closeWord = deskAct({
  action: 'closeWord',
  form: defineForm('casework:forms', { message: words({ rows: 6 }) }),
  prepare: async scene => tellingPerson(scene, 'wordClosed'),
  make: async (trx, scene, _grievance, moment, answers) => ({
    facts: {},
    itemId: await sayToPerson(trx, scene, moment, 'message', answers.message),
  }),
})

/** Looks into what somebody told as feedback: same code, same words, told once (UNGP 31(b)). */
export const upgrade = deskAct({
  action: 'upgrade',
  form: defineForm('casework:forms', { message: words({ rows: 6 }) }),
  prepare: async scene => tellingPerson(scene, 'upgraded'),
  make: async (trx, scene, grievance, moment, answers) => ({
    facts: { from: grievance.kind },
    outcome: grievance.stage === 'received' ? ('before' as const) : ('after' as const),
    set: { kind: 'grievance' },
    itemId: await sayToPerson(trx, scene, moment, 'message', answers.message),
  }),
})
