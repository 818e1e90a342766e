import Fastify, { type FastifyInstance } from 'fastify'
import formbody from '@fastify/formbody'
import type { Context } from '../../src/contracts/context.ts'
import { compress } from '../../src/doors/compress.ts'
import { sealJson, newKey } from '../../src/platform/sealing/index.ts'
import { bareSend, type Ends } from './bare-send.ts'
import type { Made } from './watch.ts'

/**
 * The ceilings: bare Fastify that renders the same template with the same view, compresses it alike and asks the database one
 * thing; the same with the page's own questions in one transaction and its own boxes opened; and for sends the same rows and
 * sealed boxes, each table once, in one transaction.
 */
export async function bareApp(context: Context, pages: ReadonlyMap<string, Made>, ends: Ends): Promise<FastifyInstance> {
  const app = Fastify({ logger: false })
  await app.register(formbody)
  app.addHook('onSend', async (request, reply, payload) => compress(request, reply, payload))
  for (const [name, { template, args, questions, boxes }] of pages) {
    app.get(`/${name}`, async (_request, reply) => {
      await context.db.selectFrom('mechanism').selectAll().executeTakeFirst()
      return reply.type('text/html; charset=utf-8').send(template(...args))
    })
    app.get(`/${name}/opened`, async (_request, reply) => {
      await context.db.transaction().execute(async trx => {
        for (const question of questions) await trx.executeQuery(question)
      })
      for (const open of boxes) open()
      return reply.type('text/html; charset=utf-8').send(template(...args))
    })
  }
  const key = newKey()
  app.post<{ Params: { id: string } }>('/step/:id', async (request, reply) => {
    const id = Buffer.from(request.params.id, 'base64url')
    await context.db.transaction().execute(async trx => {
      await trx.selectFrom('drafts').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
      await trx
        .updateTable('drafts')
        .set({ answers_sealed: sealJson(key, request.body as object, ['draft']) })
        .where('id', '=', id)
        .execute()
    })
    return reply.redirect('/', 303)
  })
  app.post<{ Params: { id: string } }>('/send/:id', async (request, reply) => {
    await bareSend(context, ends, Buffer.from(request.params.id, 'base64url'))
    return reply.redirect('/', 303)
  })
  return app
}
