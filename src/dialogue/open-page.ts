import { paths } from '../contracts/paths.ts'
import { definePage } from '../platform/views/views.ts'
import type { Translate } from '../platform/words.ts'

/** The page that asks for a code. */
export interface OpenCodeView {
  /** What was typed before, as it is typed; it opened nothing. */
  readonly typed: string
  readonly error: string | null
  readonly errors: readonly { readonly href: string; readonly message: string }[]
  readonly kept: string | null
  readonly expired: boolean
  readonly ready: boolean
  readonly action: string
  readonly lost: string
}

/** What is not as it is for whoever comes for the first time. */
type Otherwise = Partial<Pick<OpenCodeView, 'typed' | 'error' | 'kept' | 'expired' | 'ready'>>

export const openCodePage = definePage<OpenCodeView>('dialogue/open', 'public:titles.messages', {
  carries: { by: lang => paths.message(lang, 'open') },
})

/** Makes the page; what is wrong stands over it, leads to the field and is said there. */
export function openCodeView(words: Translate, otherwise: Otherwise = {}): OpenCodeView {
  const lang = words.language.tag
  const { error = null } = otherwise
  return {
    typed: '',
    kept: null,
    expired: false,
    ready: true,
    ...otherwise,
    error,
    errors: error === null ? [] : [{ href: '#code', message: `${words.t('dialogue:open.label')}: ${error}` }],
    action: paths.message(lang, 'open'),
    lost: paths.message(lang, 'lost'),
  }
}
