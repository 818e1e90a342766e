import type { FastifyInstance } from 'fastify'
import { dayOf } from '../domain/calendar.ts'
import type { Context } from '../contracts/context.ts'
import { accountOf } from '../contracts/http.ts'
import { paths } from '../contracts/paths.ts'
import { openDoors } from './open-doors.ts'
import { definePage } from '../platform/views/views.ts'
import { missingAdvice, missingNeeds, NEEDS, type Advice, type Need } from './queries.ts'

/** What must stand before people are let in, what is missing, and the ways to everything a steward keeps. */
export interface ChecklistView {
  readonly ready: boolean
  readonly mayOpen: boolean
  readonly action: string
  readonly needs: readonly { readonly done: boolean; readonly label: string; readonly href: string | null }[]
  readonly advice: readonly { readonly label: string; readonly href: string }[]
  readonly links: readonly { readonly href: string; readonly label: string; readonly text: string }[]
}

export const checklistPage = definePage<ChecklistView>('stewardship/checklist', 'desk:titles.steward')

const WAYS = { lead: 'people', fallback: 'routing', organisation: 'organisations', sheet: null } as const satisfies Record<
  Need,
  string | null
>
const ADVISED = {
  reader: 'people',
  second: 'people',
  panel: 'teams',
  emergency: 'mechanism',
  place: 'places',
  duty: 'duty',
} as const satisfies Record<Advice, string>
const PAGES = ['mechanism', 'organisations', 'teams', 'people', 'routing', 'standards', 'places', 'duty', 'letters'] as const

/** The steward's first page. */
export function checklistRoutes(app: FastifyInstance, context: Context): void {
  app.get('/steward', { config: { access: 'steward' } }, async (request, reply) => {
    const { words, mechanism } = request
    const missing = await missingNeeds(context.db)
    const wayTo = (need: Need): string | null => (WAYS[need] === null ? null : paths.desk.steward(WAYS[need]))
    return reply.page(checklistPage, {
      ready: mechanism.ready,
      mayOpen: !mechanism.ready && missing.length === 0,
      action: paths.desk.steward('open'),
      needs: NEEDS.map(need => {
        const done = !missing.includes(need)
        return { done, label: words.t(`stewardship:needs.${need}`), href: done ? null : wayTo(need) }
      }),
      advice: (await missingAdvice(context.db, dayOf(context.clock.now()))).map(({ advice, teams }) => ({
        label: words.t(`stewardship:advice.${advice}`, { teams: words.list(teams) }),
        href: paths.desk.steward(ADVISED[advice]),
      })),
      links: PAGES.map(page => ({
        href: paths.desk.steward(page),
        label: words.t(`stewardship:pages.${page}.title`),
        text: words.t(`stewardship:pages.${page}.text`),
      })),
    })
  })
  app.post('/steward/open', { config: { access: 'steward' } }, async (request, reply) => {
    await context.db.transaction().execute(trx => openDoors(context, trx, accountOf(request).actor))
    return reply.redirect(paths.desk.steward(), 303)
  })
}
