import type { Translate } from '../platform/words.ts'

export interface SeverityView {
  readonly label: string
  readonly dots: readonly boolean[]
}

/** Four dots and a sentence; nobody has to see colours to read it. */
export function severityView(words: Translate, severity: number | null): SeverityView {
  return {
    label: severity === null ? words.t('casework:unrated') : words.t('casework:severityOf', { level: severity }),
    dots: [1, 2, 3, 4].map(level => level <= (severity ?? 0)),
  }
}
