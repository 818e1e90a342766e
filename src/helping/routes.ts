import type { FastifyInstance } from 'fastify'
import type { Context } from '../contracts/context.ts'
import { deskActs } from '../web/desk-act.ts'
import { personActs } from '../web/person-act.ts'
import { endHelp, writeForPerson } from './acts.ts'
import { changeCode } from './change-code.ts'
import { slipsRoutes } from './slips-routes.ts'
import { tellRoutes } from './tell-routes.ts'

/** The desk's side of helping: folded slips, writing down what somebody tells, and helping on. */
export function helping(context: Context) {
  return async (app: FastifyInstance): Promise<void> => {
    slipsRoutes(app, context)
    tellRoutes(app, context)
    deskActs(app, context, [writeForPerson])
  }
}

/** The person's side: a code that no helper knows, and the end of the help. */
export function beingHelped(context: Context) {
  return async (app: FastifyInstance): Promise<void> => {
    personActs(app, context, [endHelp])
    changeCode(app, context)
  }
}
