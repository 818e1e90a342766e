import { definePage } from '../platform/views/views.ts'

/** The page that shows recovery codes once: one's own and, after a set-up, the one of the mechanism's sheet. */
export interface CodesView {
  readonly own: readonly string[]
  readonly sheet: readonly string[] | null
  readonly mechanism: string
  readonly next: string
}

export const codesPage = definePage<CodesView>('accounts/codes', 'desk:title')

/** Shows codes in their groups, for paper. */
export function codesView(mechanism: string, codes: { own: string; sheet: string | null }, next: string): CodesView {
  return { own: codes.own.split('-'), sheet: codes.sheet?.split('-') ?? null, mechanism, next }
}
