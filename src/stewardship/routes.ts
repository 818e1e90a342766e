import type { FastifyInstance } from 'fastify'
import type { Context } from '../contracts/context.ts'
import { checklistRoutes } from './checklist-routes.ts'
import { dutyRoutes } from './duty-routes.ts'
import { lettersRoutes } from './letters-routes.ts'
import { mechanismRoutes } from './mechanism-routes.ts'
import { organisationsRoutes } from './organisations-routes.ts'
import { placesRoutes } from './places-routes.ts'
import { routingRoutes } from './routing-routes.ts'
import { standardsRoutes } from './standards-routes.ts'

const PAGES = [
  checklistRoutes,
  mechanismRoutes,
  organisationsRoutes,
  routingRoutes,
  standardsRoutes,
  placesRoutes,
  dutyRoutes,
  lettersRoutes,
]

/** What a steward keeps: everything an organisation chooses, and nothing that anybody wrote. */
export function stewardship(context: Context) {
  return async (app: FastifyInstance): Promise<void> => {
    for (const routes of PAGES) routes(app, context)
  }
}
