import Fastify, { type FastifyInstance } from 'fastify'
import formbody from '@fastify/formbody'
import Handlebars from 'handlebars'
import type { Context } from '../../src/contracts/context.ts'
import { compress } from '../../src/doors/compress.ts'
import { sealJson, newKey } from '../../src/platform/sealing/index.ts'
import { bareSend, type Ends } from './bare-send.ts'

type Template = Handlebars.TemplateDelegate

/** A page as it was made: its compiled template and all that it was given. */
interface Made {
  readonly template: Template
  readonly args: Parameters<Template>
}

/** Watches templates being compiled, so that the ceiling renders the very same ones. Begins before the program is built. */
export function watchTemplates(): { record<T>(work: () => Promise<T>): Promise<Made> } {
  const create = Handlebars.create.bind(Handlebars)
  let made: Made | undefined
  let recording = false
  Handlebars.create = () => {
    const engine = create()
    const compile = engine.compile.bind(engine)
    engine.compile = ((...settings: Parameters<typeof compile>) => {
      const template = compile(...settings)
      return (...args: Parameters<Template>) => {
        if (recording) made ??= { template, args }
        return template(...args)
      }
    }) as typeof compile // a template is called with a view and its data, and nothing else of it is used
    return engine
  }
  return {
    record: async work => {
      made = undefined
      recording = true
      await work().finally(() => (recording = false))
      if (made === undefined) throw new Error('no page was made')
      return made
    },
  }
}

/**
 * The ceiling: bare Fastify that renders the same template with the same view, compresses it alike and asks the database one
 * thing; and for sends the same rows and sealed boxes, each table once, in one transaction.
 */
export async function bareApp(context: Context, pages: ReadonlyMap<string, Made>, ends: Ends): Promise<FastifyInstance> {
  const app = Fastify({ logger: false })
  await app.register(formbody)
  app.addHook('onSend', async (request, reply, payload) => compress(request, reply, payload))
  for (const [name, { template, args }] of pages)
    app.get(`/${name}`, async (_request, reply) => {
      await context.db.selectFrom('mechanism').selectAll().executeTakeFirst()
      return reply.type('text/html; charset=utf-8').send(template(...args))
    })
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
