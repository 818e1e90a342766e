import { paths } from '../contracts/paths.ts'
import { definePage } from '../platform/views/views.ts'
import type { Translate } from '../platform/words.ts'
import { placesToGo, type Place } from './help-view.ts'
import type { helpPlaces } from './queries.ts'

/** The page of a mechanism that is still being set up. */
export interface ClosedView {
  readonly emergency: string | null
  readonly places: readonly Place[]
  readonly help: string
}

export const closedPage = definePage<ClosedView>('intake/closed', 'public:titles.home')

/** Says calmly that nothing can be taken in yet, and who can help meanwhile. */
export function closedView(words: Translate, rows: Awaited<ReturnType<typeof helpPlaces>>, emergency: string): ClosedView {
  return {
    emergency: emergency === '' ? null : emergency,
    places: placesToGo(words, rows).filter(place => place.first),
    help: paths.about(words.language.tag, 'help'),
  }
}
