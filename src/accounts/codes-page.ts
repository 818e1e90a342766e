import { definePage } from '../platform/views/views.ts'

/**
 * The page that shows recovery codes: one's own and, in a set-up, the one of the mechanism's sheet. Where something is to be made with
 * them, `carry` makes it once somebody has them, and they are shown until then; a code that counts already is shown once.
 */
export interface CodesView {
  readonly own: readonly string[]
  readonly sheet: readonly string[] | null
  readonly carry: string | null
  readonly mechanism: string
  readonly next: string
}

export const codesPage = definePage<CodesView>('accounts/codes', 'desk:title')

/** Shows codes in their groups, for paper. */
export function codesView(
  mechanism: string,
  { own, sheet, carry }: { own: string; sheet?: string; carry?: string },
  next: string,
): CodesView {
  return { own: own.split('-'), sheet: sheet?.split('-') ?? null, carry: carry ?? null, mechanism, next }
}
