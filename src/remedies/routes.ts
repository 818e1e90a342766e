import type { FastifyInstance } from 'fastify'
import type { Context } from '../contracts/context.ts'
import { deskActs } from '../web/desk-act.ts'
import { recordCheck } from './record-check.ts'
import { recordFailure } from './record-failure.ts'
import { draftOffer, putProposal, reportDelivery } from './acts.ts'

/** What is offered, put to the person, reported as delivered, looked into by somebody independent, and what will not come. */
export function remedies(context: Context) {
  return async (app: FastifyInstance): Promise<void> =>
    deskActs(app, context, [draftOffer, putProposal, reportDelivery, recordCheck, recordFailure])
}
