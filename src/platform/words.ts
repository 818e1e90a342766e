import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import i18next, { type i18n } from 'i18next'

/**
 * What a language says of itself. `checked` is the day a native reader approved its words, or null; `original` is the one in which
 * their authors wrote them.
 */
export interface LanguageCard {
  readonly tag: string
  readonly name: string
  readonly direction: 'ltr' | 'rtl'
  readonly checked: string | null
  readonly original?: true
}

/** The words of one language, its dates and its numbers. */
export interface Translate {
  readonly language: LanguageCard
  t(key: string, values?: Readonly<Record<string, string | number>>): string
  has(key: string): boolean
  /** The words under a key that somebody sent, or what they sent where there are none; nothing of it is remembered. */
  orItself(sent: string): string
  day(day: string | Date): string
  /** A day and a time on the clocks of a zone, with its name. */
  time(time: Date, zone?: string): string
  /** A time of day on the clocks of a zone, with its name. */
  hour(time: Date, zone: string): string
  number(value: number): string
  money(minor: number, currency: string): string
  list(items: readonly string[]): string
  languageName(tag: string): string
}

/** All languages of the program. */
export interface Words {
  readonly languages: readonly LanguageCard[]
  in(tag: string): Translate
  offers(tag: string): boolean
}

/**
 * Reads every `<folder>/<tag>/<slice>.json`; `language.json` is what a language says of itself. Words that are missing come from English;
 * `missing` says what stands where English has none either, which is the key itself if left out.
 */
export async function loadWords(folder: string, missing?: (key: string) => string): Promise<Words> {
  const tags = readdirSync(folder).sort()
  const resources = Object.fromEntries(tags.map(tag => [tag, readLanguage(join(folder, tag))]))
  const engine = i18next.createInstance()
  await engine.init({
    resources: resources as never,
    fallbackLng: 'en',
    supportedLngs: tags,
    interpolation: { escapeValue: false },
    nsSeparator: ':',
    keySeparator: '.',
    returnNull: false,
    appendNamespaceToMissingKey: true,
    ...(missing === undefined ? {} : { parseMissingKeyHandler: missing }),
  })
  const languages = tags.map(tag => ({
    tag,
    ...(JSON.parse(readFileSync(join(folder, tag, 'language.json'), 'utf8')) as Omit<LanguageCard, 'tag'>),
  }))
  const translations = new Map(languages.map(language => [language.tag, translate(engine, language)]))
  const reference = translations.get('en') ?? [...translations.values()][0]
  if (reference === undefined) throw new Error(`no language in ${folder}`)
  return { languages, in: tag => translations.get(tag) ?? reference, offers: tag => translations.has(tag) }
}

function readLanguage(folder: string): Record<string, unknown> {
  return Object.fromEntries(
    readdirSync(folder).map(file => [basename(file, '.json'), JSON.parse(readFileSync(join(folder, file), 'utf8'))]),
  )
}

function translate(engine: i18n, language: LanguageCard): Translate {
  const fixed = engine.getFixedT(language.tag) as unknown as (key: string, values?: object) => string
  const known = new Map<string, string>()
  const present = new Map<string, boolean>()
  const locale = language.tag === 'en' ? 'en-GB' : language.tag
  const days = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' })
  const clocks = new Map<string, Intl.DateTimeFormat>()
  const clockOf = (zone: string, shape: Intl.DateTimeFormatOptions): Intl.DateTimeFormat =>
    remembered(clocks, `${zone} ${shape.day ?? ''}`, () => {
      const named = zone === 'UTC' ? 'short' : 'longGeneric'
      return new Intl.DateTimeFormat(locale, {
        ...shape,
        hour: '2-digit',
        minute: '2-digit',
        hourCycle: 'h23',
        timeZone: zone,
        timeZoneName: named,
      })
    })
  const numbers = new Intl.NumberFormat(locale)
  const lists = new Intl.ListFormat(locale, { type: 'conjunction' })
  const names = new Intl.DisplayNames([locale, 'en'], { type: 'language' })
  const languages = new Map<string, string>()
  const templates = new Map<string, string>()
  const currencies = new Map<string, Intl.NumberFormat>()
  const kinds = [new Intl.PluralRules(locale), new Intl.PluralRules('en')]
  const templateOf = (key: string, count: string | number | undefined): string => {
    const counted = typeof count === 'number'
    const name = counted ? [key, ...kinds.map(rules => rules.select(count))].join(' ') : key
    return remembered(templates, name, () => fixed(key, { ...(counted ? { count } : {}), skipInterpolation: true }))
  }
  return {
    language,
    t: (key, values) => (values === undefined ? remembered(known, key, fixed) : filled(templateOf(key, values.count), values)),
    has: key => remembered(present, key, () => engine.exists(key, { lng: language.tag })),
    orItself: sent => (engine.exists(sent, { lng: language.tag, returnObjects: false }) ? fixed(sent) : sent),
    day: value => days.format(typeof value === 'string' ? new Date(`${value}T00:00:00Z`) : value),
    time: (value, zone = 'UTC') => clockOf(zone, { weekday: 'long', day: 'numeric', month: 'long' }).format(value),
    hour: (value, zone) => clockOf(zone, {}).format(value),
    number: value => numbers.format(value),
    money: (minor, currency) => setApart(remembered(currencies, currency, () => moneyIn(locale, currency)).format(minor / 100)),
    list: items => lists.format(items),
    languageName: tag => remembered(languages, tag, () => names.of(tag) ?? tag),
  }
}

function moneyIn(locale: string, currency: string): Intl.NumberFormat {
  return new Intl.NumberFormat(locale, { style: 'currency', currency, currencyDisplay: 'code' })
}

/** Puts values where a text names them; a name that has no value stands as i18next leaves it, empty. */
function filled(template: string, values: Readonly<Record<string, string | number>>): string {
  return template.replace(/\{\{\s*(\w+)\s*\}\}/g, (_whole, name: string) => String(values[name] ?? ''))
}

function remembered<T>(known: Map<string, T>, key: string, make: (key: string) => T): T {
  const found = known.get(key)
  if (found !== undefined) return found
  const made = make(key)
  known.set(key, made)
  return made
}

/** Keeps words or a sum whole, in their own direction, inside words of any direction. */
export function setApart(text: string): string {
  return `\u2068${text}\u2069`
}

/** A telephone number: five digits of any script at least, in groups or not; no time of day is part of one. */
const DIALLED = /(?<![\p{Nd}:.])(?:\(\+?\p{Nd}+\)|\+?\p{Nd})(?:[ ()/-]{0,2}\p{Nd}){4,}(?!\p{Nd}|[:.]\p{Nd})/gu

/** Keeps every telephone number in words of any direction whole, with its groups from left to right, as it is dialled. */
export function withNumbersWhole(text: string): string {
  return text.replace(DIALLED, isolated)
}

/** Keeps an address, which runs from left to right, whole inside words of any direction. */
export function isolated(address: string): string {
  return `\u2066${address}\u2069`
}
