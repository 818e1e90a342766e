import type { FastifyInstance } from 'fastify'
import type { StaticFile } from '../platform/views/stylesheet.ts'

/** The files that browsers may keep: known by name, never found by a path, no cookie read; and the worker of somebody's own phone. */
export function assets(files: readonly StaticFile[], worker: StaticFile) {
  const byName = new Map(files.map(file => [file.name, file]))
  return async (app: FastifyInstance): Promise<void> => {
    app.get('/own-phone-worker.js', { config: { access: 'anyone' } }, async (_request, reply) =>
      reply.type(worker.type).header('cache-control', 'no-cache').header('x-content-type-options', 'nosniff').send(worker.plain),
    )
    app.get<{ Params: { name: string } }>('/assets/:name', { config: { access: 'anyone' } }, async (request, reply) => {
      const file = byName.get(request.params.name)
      if (file === undefined) return reply.code(404).type('text/plain').header('cache-control', 'no-store').send('')
      const takes = request.headers['accept-encoding'] ?? ''
      const encoding = /\bbr\b/.test(takes) ? 'br' : /\bgzip\b/.test(takes) ? 'gzip' : null
      reply
        .type(file.type)
        .header('cache-control', 'public, max-age=31536000, immutable')
        .header('x-content-type-options', 'nosniff')
        .header('vary', 'accept-encoding')
      if (encoding === null) return reply.send(file.plain)
      return reply.header('content-encoding', encoding).send(encoding === 'br' ? file.brotli : file.gzip)
    })
  }
}
