import { definePage } from '../platform/views/views.ts'

/** The page that shows recovery codes: one's own, once; and in a set-up, until somebody has both, the one of the mechanism's sheet. */
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
  codes: { own: string; sheet: { code: string; carry: string } | null },
  next: string,
): CodesView {
  const { own, sheet } = codes
  return { own: own.split('-'), sheet: sheet?.code.split('-') ?? null, carry: sheet?.carry ?? null, mechanism, next }
}
