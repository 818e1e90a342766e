import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Grievance } from '../domain/grievance.ts'
import type { Context } from '../contracts/context.ts'
import { accountOf, typedOf, type Account } from '../contracts/http.ts'
import { paths } from '../contracts/paths.ts'
import { changeWithin } from '../grievances/change.ts'
import { recordInterest } from '../grievances/interests.ts'
import { openGrievance } from '../grievances/open.ts'
import { passOn } from '../grievances/pass-on.ts'
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
        await recordInterest(trx, account, locked.id, conflict)
        if (!conflict) return { facts: { conflict }, outcome: 'free' }
        const { outcome, ...passed } = await passOn(context, trx, { ...grievance, ...locked }, moment.day)
        return { facts: { conflict, ...passed }, outcome, set: withoutThem(locked, account, passed) }
      })
      if (conflict) await returnPrepared(context, trx, { id: grievance.id })
    })
    return reply.redirect(conflict ? paths.desk.today() : paths.desk.grievance(grievance.reference), 303)
  })
}

/** Whoever has an interest holds it no longer; a team that takes it over begins with nobody. */
function withoutThem(locked: Grievance, { actor }: Account, { teamId }: { readonly teamId?: string }) {
  if (teamId !== undefined) return { team_id: teamId, handler_id: null }
  return locked.handlerId === actor.id ? { handler_id: null } : {}
}

/** The page that asks. */
export function declareView(request: FastifyRequest, opened: { reference: string; language: string }): DeclareView {
  return {
    reference: opened.reference,
    facts: request.words.languageName(opened.language),
    action: paths.desk.act(opened.reference, 'declare-interest'),
  }
}
