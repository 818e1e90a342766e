import { openItems } from '../grievances/items.ts'
import { answersInWords } from '../intake/queries.ts'
import { aboutWhen, choice, consent, defineForm, line, words } from '../platform/forms/index.ts'
import type { Quote } from '../web/act-view.ts'
import { deskAct, type Scene } from '../web/desk-act.ts'
import { sayToPerson } from '../web/say.ts'
import { toWhoAsked } from './answering.ts'
import { memberName, numbersOf } from './members.ts'
import { runningClocks } from './queries.ts'

/**
 * Records a call while talking: what the person said, read back to them, in the words of the form. A call that did not
 * reach them says so on their page and is due again.
 */
export const recordCall = toWhoAsked(
  'call',
  deskAct({
    action: 'recordCall',
    form: defineForm('casework:forms', {
      reached: choice(['reached', 'missed']),
      heard: words({ optional: true, rows: 8 }),
      wish: words({ optional: true, rows: 3 }),
      where: line({ optional: true }),
      since: aboutWhen(),
      readBack: consent(),
    }),
    prepare: async scene => ({ quotes: await howToCall(scene) }),
    check: async (_scene, answers) => (answers.reached === 'reached' && answers.heard === '' ? { heard: 'required' } : null),
    make: async (trx, scene, _grievance, moment, answers) => {
      const { reached, heard, readBack, ...rest } = answers
      const told = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== ''))
      const itemId = reached === 'reached' ? await sayToPerson(trx, scene, moment, 'call', heard, told) : undefined
      return { facts: { readBack }, outcome: reached, ...(itemId === undefined ? {} : { itemId }) }
    },
  }),
)

/** The number, the hours, the code word and what to say to others, of whoever asked for the call: opened here and nowhere else. */
async function howToCall(scene: Scene): Promise<Quote[]> {
  const { context, opened, words } = scene
  const numbers = await numbersOf(scene)
  const waiting = opened.grouped ? (await runningClocks(context.db, opened.id)).filter(row => row.clock === 'call') : null
  const apart = opened.compartments.filter(
    one => one.kind === 'identity' && (waiting === null || waiting.some(row => row.participant_id === one.participantId)),
  )
  const items = [...(await openItems(context.db, apart, ['identity'])).values()]
  return items.flatMap(({ said, compartment }) =>
    answersInWords(words, said?.answers ?? {}).map(({ label, answer }) => ({
      label: opened.grouped ? `${memberName(words, numbers, compartment.participantId)} · ${label}` : label,
      text: answer,
      language: opened.language,
    })),
  )
}
