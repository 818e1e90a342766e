import { definePage } from '../platform/views/views.ts'

/** The page that asks for a code; `problem` is the key of what is wrong with the one that was typed. */
export interface OpenCodeView {
  readonly problem: string | null
  readonly group: number | null
  readonly kept: string | null
  readonly expired: boolean
  readonly ready: boolean
  readonly action: string
  readonly lost: string
}

export const openCodePage = definePage<OpenCodeView>('dialogue/open', 'public:titles.messages')
