import type { Frame } from '../platform/views/views.ts'
import type { FormKeys } from './forgery.ts'

/** What surrounds a public page. */
export interface PublicFrame extends Frame {
  readonly lang: string
  readonly dir: string
  readonly name: string
  readonly title: string
  readonly stylesheet: string
  readonly script: string | null
  readonly home: string
  readonly leave: string
  readonly languages: readonly { readonly tag: string; readonly name: string; readonly href: string; readonly current: boolean }[]
  /** How what is typed goes along when another language is chosen; null where there is nothing to type. */
  readonly carries: { readonly shown: boolean } | null
  readonly links: readonly { readonly href: string; readonly label: string }[]
  readonly form: FormKeys
  readonly demo: boolean
  /** Whether no letter leaves this machine, so that whoever would have letters is told. */
  readonly lettersRest: boolean
  /** Whether no native reader has checked the words of this language yet; before the doors are open nobody would read what it asks for. */
  readonly unchecked: boolean
}

/** What surrounds a desk page. */
export interface DeskFrame extends Frame {
  readonly lang: string
  readonly dir: string
  readonly name: string
  readonly title: string
  readonly stylesheet: string
  /** `current` is the page itself or, as `true`, the part of the desk in which it lies. */
  readonly menu: readonly { readonly href: string; readonly label: string; readonly current: 'page' | 'true' | null }[]
  /** The steward's page, to go back to from every page under it. */
  readonly above: { readonly href: string; readonly label: string } | null
  readonly who: string | null
  /** Where one tap locks everything, for whoever carries an account into the field. */
  readonly lock: string | null
  readonly form: FormKeys
  readonly demo: boolean
}
