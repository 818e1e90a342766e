import { FINDINGS, INVOLVEMENT_MODES, RIGHTS, SEVERITY_DIMENSIONS } from '../domain/reference/index.ts'
import { overallSeverity, priorityOf, type Level } from '../domain/severity.ts'
import { addRows } from '../contracts/add-rows.ts'
import type { Writer } from '../contracts/schema.ts'
import { choice, choices, consent, defineForm, given, words } from '../platform/forms/index.ts'
import { newId } from '../platform/ids.ts'
import { deskAct, type Scene } from '../web/desk-act.ts'
import { organisationOptions } from './queries.ts'
import { sayToPerson, sayToTeam, tellingPerson } from '../web/say.ts'

const LEVELS = ['1', '2', '3', '4', 'unknown'] as const

const dimension = (name: (typeof SEVERITY_DIMENSIONS)[number]) => choice(LEVELS, { list: `reference:severity.levels.${name}` })

/**
 * Rates scale, scope and irremediability as the affected person lives them; the highest known one is the severity
 * (UNGP 14). Anyone on the team may raise a level at once; a single person cannot lower one.
 */
export const rateSeverity = deskAct({
  action: 'rateSeverity',
  form: defineForm('casework:forms', {
    scale: dimension('scale'),
    scope: dimension('scope'),
    irremediability: dimension('irremediability'),
    urgent: consent(),
    reason: words({ rows: 4 }),
  }),
  check: async (scene, answers) =>
    scene.opened.severity !== null && overallSeverity(ratingOf(answers)) < scene.opened.severity ? { scale: 'lowering' } : null,
  make: async (trx, scene, grievance, moment, answers) => {
    const rating = ratingOf(answers)
    const overall = overallSeverity(rating)
    const impactId = await impactOf(trx, grievance.id)
    const { count } = await trx
      .selectFrom('severity_ratings')
      .select(eb => eb.fn.countAll<number>().as('count'))
      .where('impact_id', '=', impactId)
      .executeTakeFirstOrThrow()
    const itemId = await sayToTeam(trx, scene, moment, 'reason', answers.reason)
    await addRows(trx, 'severity_ratings', {
      id: newId(),
      impact_id: impactId,
      version: Number(count) + 1,
      ...rating,
      overall,
      urgent: answers.urgent,
      by_id: scene.account.actor.id,
      item_id: itemId,
    })
    return {
      facts: { ...rating, overall, raised: overall > (grievance.severity ?? 0) },
      itemId,
      set: { severity: overall, priority: priorityOf(overall, answers.urgent || grievance.priority === 'P1') },
    }
  },
})

/** Judges how one organisation is involved in the impact, and what follows from it (UNGP 13, 19, 22). Never a gate for being heard. */
export const rateInvolvement = deskAct({
  action: 'rateInvolvement',
  form: defineForm('casework:forms', {
    organisation: given(),
    mode: choice(INVOLVEMENT_MODES, { list: 'reference:involvement' }),
    reason: words({ rows: 4 }),
  }),
  prepare: async scene => ({ offered: { organisation: await organisationOptions(scene.context.db) } }),
  make: async (trx, scene, grievance, moment, answers) => {
    const impactId = await impactOf(trx, grievance.id)
    const { count } = await trx
      .selectFrom('involvement_ratings')
      .select(eb => eb.fn.countAll<number>().as('count'))
      .where('impact_id', '=', impactId)
      .where('organisation_id', '=', answers.organisation)
      .executeTakeFirstOrThrow()
    const itemId = await sayToTeam(trx, scene, moment, 'reason', answers.reason)
    await addRows(trx, 'involvement_ratings', {
      id: newId(),
      impact_id: impactId,
      organisation_id: answers.organisation,
      version: Number(count) + 1,
      mode: answers.mode,
      by_id: scene.account.actor.id,
      item_id: itemId,
    })
    return { facts: { organisationId: answers.organisation, mode: answers.mode }, itemId }
  },
})

/** Names the human rights that are touched; the person never has to. */
export const nameRights = deskAct({
  action: 'nameRights',
  form: defineForm('casework:forms', { rights: choices(RIGHTS, { list: 'reference:rights' }) }),
  prepare: async scene => ({ typed: { rights: await rightsOf(scene) } }),
  check: async (scene, answers) => (answers.rights.length === 0 && (await rightsOf(scene)).length === 0 ? { rights: 'choose_some' } : null),
  make: async (trx, _scene, grievance, _moment, answers) => {
    const impactId = await impactOf(trx, grievance.id)
    await trx.deleteFrom('impact_rights').where('impact_id', '=', impactId).execute()
    if (answers.rights.length > 0)
      await addRows(
        trx,
        'impact_rights',
        answers.rights.map(right_code => ({ impact_id: impactId, right_code })),
      )
    return { facts: { rights: answers.rights } }
  },
})

/** Tells the person what was found and why. */
export const issueFindings = deskAct({
  action: 'issueFindings',
  form: defineForm('casework:forms', { finding: choice(FINDINGS, { list: 'reference:findings' }), message: words({ rows: 10 }) }),
  prepare: async scene => tellingPerson(scene, 'findings'),
  make: async (trx, scene, grievance, moment, answers) => ({
    facts: { finding: answers.finding, language: grievance.language },
    itemId: await sayToPerson(trx, scene, moment, 'finding', answers.message),
  }),
})

function ratingOf(answers: Record<'scale' | 'scope' | 'irremediability', (typeof LEVELS)[number]>) {
  return { scale: levelOf(answers.scale), scope: levelOf(answers.scope), irremediability: levelOf(answers.irremediability) }
}

function levelOf(answer: (typeof LEVELS)[number]): Level | null {
  return answer === 'unknown' ? null : (Number(answer) as Level)
}

/** The rights that are named by now. */
async function rightsOf({ context, opened }: Scene): Promise<string[]> {
  const rows = await context.db
    .selectFrom('impact_rights')
    .innerJoin('impacts', 'impacts.id', 'impact_rights.impact_id')
    .select('right_code')
    .where('grievance_id', '=', opened.id)
    .execute()
  return rows.map(row => row.right_code)
}

async function impactOf(trx: Writer, grievanceId: string): Promise<string> {
  return (await trx.selectFrom('impacts').select('id').where('grievance_id', '=', grievanceId).executeTakeFirstOrThrow()).id
}
