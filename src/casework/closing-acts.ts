import { dayOf } from '../domain/calendar.ts'
import type { Finding } from '../domain/reference/index.ts'
import { NOT_FOUNDED, type Possible } from '../domain/ending.ts'
import { addRows } from '../contracts/add-rows.ts'
import { choice, defineForm, words } from '../platform/forms/index.ts'
import { Refused } from '../platform/errors.ts'
import { newId } from '../platform/ids.ts'
import { otherDoors, withDoors } from './other-doors.ts'
import { preparedDecision, type PreparedDecision } from './prepared-decision.ts'
import { deskAct } from '../web/desk-act.ts'
import { endingsOf } from './endings.ts'
import { personsWord } from './persons-word.ts'
import { mustHaveSecond } from './second-person.ts'
import { sayToPerson, sayToTeam, tellingPerson } from '../web/say.ts'

const select = { widget: 'select' } as const
/** Only what was found at least in part, or settled by talking, can have been put right. */
const FOUND: readonly Finding[] = ['fd_founded', 'fd_partly', 'fd_dialogue_no_finding']

/**
 * Prepares the closing with all four axes of the outcome. It offers only what can be true: that it was put right is the person's to
 * say, of every agreed item, and what they think only where they said something. Nothing ever closes by itself.
 */
export const prepareClosing = deskAct({
  action: 'prepareClosing',
  form: async scene => {
    const { closures, findings, agreements, deliveries, views } = await endingsOf(
      scene.context.db,
      scene.opened,
      dayOf(scene.context.clock.now()),
    )
    return defineForm('casework:forms', {
      closure: choice(closures, { list: 'reference:closureReasons', ...select }),
      finding: choice(findings, { list: 'reference:findings', ...select }),
      agreement: choice(agreements, { list: 'reference:agreements', ...select }),
      delivery: choice(deliveries, { list: 'reference:remedyDeliveries', ...select }),
      view: choice(views, { list: 'reference:complainantViews', ...select }),
      organisationSays: words({ rows: 3 }),
      message: words({ rows: 8 }),
      routes: otherDoors(),
    })
  },
  prepare: async scene => {
    await mustHaveSecond('prepareClosing', scene)
    return { ...(await withDoors(scene, tellingPerson(scene, 'closing'))), quotes: [await personsWord(scene)] }
  },
  check: async (_scene, { closure, finding }) => {
    if (['cl_remedied', 'cl_remedied_partly'].includes(closure) && !FOUND.includes(finding)) return { finding: 'notFound' }
    return closure === 'cl_not_founded' && !NOT_FOUNDED.includes(finding) ? { finding: 'otherFinding' } : null
  },
  make: async (trx, scene, grievance, moment, answers) => {
    const itemId = await sayToTeam(trx, scene, moment, 'decision', answers.message, {
      organisationSays: answers.organisationSays,
      routes: answers.routes,
    })
    await addRows(trx, 'decisions', {
      id: newId(),
      grievance_id: grievance.id,
      subject: 'closing',
      outcome: answers.closure,
      ground: null,
      finding: answers.finding,
      agreement: answers.agreement,
      delivery: answers.delivery,
      view: answers.view,
      by_id: scene.account.actor.id,
      item_id: itemId,
      note_item_id: null,
    })
    return { facts: { reason: answers.closure }, itemId }
  },
})

/** A lead who did not prepare it closes the grievance: what the organisation says stands beside what the person says. */
export const close = deskAct({
  action: 'close',
  form: defineForm('casework:forms', {}),
  prepare: async scene => {
    const { quotes, said } = await preparedDecision(scene.context.db, scene, 'closing')
    const organisation = said?.answers?.organisationSays
    return {
      quotes: [
        ...quotes,
        {
          label: scene.words.t('casework:forms.organisationSays.label'),
          text: String(organisation ?? ''),
          language: scene.words.language.tag,
        },
        await personsWord(scene),
      ],
      tells: scene.words.t('desk:tellsPrepared'),
    }
  },
  make: async (trx, scene, grievance, moment) => {
    const { decision, text, said, routes } = await preparedDecision(trx, scene, 'closing')
    if (said == null) throw new Refused('damaged')
    if (!fits(decision, await endingsOf(trx, grievance, moment.day))) throw new Refused('outdated')
    const itemId = await sayToPerson(trx, scene, moment, 'summary', text, {
      organisationSays: String(said?.answers?.organisationSays ?? ''),
      routes,
    })
    return {
      facts: {
        reason: decision.outcome,
        finding: decision.finding ?? '',
        agreement: decision.agreement ?? '',
        delivery: decision.delivery ?? '',
        view: decision.view ?? '',
      },
      itemId,
    }
  },
})

/** Whether what was prepared can still be true, whatever the person said since. */
function fits(decision: PreparedDecision, { closures, findings, agreements, deliveries, views }: Possible): boolean {
  const { outcome, finding, agreement, delivery, view } = decision
  const all: readonly (readonly [string | null, readonly string[]])[] = [
    [outcome, closures],
    [finding, findings],
    [agreement, agreements],
    [delivery, deliveries],
    [view, views],
  ]
  return all.every(([code, possible]) => code !== null && possible.includes(code))
}

/** A lead does not close it yet and says why. */
export const returnClosing = deskAct({
  action: 'returnClosing',
  form: defineForm('casework:forms', { note: words({ rows: 4 }) }),
  prepare: async scene => ({ quotes: (await preparedDecision(scene.context.db, scene, 'closing')).quotes }),
  make: async (trx, scene, _grievance, moment, answers) => ({
    facts: {},
    itemId: await sayToTeam(trx, scene, moment, 'reason', answers.note),
  }),
})
