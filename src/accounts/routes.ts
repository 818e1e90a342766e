import type { FastifyInstance } from 'fastify'
import type { Context } from '../contracts/context.ts'
import { signInRoutes } from './sign-in-routes.ts'

/** Accounts: signing in and out, the first set-up, invitations, one's own account, teams and the people in them. */
export function accounts(context: Context) {
  return async (app: FastifyInstance): Promise<void> => {
    for (const routes of [signInRoutes]) routes(app, context)
  }
}
