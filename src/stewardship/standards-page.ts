import { CLOCKS, type Clock } from '../domain/process.ts'
import { PRIORITY_CODES } from '../domain/severity.ts'
import { PERSONS_TIME, standardLength } from '../domain/standards.ts'
import type { Length } from '../domain/calendar.ts'
import { paths } from '../contracts/paths.ts'
import type { Reader } from '../contracts/schema.ts'
import { formView, type Errors, type FormView, type Typed } from '../platform/forms/index.ts'
import { definePage } from '../platform/views/views.ts'
import type { Translate } from '../platform/words.ts'
import { standardForm } from './forms.ts'

/** How long every clock runs for each priority. */
export interface StandardsView {
  readonly priorities: readonly string[]
  readonly rows: readonly { readonly clock: string; readonly href: string; readonly lengths: readonly string[] }[]
}

/** One clock, with what the standard allows. */
export interface StandardView {
  readonly clock: string
  readonly personsTime: boolean
  readonly form: FormView
  readonly action: string
  readonly back: string
  readonly limits: readonly { readonly priority: string; readonly length: string }[]
}

export const standardsPage = definePage<StandardsView>('stewardship/standards', 'stewardship:pages.standards.title')
export const standardPage = definePage<StandardView>('stewardship/standard', 'stewardship:pages.standards.title')

/** Shows the table. */
export async function standardsView(db: Reader, words: Translate): Promise<StandardsView> {
  const lengths = await lengthsIn(db)
  return {
    priorities: PRIORITY_CODES.map(priority => words.t(`reference:priorities.${priority}.label`)),
    rows: CLOCKS.map(clock => ({
      clock: words.t(`casework:clocks.${clock}`),
      href: paths.desk.steward(`standards/${clock}`),
      lengths: PRIORITY_CODES.map(priority => lengthInWords(words, lengths.get(`${clock}:${priority}`) ?? standardLength(clock, priority))),
    })),
  }
}

/** Shows one clock. */
export async function standardView(db: Reader, words: Translate, clock: Clock, typed?: Typed, errors: Errors = {}): Promise<StandardView> {
  const lengths = await lengthsIn(db)
  const stands = PRIORITY_CODES.flatMap(priority => {
    const { count, unit } = lengths.get(`${clock}:${priority}`) ?? standardLength(clock, priority)
    return [[priority, String(count)] as const, [`${priority}_unit`, unit] as const]
  })
  return {
    clock: words.t(`casework:clocks.${clock}`),
    personsTime: (PERSONS_TIME as readonly Clock[]).includes(clock),
    form: formView(standardForm, words, typed ?? Object.fromEntries(stands), errors),
    action: paths.desk.steward(`standards/${clock}`),
    back: paths.desk.steward('standards'),
    limits: PRIORITY_CODES.map(priority => ({
      priority: words.t(`reference:priorities.${priority}.label`),
      length: lengthInWords(words, standardLength(clock, priority)),
    })),
  }
}

async function lengthsIn(db: Reader): Promise<Map<string, Length>> {
  const rows = await db.selectFrom('service_standards').selectAll().execute()
  return new Map(rows.map(({ clock, priority, unit, count }) => [`${clock}:${priority}`, { unit, count }]))
}

function lengthInWords(words: Translate, { unit, count }: Length): string {
  return words.t(`stewardship:lengths.${unit}`, { count })
}
