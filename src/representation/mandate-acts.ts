import { MANDATE_EVIDENCE } from '../domain/reference/index.ts'
import { GIVEN_SCOPES } from '../domain/speaking.ts'
import { paths } from '../contracts/paths.ts'
import type { Reader, Writer } from '../contracts/schema.ts'
import { writeItem } from '../grievances/items.ts'
import { withdrawMandates } from '../grievances/mandates.ts'
import { GIVEN_HERE } from '../grievances/running-mandates.ts'
import { speakFor } from '../grievances/speak.ts'
import { homeBetween, keepUploads } from '../grievances/uploads.ts'
import { NotFound, Refused } from '../platform/errors.ts'
import { choice, choices, day, defineForm, files, words } from '../platform/forms/index.ts'
import type { Upload } from '../platform/uploads/index.ts'
import { deskAct, type Scene } from '../web/desk-act.ts'
import { addingFormIn, teamsOf } from './queries.ts'

/** A message on the person's behalf, and files where they can be kept as the person's own are: both they and the team see who wrote it. */
export const addForPerson = deskAct({
  action: 'addForPerson',
  form: async scene => addingFormIn(scene.opened),
  make: async (trx, scene, _grievance, moment, answers, uploads) => {
    if (uploads.length > 0)
      await keepUploads(trx, uploads, homeBetween(scene.opened.compartment('shared'), scene.opened.compartment('identity')), moment.day)
    return speakFor(trx, scene.opened, moment, {
      text: answers.message,
      language: scene.words.language.tag,
      by: await signature(trx, scene),
    })
  },
})

const asked = {
  scope: choices(GIVEN_SCOPES, { list: 'representation:scopes' }),
  evidence: choice(MANDATE_EVIDENCE, { list: 'reference:mandateEvidence' }),
  since: day(),
  until: day({ optional: true }),
  how: words({ optional: true, rows: 4 }),
}
const mandateForm = defineForm('representation:forms', asked)
/** Where the person's name may be known, what shows the mandate may lie beside it. */
const provedForm = defineForm('representation:forms', { ...asked, proof: files('files') })

/**
 * What the mandate is for, how it was given, and how long it runs; how it was given may be said in words that rest sealed. What the
 * person gave on their own page is theirs to change: nobody writes down another mandate over it.
 */
export const recordMandate = deskAct({
  action: 'recordMandate',
  form: async scene => {
    if ((await ownMandate(scene.context.db, scene)).given_here) throw new Refused('not_yours')
    return scene.opened.compartments.some(one => one.kind === 'identity') ? provedForm : mandateForm
  },
  prepare: async scene => {
    const { scope, evidence, since, until_on } = await ownMandate(scene.context.db, scene)
    return { typed: { scope, evidence, since, until: until_on ?? '' } }
  },
  check: async (_scene, answers) => {
    if (answers.scope.length === 0) return { scope: 'choose' }
    return answers.until !== '' && answers.until < answers.since ? { until: 'before' } : null
  },
  make: async (trx, scene, _grievance, moment, { scope, evidence, since, until, how }, uploads) => {
    const { id, participant_id } = await ownMandate(trx, scene)
    if (uploads.length > 0) await keepProof(trx, scene, uploads, { participantId: participant_id, day: moment.day })
    const said = { text: how, language: scene.words.language.tag, by: await signature(trx, scene) }
    const itemId = how === '' ? null : await writeItem(trx, scene.opened.compartment('shared'), 'reason', moment.author, said)
    const untilOn = until === '' ? null : until
    await trx
      .updateTable('mandates')
      .set({ scope, evidence, since, until_on: untilOn, ...(itemId === null ? {} : { item_id: itemId }) })
      .where('id', '=', id)
      .execute()
    return { facts: { mandateId: id, scope, evidence, untilOn }, ...(itemId === null ? {} : { itemId }) }
  },
})

/** A later end; the person reads that it was renewed. */
export const renewMandate = deskAct({
  action: 'renewMandate',
  form: defineForm('representation:forms', { until: day() }),
  check: async (scene, { until }) => {
    const { until_on, since } = await ownMandate(scene.context.db, scene)
    return until <= (until_on ?? since) ? { until: 'before' } : null
  },
  make: async (trx, scene, _grievance, _moment, { until }) => {
    const { id } = await ownMandate(trx, scene)
    await trx.updateTable('mandates').set({ until_on: until }).where('id', '=', id).execute()
    return { facts: { mandateId: id, untilOn: until } }
  },
})

/** The organisation gives the mandate back: the case leaves its list at once. */
export const endMandate = deskAct({
  action: 'endMandate',
  after: paths.desk.spoken(),
  form: defineForm('representation:forms', {}),
  make: async (trx, scene, grievance, moment) => {
    const { id } = await ownMandate(trx, scene)
    const opened = { ...scene.opened, spokenBy: grievance.spokenBy }
    const set = await withdrawMandates(scene.context, trx, opened, { mandateIds: [id], by: 'representative' }, moment.day)
    return { facts: { mandateId: id }, set }
  },
})

/** The paper, picture or recording that shows the mandate tells who the person is: it rests with their name. Throws Refused where that is not open. */
async function keepProof(
  trx: Writer,
  { opened }: Scene,
  uploads: readonly Upload[],
  { participantId, day: today }: { readonly participantId: string; readonly day: string },
): Promise<void> {
  const apart = opened.compartments.find(one => one.kind === 'identity' && one.participantId === participantId)
  if (apart === undefined) throw new Refused('not_now')
  await keepUploads(trx, uploads, homeBetween(apart, apart), today)
}

/** The mandate that the address names, where it is one of this account's organisations and runs. */
async function ownMandate(db: Reader, { opened, account, subject }: Scene) {
  const teams = account.actor.memberships.map(membership => membership.teamId)
  const row = await db
    .selectFrom('mandates')
    .select(['id', 'participant_id', 'scope', 'evidence', 'since', 'until_on', GIVEN_HERE])
    .where('grievance_id', '=', opened.id)
    .where('representative_id', 'in', teams)
    .where('ended_on', 'is', null)
    .$if(subject !== null, query => query.where('id', '=', subject ?? ''))
    .executeTakeFirst()
  if (row === undefined) throw new NotFound()
  return row
}

/** Who writes, and for which organisation. */
async function signature(db: Reader, { account, opened }: Scene): Promise<string> {
  const teams = (await teamsOf(db, account)).filter(team => opened.spokenBy.includes(team.id))
  return [account.name, ...teams.map(team => team.name)].join(', ')
}
