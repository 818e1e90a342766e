import type { FastifyInstance } from 'fastify'
import type { Context } from '../contracts/context.ts'
import { accountRoutes } from './account-routes.ts'
import { againRoutes } from './again-routes.ts'
import { invitationRoutes } from './invitation-routes.ts'
import { recoverRoutes } from './recover-routes.ts'
import { peopleRoutes } from './people-routes.ts'
import { setUpRoutes } from './set-up-routes.ts'
import { teamsRoutes } from './teams-routes.ts'
import { signInRoutes } from './sign-in-routes.ts'

/** Accounts: signing in and out, the first set-up, invitations, one's own account, teams and the people in them. */
export function accounts(context: Context) {
  return async (app: FastifyInstance): Promise<void> => {
    for (const routes of [
      signInRoutes,
      setUpRoutes,
      invitationRoutes,
      recoverRoutes,
      accountRoutes,
      againRoutes,
      teamsRoutes,
      peopleRoutes,
    ])
      routes(app, context)
  }
}
