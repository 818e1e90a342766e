import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Context } from '../contracts/context.ts'
import { accountOf, typedOf } from '../contracts/http.ts'
import { paths } from '../contracts/paths.ts'
import { changeWithin } from '../grievances/change.ts'
import { recordNoInterest } from '../grievances/interests.ts'
import { keepAway } from '../grievances/keep-away.ts'
import { openGrievance } from '../grievances/open.ts'
import { returnPrepared } from '../grievances/return-prepared.ts'
import { definePage } from '../platform/views/views.ts'
import { nonceId } from '../web/forgery.ts'

interface DeclareView {
  readonly reference: string
  readonly facts: string
  readonly action: string
}

export const declarePage = definePage<DeclareView>('casework/declare', 'desk:titles.grievance')

/** Whoever opens a file first says whether they have an interest in it; where nobody of the team is left, another team takes it over. */
export function declareInterest(app: FastifyInstance, context: Context): void {
  app.post('/grievances/:reference/declare-interest', { config: { access: 'declareInterest' } }, async (request, reply) => {
    const account = accountOf(request)
    const { reference } = request.params as { reference: string }
    const grievance = await openGrievance(context.db, account.actor, account.keyring, reference)
    const typed = typedOf(request)
    if (typed.conflict !== 'yes' && typed.conflict !== 'no') return reply.code(422).page(declarePage, declareView(request, grievance))
    const conflict = typed.conflict === 'yes'
    const by = { actor: account.actor, id: grievance.id, nonce: nonceId(typed.nonce) }
    await context.db.transaction().execute(async trx => {
      await changeWithin(context, trx, 'declareInterest', by, async (_trx, locked, moment) => {
        if (!conflict) {
          await recordNoInterest(trx, account, locked.id)
          return { facts: { conflict }, outcome: 'free' }
        }
        const { passed, ...kept } = await keepAway(context, trx, account.actor.id, { opened: grievance, locked, day: moment.day })
        return { facts: { conflict, ...passed }, ...kept }
      })
      if (conflict) await returnPrepared(context, trx, { id: grievance.id })
    })
    return reply.redirect(conflict ? paths.desk.today() : paths.desk.grievance(grievance.reference), 303)
  })
}

/** The page that asks. */
export function declareView(request: FastifyRequest, opened: { reference: string; language: string }): DeclareView {
  return {
    reference: opened.reference,
    facts: request.words.languageName(opened.language),
    action: paths.desk.act(opened.reference, 'declare-interest'),
  }
}
