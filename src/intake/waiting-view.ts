import { paths } from '../contracts/paths.ts'
import { definePage } from '../platform/views/views.ts'
import type { Translate } from '../platform/words.ts'
import { CHECK } from './steps.ts'

/** The page of somebody whose turn to send has not come; it looks again by itself, and nothing is lost meanwhile. */
export interface WaitingView {
  readonly wait: string | null
  readonly again: string
}

export const waitingPage = definePage<WaitingView>('intake/waiting', 'public:titles.form')

/** How long it takes, in whole seconds and never less than one. */
export function waitingView(words: Translate, wait: number | null): WaitingView {
  const count = wait === null ? null : Math.max(1, Math.ceil(wait / 1000))
  return { wait: count === null ? null : words.t('intake:waiting.wait', { count }), again: paths.form(words.language.tag, CHECK) }
}
