import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import Handlebars from 'handlebars'
import type { Translate } from '../words.ts'
import { readSprite } from './sprite.ts'

/** A page: the name of its template, with the type of what it shows. */
export interface Page<View> {
  readonly template: string
  readonly title?: string
  /** Whether a script helps on it, where somebody asked for that; nothing on it needs one. */
  readonly scripted?: boolean
  /**
   * What becomes of what is typed in its form `page` when another language is chosen: stored as the form stores it, shown again, shown
   * again by another address, or held here, where words that are not sent yet offer no other language.
   */
  readonly carries?: 'stored' | 'shown' | 'held' | { readonly by: (lang: string) => string }
  readonly shows?: View
}

/** Names a template of `views/`, the type it shows, and the key of its title, which tells nothing of what is on it. */
export function definePage<View>(template: string, title?: string, settings: Pick<Page<View>, 'scripted' | 'carries'> = {}): Page<View> {
  return { template, ...(title === undefined ? {} : { title }), ...settings }
}

/** What surrounds every page: language, title, where the switcher leads; templates reach it as `@frame`. */
export interface Frame {
  readonly words: Translate
  /** The script that helps on this page, where somebody asked for it. */
  readonly script?: string | null
}

/** Renders a page inside its frame. */
export interface Views {
  render<View>(page: Page<View>, view: View, frame: Frame): string
}

/** Compiles every template of the folder, strict: a template that asks for what its view does not have fails. */
export function loadViews(folder: string): Views {
  const engine = Handlebars.create()
  const options = { strict: true, knownHelpersOnly: true, preventIndent: true, knownHelpers: KNOWN_HELPERS, explicitPartialContext: false }
  const templates = new Map(filesOf(folder).map(file => [nameOf(folder, file), engine.compile(readFileSync(file, 'utf8'), options)]))
  for (const [name, template] of templates) engine.registerPartial(name.replace(/^partials\//, ''), template)
  registerHelpers(engine, readSprite(join(folder, 'assets', 'sprite.svg')))
  return {
    render: (page, view, frame) => {
      const template = templates.get(page.template)
      if (template === undefined) throw new Error(`views/${page.template}.hbs is missing`)
      return template(view, { data: { frame } })
    },
  }
}

export const HELPERS = ['t', 'onDate', 'atTime', 'asNumber', 'icon', 'paragraphs'] as const
const KNOWN_HELPERS = Object.fromEntries(HELPERS.map(name => [name, true]))

function registerHelpers(engine: typeof Handlebars, sprite: ReadonlyMap<string, string>): void {
  const wordsOf = (options: Handlebars.HelperOptions): Translate => (options.data as { frame: Frame }).frame.words
  const helpers = {
    t: (key: string, options: Handlebars.HelperOptions) => wordsOf(options).t(key, Object.keys(options.hash as object).length > 0 ? (options.hash as Record<string, string>) : undefined),
    onDate: (value: string | Date, options: Handlebars.HelperOptions) => wordsOf(options).day(value),
    atTime: (value: Date, options: Handlebars.HelperOptions) => wordsOf(options).time(value),
    asNumber: (value: number, options: Handlebars.HelperOptions) => wordsOf(options).number(value),
    icon: (name: string) => new Handlebars.SafeString(sprite.get(name) ?? missingIcon(name)),
    paragraphs: (text: string) => new Handlebars.SafeString(text.split(/\n{2,}/).map(part => `<p dir="auto">${Handlebars.escapeExpression(part).replace(/\n/g, '<br>')}</p>`).join('')),
  } satisfies Record<(typeof HELPERS)[number], Handlebars.HelperDelegate>
  engine.registerHelper(helpers)
}

function missingIcon(name: string): never {
  throw new Error(`the sprite has no symbol ${name}`)
}

function filesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('.hbs')).sort().map(name => join(folder, name))
}

function nameOf(folder: string, file: string): string {
  return relative(folder, file).replace(/\.hbs$/, '')
}
