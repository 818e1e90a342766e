import type { FastifyInstance } from 'fastify'
import { CRITERIA, INDICATORS } from '../domain/reference/index.ts'
import type { Context } from '../contracts/context.ts'
import { accountOf } from '../contracts/http.ts'
import { paths } from '../contracts/paths.ts'
import { definePage } from '../platform/views/views.ts'
import type { Translate } from '../platform/words.ts'
import { FEWEST, figures, type Figure } from './queries.ts'

/** The eight criteria, each with its figures and the cases behind them; a criterion without a figure says so. */
export interface EffectivenessView {
  readonly criteria: readonly {
    readonly name: string
    readonly help: string
    readonly figures: readonly FigureView[]
  }[]
}

interface FigureView {
  readonly code: string
  readonly name: string
  readonly figure: string
  readonly share: number | null
  readonly behind: readonly { readonly href: string; readonly reference: string; readonly state: string }[]
}

const page = definePage<EffectivenessView>('effectiveness/page', 'desk:titles.effectiveness')

/** How the mechanism works for people, criterion by criterion (UNGP 31). */
export function effectiveness(context: Context) {
  return async (app: FastifyInstance): Promise<void> => {
    app.get('/effectiveness', { config: { access: 'staff' } }, async (request, reply) => {
      return reply.page(page, effectivenessView(request.words, await figures(context, accountOf(request).actor)))
    })
  }
}

function effectivenessView(words: Translate, found: readonly Figure[]): EffectivenessView {
  return {
    criteria: CRITERIA.map(criterion => ({
      name: words.t(`reference:criteria.${criterion}.label`),
      help: words.t(`reference:criteria.${criterion}.help`),
      figures: found
        .filter(figure => INDICATORS.find(indicator => indicator.code === figure.indicator)?.criterion === criterion)
        .map(figure => figureView(words, figure)),
    })),
  }
}

function figureView(words: Translate, figure: Figure): FigureView {
  const few = figure.of < FEWEST
  const share = few ? null : Math.round((figure.met / figure.of) * 100)
  return {
    code: figure.indicator.slice(4).toUpperCase(),
    name: words.t(`reference:indicators.${figure.indicator}.label`),
    share,
    figure: few
      ? words.t('effectiveness:fewer', { count: FEWEST })
      : words.t('effectiveness:share', { met: words.number(figure.met), of: words.number(figure.of), share: words.number(share ?? 0) }),
    behind: figure.behind.map(one => ({
      href: paths.desk.grievance(one.reference),
      reference: one.reference,
      state: words.t(one.met ? 'effectiveness:met' : 'effectiveness:missed'),
    })),
  }
}
