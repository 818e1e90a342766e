import { definePage } from '../platform/views/views.ts'

/**
 * The page that shows recovery codes: one's own and, in a set-up, the one of the mechanism's sheet. They hold once somebody has them: until
 * then they are shown, and `carry` brings what is made with them.
 */
export interface CodesView {
  readonly own: readonly string[]
  readonly sheet: readonly string[] | null
  readonly carry: string
  /** Whether it takes the place of a code that counts until then. */
  readonly renews: boolean
  readonly mechanism: string
  readonly next: string
}

export const codesPage = definePage<CodesView>('accounts/codes', 'desk:title')

/** Shows codes in their groups, for paper. */
export function codesView(
  mechanism: string,
  { own, sheet, carry, renews = false }: { own: string; sheet?: string; carry: string; renews?: boolean },
  next: string,
): CodesView {
  return { own: own.split('-'), sheet: sheet?.split('-') ?? null, carry, renews, mechanism, next }
}
