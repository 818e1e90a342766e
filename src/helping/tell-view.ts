import { paths } from '../contracts/paths.ts'
import { receiptGroups } from '../domain/receipt.ts'
import { formView, type Errors, type FieldView, type FormView, type Offered, type Typed } from '../platform/forms/index.ts'
import { definePage } from '../platform/views/views.ts'
import type { Translate } from '../platform/words.ts'
import { partsIn } from './questions.ts'
import { helperForm } from './tell-form.ts'

/** The whole form on one page, in the order of the paper, and what the helper says of it. */
export interface TellView {
  readonly parts: readonly { readonly heading: string; readonly fields: readonly FieldView[] }[]
  readonly errors: FormView['errors']
  readonly action: string
  readonly carry: string
  readonly paper: string
  readonly slips: string
}

/** What a helper reads after sending: the code, where there is no slip that holds it. */
export interface ToldView {
  readonly groups: readonly string[] | null
  readonly serial: string | null
  readonly again: string
}

export const tellPage = definePage<TellView>('helping/tell', 'desk:titles.tell')
export const toldPage = definePage<ToldView>('helping/told', 'desk:titles.tell')

interface Showing {
  readonly typed: Typed
  readonly errors: Errors
  readonly offered: Offered
  readonly carry: string
}

/** Makes the page, empty or again with everything that was typed. */
export function tellView(words: Translate, { typed, errors, offered, carry }: Showing): TellView {
  const parts = [...partsIn(words), { heading: words.t('helping:tell.after'), form: helperForm }].map(({ heading, form }) => ({
    heading,
    ...formView(form, words, typed, errors, offered),
  }))
  return {
    parts,
    errors: parts.flatMap(part => part.errors),
    action: paths.desk.tell(),
    carry,
    paper: paths.paper(words.language.tag),
    slips: paths.desk.slips(),
  }
}

/** Makes the page after sending. */
export function toldView(serial: string | null, code: string): ToldView {
  return { groups: serial === null ? receiptGroups(code) : null, serial, again: paths.desk.tell() }
}
