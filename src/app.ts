import { join } from 'node:path'
import Fastify, { LogController, type FastifyInstance, type FastifyReply } from 'fastify'
import { accounts } from './accounts/routes.ts'
import { casework } from './casework/routes.ts'
import type { Context } from './contracts/context.ts'
import { communities } from './communities/routes.ts'
import { dialogue } from './dialogue/routes.ts'
import { apiDoor } from './doors/api.ts'
import { assets } from './doors/assets.ts'
import { closesWithin } from './doors/closing.ts'
import { deskDoor } from './doors/desk.ts'
import { putHeaders } from './doors/headers.ts'
import { health } from './doors/health.ts'
import { leave } from './doors/leave.ts'
import { publicDoor } from './doors/public.ts'
import { effectiveness } from './effectiveness/routes.ts'
import { paper } from './helping/paper.ts'
import { beingHelped, helping } from './helping/routes.ts'
import { addLater } from './intake/add-later.ts'
import { intake } from './intake/routes.ts'
import { welcome } from './intake/welcome.ts'
import { ROOT } from './platform/root.ts'
import { randomDigits } from './platform/sealing/index.ts'
import { readStatic } from './platform/views/stylesheet.ts'
import { loadViews } from './platform/views/views.ts'
import { apiPages } from './partners/page.ts'
import { partners } from './partners/routes.ts'
import { tokenRoutes } from './partners/token-routes.ts'
import { remedies } from './remedies/routes.ts'
import { ownSpeakers } from './representation/person-routes.ts'
import { representation } from './representation/routes.ts'
import { stewardship } from './stewardship/routes.ts'
import { isSecure } from './web/cookies.ts'

/** Builds the three doors and says which slice opens on which. */
export async function buildApp(context: Context): Promise<FastifyInstance> {
  const app = Fastify({
    logger: { level: 'warn' },
    logController: new LogController({ disableRequestLogging: true }),
    return503OnClosing: true,
    trustProxy: context.config.trustedProxy ?? false,
    bodyLimit: 262_144,
    routerOptions: { maxParamLength: 100 },
    genReqId: () => randomDigits(8),
    frameworkErrors: (_error, _request, reply) => unreadable(context, reply),
    requestTimeout: 300_000,
  })
  closesWithin(app)
  const views = loadViews(join(ROOT, 'views'))
  const stylesheet = readStatic(join(ROOT, 'views', 'assets', 'look.css'), 'look.css', 'text/css; charset=utf-8')
  const script = (name: string) => readStatic(join(ROOT, 'views', 'assets', name), name, 'text/javascript; charset=utf-8')
  const ownPhone = script('own-phone.js')
  const sheet = `/assets/${stylesheet.name}`
  await app.register(assets([stylesheet, ownPhone], script('own-phone-worker.js')))
  await app.register(health(context))
  await app.register(async door => {
    await door.register(publicDoor(context, views, { stylesheet: sheet, ownPhone: `/assets/${ownPhone.name}` }))
    for (const slice of [welcome, leave, intake, addLater, dialogue, communities, ownSpeakers, beingHelped, paper, apiPages])
      await door.register(slice(context))
  })
  await app.register(
    async door => {
      await door.register(deskDoor(context, views, sheet))
      for (const slice of [accounts, casework, helping, remedies, representation, tokenRoutes, effectiveness, stewardship])
        await door.register(slice(context))
    },
    { prefix: '/desk' },
  )
  await app.register(
    async door => {
      await door.register(apiDoor(context))
      await door.register(partners(context))
    },
    { prefix: '/api/v1' },
  )
  return app
}

/** An address that nobody can read leads to no door: it is answered without a word of it. */
function unreadable(context: Context, reply: FastifyReply): void {
  putHeaders(reply, isSecure(context))
  void reply.code(400).type('text/plain').send('')
}
