import type { KeptView } from '../web/kept.ts'
import { definePage } from '../platform/views/views.ts'

/** What somebody typed before their session ended, readable, with one button that sends it on. */
export const keptPage = definePage<KeptView>('accounts/kept', 'desk:title')
