import type { FastifyInstance } from 'fastify'
import type { Context } from '../contracts/context.ts'

/** The pages of this slice. */
export function accounts(_context: Context) {
  return async (_app: FastifyInstance): Promise<void> => undefined
}
