import type { FastifyInstance } from 'fastify'
import type { Context } from '../contracts/context.ts'
import { restingLetters, type Resting } from '../letters/queries.ts'
import { definePage } from '../platform/views/views.ts'

/** The letters that rest: how many and since which day, never to whom. */
export interface LettersView {
  readonly sends: boolean
  readonly resting: Resting | null
}

export const lettersPage = definePage<LettersView>('stewardship/letters', 'stewardship:pages.letters.title')

/** Letters that were not sent yet. */
export function lettersRoutes(app: FastifyInstance, context: Context): void {
  app.get('/steward/letters', { config: { access: 'steward' } }, async (_request, reply) => {
    const resting = await restingLetters(context.db)
    return reply.page(lettersPage, { sends: context.postbox !== null, resting: resting.count === 0 ? null : resting })
  })
}
