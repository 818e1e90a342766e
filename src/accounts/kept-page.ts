import { written, type Kept } from '../web/kept.ts'
import { definePage } from '../platform/views/views.ts'

/** What somebody typed before their session ended, readable, with one button that sends it on. */
export interface KeptView {
  readonly to: string
  readonly typed: readonly { readonly name: string; readonly value: string; readonly readable: boolean }[]
}

export const keptPage = definePage<KeptView>('accounts/kept', 'desk:title')

const SECRETS = ['passphrase', 'again', 'old', 'digits', 'code', 'offered', 'carry']

/** Shows what was kept; secrets are typed anew. */
export function keptView(kept: Kept): KeptView {
  const wrote = written(kept.typed)
  return {
    to: kept.to,
    typed: Object.entries(kept.typed)
      .filter(([name]) => !SECRETS.includes(name))
      .flatMap(([name, value]) => [value].flat().map(text => ({ name, value: text, readable: wrote.has(name) && text !== '' }))),
  }
}
