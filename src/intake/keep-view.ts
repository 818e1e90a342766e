import { paths } from '../contracts/paths.ts'
import { receiptGroups } from '../domain/receipt.ts'
import { definePage } from '../platform/views/views.ts'
import type { Translate } from '../platform/words.ts'
import { RECEIPT } from './steps.ts'

/** The page with the code of a draft: nothing is sent yet, and with the code it opens again anywhere. */
export interface KeepView {
  readonly groups: readonly string[]
  readonly action: string
  readonly goOn: string
}

export const keepPage = definePage<KeepView>('intake/keep', 'public:titles.form')

/** Shows the code, the way back with it, and the way on from here. */
export function keepView(words: Translate, code: string, next: number): KeepView {
  const lang = words.language.tag

  return { groups: receiptGroups(code), action: paths.form(lang, RECEIPT), goOn: paths.form(lang, next) }
}
