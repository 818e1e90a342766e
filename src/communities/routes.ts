import type { FastifyInstance } from 'fastify'
import type { Context } from '../contracts/context.ts'
import { personActs } from '../web/person-act.ts'
import { beSeen, formGroup, groupWrite, leaveGroup } from './acts.ts'
import { groupRoutes } from './group-page.ts'
import { inviteRoutes } from './invite.ts'
import { joinRoutes } from './join.ts'
import { endSpeaking, nameSpokesperson, takeUpSpeaking } from './speaking.ts'

/** What those of a group do: form it, join it, see it, speak for it and leave it. */
export function communities(context: Context) {
  return async (app: FastifyInstance): Promise<void> => {
    personActs(app, context, [formGroup, groupWrite, nameSpokesperson, takeUpSpeaking, endSpeaking, beSeen, leaveGroup])
    groupRoutes(app, context)
    inviteRoutes(app, context)
    joinRoutes(app, context)
  }
}
