import type { FastifyInstance } from 'fastify'
import type { Context } from '../contracts/context.ts'
import { paths } from '../contracts/paths.ts'
import { overwriteCookie } from '../web/cookies.ts'
import { endSession } from '../web/sessions.ts'

/**
 * *Leave quickly*: a plain link, two hops, then somewhere harmless. The first hop overwrites the cookies, which makes
 * browsers drop the pages they kept for Back; only the second clears what is left, because both at once undo each other.
 */
export function leave(context: Context) {
  return async (app: FastifyInstance): Promise<void> => {
    app.get<{ Params: { lang: string } }>('/:lang/leave', { config: { access: 'anyone' } }, async (request, reply) => {
      if (request.person !== null) await endSession(context, request.person.sessionId)
      overwriteCookie(context, reply, 'messages')
      overwriteCookie(context, reply, 'draft')
      overwriteCookie(context, reply, 'own')
      return reply.redirect(paths.leaveAgain(request.params.lang), 303)
    })
    app.get('/:lang/leave/2', { config: { access: 'anyone' } }, async (request, reply) => {
      return reply
        .header('clear-site-data', '"cache", "cookies", "storage"')
        .header('referrer-policy', 'no-referrer')
        .redirect(request.mechanism.leave_to, 303)
    })
  }
}
