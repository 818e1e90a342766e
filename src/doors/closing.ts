import type { FastifyInstance } from 'fastify'

/** How long a request that was begun may still take once the program is asked to end; whatever runs such programs kills them after ten. */
const PATIENCE_MS = 8_000

/**
 * Ends connections while the program closes: each answer that was begun is the last on its connection, so that no browser keeps one open,
 * and what still hangs after a few seconds is let go. Nothing that was acknowledged is lost by that, and nothing half sent is stored.
 */
export function closesWithin(app: FastifyInstance): void {
  let closing = false
  app.addHook('onSend', async (_request, reply) => {
    if (closing) reply.header('connection', 'close')
  })
  app.addHook('preClose', async () => {
    closing = true
    setTimeout(() => app.server.closeAllConnections(), PATIENCE_MS).unref()
  })
}
