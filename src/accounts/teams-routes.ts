import type { FastifyInstance } from 'fastify'
import type { Context } from '../contracts/context.ts'
import { accountOf, typedOf } from '../contracts/http.ts'
import { paths } from '../contracts/paths.ts'
import { nonceId } from '../web/forgery.ts'
import { tellAudit } from '../grievances/audit.ts'
import { once } from '../grievances/nonces.ts'
import { parse } from '../platform/forms/index.ts'
import { accountOptions } from './people.ts'
import { newTeamForm, teamsPage, teamsView } from './teams-page.ts'
import { makeTeam, teamIsNamed } from './teams.ts'

/** The teams of the mechanism. */
export function teamsRoutes(app: FastifyInstance, context: Context): void {
  app.get('/steward/teams', { config: { access: 'steward' } }, async (request, reply) =>
    reply.page(teamsPage, await teamsView(context.db, request.words, await accountOptions(context, context.db))),
  )
  app.post('/steward/teams', { config: { access: 'steward' } }, async (request, reply) => {
    const typed = typedOf(request)
    const leads = await accountOptions(context, context.db)
    const read = parse(newTeamForm, typed, { lead: leads })
    if (!read.ok) return reply.code(422).page(teamsPage, await teamsView(context.db, request.words, leads, typed, read.errors))
    const { name, kind, lead } = read.answers
    const { actor } = accountOf(request)
    const made = await once(context, nonceId(typed.nonce), async trx => {
      if (await teamIsNamed(trx, name)) return 'taken'
      const key = await makeTeam(context, trx, { name, kind, leadId: lead, madeBy: actor.id })
      await tellAudit(trx, context, actor, 'team.made', key.principalId, { kind, leadId: lead })
      return 'made'
    })
    if (made === 'taken')
      return reply.code(422).page(teamsPage, await teamsView(context.db, request.words, leads, typed, { name: 'same_name' }))
    return reply.redirect(paths.desk.steward('teams'), 303)
  })
}
