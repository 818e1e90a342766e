import { REMEDY_SUBTYPES, REMEDY_TYPES } from '../domain/reference/index.ts'
import { dayOf } from '../domain/calendar.ts'
import { readAmount } from '../domain/amount.ts'
import { canBeReported } from '../domain/delivery.ts'
import { addRows } from '../contracts/add-rows.ts'
import type { Reader } from '../contracts/schema.ts'
import { amount, choice, consent, day, defineForm, given, line, words } from '../platform/forms/index.ts'
import { NotFound } from '../platform/errors.ts'
import { newId } from '../platform/ids.ts'
import { whereNothingIsOwed } from '../grievances/delivery-checks.ts'
import { remedyClocks, remedyDays } from '../grievances/remedy-clocks.ts'
import { openItems } from '../grievances/items.ts'
import { deskAct } from '../web/desk-act.ts'
import { sayToPerson, tellingPerson, whoReads } from '../web/say.ts'
import { organisationOptions } from '../casework/queries.ts'
import { remedyAt, termsOf } from './promised.ts'
import { askedOptions, replaceableOptions } from './queries.ts'

const SUBTYPES = REMEDY_SUBTYPES.map(subtype => subtype.code)
/** The codes of ISO 4217. */
const CURRENCIES = new Set(Intl.supportedValuesOf('currency'))
/** The form of remedy that each more exact kind belongs to. */
const FORM_OF = new Map(REMEDY_SUBTYPES.map(({ code, type }) => [code, type]))

/**
 * Records what an organisation offers, in its own words, against what was asked. There is no field for a waiver or for
 * silence: the software cannot record one (UNGP 29 commentary).
 */
export const draftOffer = deskAct({
  action: 'draftOffer',
  form: defineForm('remedies:forms', {
    asked: given({ optional: true }),
    replaces: given({ optional: true }),
    organisation: given(),
    type: choice(REMEDY_TYPES, { list: 'reference:remedyTypes' }),
    subtype: choice(SUBTYPES, { optional: true, list: 'reference:remedySubtypes', widget: 'select' }),
    terms: words({ rows: 5 }),
    amount: amount(readAmount),
    currency: line({ optional: true, max: 3 }),
    deadline: day(),
    interim: consent(),
    cessation: consent(),
  }),
  prepare: async scene => ({
    offered: {
      asked: await askedOptions(scene),
      replaces: await replaceableOptions(scene),
      organisation: await organisationOptions(scene.context.db),
    },
    tells: scene.words.t('remedies:termsLanguage', { language: scene.words.languageName(scene.opened.language) }),
  }),
  check: async (scene, answers) => {
    if (answers.subtype !== '' && FORM_OF.get(answers.subtype) !== answers.type) return { subtype: 'otherForm' }
    if (answers.deadline <= dayOf(scene.context.clock.now())) return { deadline: 'past' }
    if (answers.amount !== null && !CURRENCIES.has(answers.currency.toUpperCase())) return { currency: 'currency' }
    return answers.type === 'compensation' && answers.amount === null && answers.subtype !== 'compensation_in_kind'
      ? { amount: 'amountNeeded' }
      : null
  },
  make: async (trx, scene, grievance, moment, answers) => {
    const itemId = await sayToPerson(trx, scene, moment, 'terms', answers.terms)
    const id = newId()
    const replaces = answers.replaces === '' ? null : answers.replaces
    await addRows(trx, 'remedies', {
      id,
      grievance_id: grievance.id,
      asked_item_id: answers.asked === '' ? null : answers.asked,
      organisation_id: answers.organisation,
      type: answers.type,
      subtype: answers.subtype === '' ? null : answers.subtype,
      amount_minor: answers.amount,
      currency: answers.amount === null ? null : answers.currency.toUpperCase(),
      deadline: answers.deadline,
      status: 'under_discussion',
      is_interim: answers.interim,
      is_cessation: answers.cessation,
      replaces,
      terms_item_id: itemId,
      reported_on: null,
    })
    if (replaces !== null)
      await trx
        .updateTable('remedies')
        .set({ status: 'superseded' })
        .where('id', '=', replaces)
        .where('grievance_id', '=', grievance.id)
        .execute()
    return { facts: { remedyId: id, type: answers.type, organisationId: answers.organisation, replaces }, itemId }
  },
})

/** Puts every recorded offer to the person, beside what they asked, with words that answer them; nothing is agreed until they say so, and silence is not yes. */
export const putProposal = deskAct({
  action: 'putProposal',
  form: defineForm('remedies:forms', {
    rightsChecked: consent({ needed: true }),
    adviceOffered: consent({ needed: true }),
    message: words({ rows: 8 }),
  }),
  prepare: async scene => {
    const drafts = await drafted(scene.context.db, scene.opened.id)
    const items = await openItems(scene.context.db, [scene.opened.compartment('shared')], ['terms'])
    const quotes = drafts.map(draft => ({
      label: `${scene.words.t(`reference:remedyTypes.${draft.type}.label`)}${draft.amount_minor === null ? '' : ` · ${scene.words.money(draft.amount_minor, draft.currency ?? '')}`} · ${scene.words.day(draft.deadline)}`,
      text: items.get(draft.terms_item_id)?.said?.text ?? '',
      language: scene.opened.language,
    }))
    return {
      ...tellingPerson(scene, 'proposal'),
      quotes,
      ...(drafts.length === 0 ? { lead: scene.words.t('remedies:nothingToPropose') } : {}),
    }
  },
  check: async scene => {
    const drafts = await drafted(scene.context.db, scene.opened.id)
    if (drafts.length === 0) return { message: 'nothingToPropose' }
    const today = dayOf(scene.context.clock.now())
    return drafts.some(draft => draft.deadline < today) ? { message: 'dayOver' } : null
  },
  make: async (trx, scene, grievance, moment, answers) => {
    const drafts = await drafted(trx, grievance.id)
    const remedyIds = drafts.map(draft => draft.id)
    await trx.updateTable('remedies').set({ status: 'proposed' }).where('id', 'in', remedyIds).execute()
    return {
      facts: { remedyIds, adviceOffered: answers.adviceOffered },
      itemId: await sayToPerson(trx, scene, moment, 'message', answers.message),
      forMember: null,
    }
  },
})

/** Records that an organisation says it has delivered. That is never the end: the person is asked. */
export const reportDelivery = deskAct({
  action: 'reportDelivery',
  form: defineForm('remedies:forms', { evidence: words({ rows: 4 }) }),
  prepare: async scene => ({
    tells: whoReads(scene),
    lead: await termsOf(scene, await remedyAt(scene.context.db, scene)),
  }),
  make: async (trx, scene, grievance, moment, answers) => {
    const remedy = await remedyAt(trx, scene)
    if (!canBeReported(remedy)) throw new NotFound()
    const before = await remedyDays(trx, grievance.id)
    await trx.updateTable('remedies').set({ status: 'reported_delivered', reported_on: moment.day }).where('id', '=', remedy.id).execute()
    const outcome = await whereNothingIsOwed(trx, 'reportDelivery', grievance)
    const itemId = await sayToPerson(trx, scene, moment, 'evidence', answers.evidence)
    return { facts: { remedyId: remedy.id }, itemId, outcome, ...(await remedyClocks(trx, grievance, before, moment)) }
  },
})

/** Offers that nobody has put to the person yet; one that they discuss goes again only in a changed form. */
function drafted(db: Reader, grievanceId: string) {
  return db
    .selectFrom('remedies')
    .selectAll()
    .where('grievance_id', '=', grievanceId)
    .where('status', '=', 'under_discussion')
    .where(eb =>
      eb.not(
        eb.exists(eb.selectFrom('remedy_answers').select('remedy_answers.id').whereRef('remedy_answers.remedy_id', '=', 'remedies.id')),
      ),
    )
    .orderBy('deadline')
    .execute()
}
