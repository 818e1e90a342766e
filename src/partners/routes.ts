import type { FastifyInstance } from 'fastify'
import type { Context } from '../contracts/context.ts'
import { listsOf } from '../intake/queries.ts'
import { acceptUploads } from '../platform/uploads/index.ts'
import { sendProblem } from '../web/problems.ts'
import { addFiles, writeForSomebody } from './adding.ts'
import { openApi } from './openapi.ts'
import { listCases, readCase } from './reading.ts'
import { tellForSomebody } from './telling.ts'

/** What each address takes; a browser that only asks for the head of a page is answered as one that reads it. */
const TAKES = [
  ['/openapi.json', ['GET', 'HEAD']],
  ['/grievances', ['GET', 'HEAD', 'POST']],
  ['/grievances/:reference', ['GET', 'HEAD']],
  ['/grievances/:reference/messages', ['POST']],
  ['/grievances/:reference/files', ['POST']],
] as const

/** What a field tool of an organisation does: tells for somebody, adds files and words, reads where it stands. */
export function partners(context: Context) {
  return async (app: FastifyInstance): Promise<void> => {
    await acceptUploads(app)
    app.get('/openapi.json', { config: { access: 'anyone' } }, async (request, reply) =>
      reply.send(openApi(request.words, { mechanism: request.mechanism, lists: await listsOf(context.db, request.words) })),
    )
    app.get('/grievances', { config: { access: 'representative' } }, (request, reply) => listCases(context, request, reply))
    app.post('/grievances', { config: { access: 'representative' } }, (request, reply) => tellForSomebody(context, request, reply))
    app.get('/grievances/:reference', { config: { access: 'representative' } }, (request, reply) => readCase(context, request, reply))
    app.post('/grievances/:reference/messages', { config: { access: 'addForPerson' } }, (request, reply) =>
      writeForSomebody(context, request, reply),
    )
    app.post('/grievances/:reference/files', { config: { access: 'addForPerson', uploads: true } }, (request, reply) =>
      addFiles(context, request, reply),
    )
    for (const [url, allowed] of TAKES) refuseOthers(app, url, allowed)
  }
}

/** Says which methods an address takes to whoever comes with another one. */
function refuseOthers(app: FastifyInstance, url: string, allowed: readonly string[]): void {
  const method = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'].filter(one => !allowed.includes(one))
  app.route({
    method,
    url,
    config: { access: 'representative' },
    handler: (request, reply) => sendProblem(request, reply.header('allow', allowed.join(', ')), 'wrongMethod'),
  })
}
