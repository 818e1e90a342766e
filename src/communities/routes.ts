import type { FastifyInstance } from 'fastify'
import type { Context } from '../contracts/context.ts'
import { personActs } from '../web/person-act.ts'
import { endSpeaking, formGroup, groupWrite, leaveGroup } from './acts.ts'
import { groupRoutes } from './group-page.ts'
import { inviteRoutes } from './invite.ts'
import { joinRoutes } from './join.ts'

/** What those of a group do: form it, join it, see it, speak for it and leave it. */
export function communities(context: Context) {
  return async (app: FastifyInstance): Promise<void> => {
    personActs(app, context, [formGroup, groupWrite, endSpeaking, leaveGroup])
    groupRoutes(app, context)
    inviteRoutes(app, context)
    joinRoutes(app, context)
  }
}
