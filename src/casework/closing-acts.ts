import { AGREEMENTS, CLOSURE_REASONS, COMPLAINANT_VIEWS, FINDINGS, REMEDY_DELIVERIES } from '../domain/reference/index.ts'
import { addRows } from '../contracts/add-rows.ts'
import { choice, defineForm, words } from '../platform/forms/index.ts'
import { Refused } from '../platform/errors.ts'
import { newId } from '../platform/ids.ts'
import { otherDoors, withDoors } from './other-doors.ts'
import { preparedDecision } from './prepared-decision.ts'
import { deskAct } from '../web/desk-act.ts'
import { openRemedies, somethingUnanswered } from './queries.ts'
import { personsWord } from './persons-word.ts'
import { sayToPerson, sayToTeam, tellingPerson } from '../web/say.ts'

const select = { widget: 'select' } as const

/**
 * Prepares the closing with all four axes of the outcome. Refused while a remedy is open, and "put right" is refused
 * unless the person confirmed every agreed item; nothing ever closes by itself.
 */
export const prepareClosing = deskAct({
  action: 'prepareClosing',
  form: defineForm('casework:forms', {
    closure: choice(CLOSURE_REASONS, { list: 'reference:closureReasons', ...select }),
    finding: choice(FINDINGS, { list: 'reference:findings', ...select }),
    agreement: choice(AGREEMENTS, { list: 'reference:agreements', ...select }),
    delivery: choice(REMEDY_DELIVERIES, { list: 'reference:remedyDeliveries', ...select }),
    view: choice(COMPLAINANT_VIEWS, { list: 'reference:complainantViews', ...select }),
    organisationSays: words({ rows: 3 }),
    message: words({ rows: 8 }),
    routes: otherDoors(),
  }),
  prepare: async scene => withDoors(scene, tellingPerson(scene, 'closing')),
  check: async (scene, answers) => {
    const { open, verified } = await openRemedies(scene.context.db, scene.opened.id)
    if (open > 0) return { closure: 'openRemedies' }
    if (await somethingUnanswered(scene.context.db, scene.opened.id)) return { closure: 'openTracks' }
    return answers.closure === 'cl_remedied' && verified === 0 ? { closure: 'notConfirmed' } : null
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
  make: async (trx, scene, _grievance, moment) => {
    const { decision, text, said, routes } = await preparedDecision(trx, scene, 'closing')
    if (said == null) throw new Refused('damaged')
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
