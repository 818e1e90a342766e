import { z } from 'zod'

/** A field: the widget that shows it and the schema that reads it. `list` names the words of its options. */
export interface Field<T = unknown> {
  readonly widget: Widget
  readonly read: z.ZodType<T>
  readonly optional: boolean
  readonly options: readonly string[] | 'given'
  readonly list: string | null
  readonly rows: number
  readonly max: number
  /** The least that a number may be. */
  readonly min?: number
  readonly label?: string
  readonly hint?: string
  readonly only?: Only
}

/** A field that a page asks only beside certain answers to another one; without styles it stands there always. */
export interface Only {
  readonly field: string
  readonly is: string
}

export type Widget =
  | 'line'
  | 'words'
  | 'email'
  | 'letters'
  | 'digits'
  | 'number'
  | 'date'
  | 'choice'
  | 'choices'
  | 'select'
  | 'consent'
  | 'secret'
  | 'files'
  | 'voice'
  | 'camera'

/** Widgets that bring files: any of them, the phone's recorder, the phone's camera. */
export const FILE_WIDGETS = ['files', 'voice', 'camera'] as const satisfies readonly Widget[]
export type FileWidget = (typeof FILE_WIDGETS)[number]

const LINE = 300
const WORDS = 20_000

/** One line of text. */
export function line(options: { optional?: boolean; max?: number } = {}): Field<string> {
  return text('line', options.max ?? LINE, options.optional ?? false, 1)
}

/** As many lines as somebody needs, up to 20,000 characters. */
export function words(options: { optional?: boolean; rows?: number } = {}): Field<string> {
  return text('words', WORDS, options.optional ?? false, options.rows ?? 6)
}

/** A code or a secret that the browser must neither keep nor correct. */
export function secret(options: { optional?: boolean; widget?: 'secret' | 'digits' } = {}): Field<string> {
  return text(options.widget ?? 'secret', LINE, options.optional ?? false, 1)
}

/** An e-mail address. */
export function email(): Field<string> {
  return { ...text('email', LINE, false, 1), read: emailOf(/^[^\s@]+@[^\s@]+\.[^\s@]+$/) }
}

/** An address for neutral letters, which may be left out; its page says where no letter leaves this machine. */
export function lettersTo(): Field<string> {
  return { ...text('letters', LINE, true, 1), read: emailOf(/^([^\s@]+@[^\s@]+\.[^\s@]+)?$/) }
}

function emailOf(pattern: RegExp): z.ZodType<string> {
  return z.string().trim().max(LINE, 'too_long').regex(pattern, 'email')
}

/** A time as people know it: a day, a month, a season, “since the rains”. It is kept as it was said. */
export function aboutWhen(): Field<string> {
  return line({ optional: true, max: 120 })
}

/** A telephone number in any script's digits, with at least five of them. */
export function phone(options: { optional?: boolean } = {}): Field<string> {
  const optional = options.optional ?? false
  const read = z
    .string()
    .trim()
    .max(60, 'too_long')
    .refine(typed => (typed === '' ? optional : (typed.match(/\p{Nd}/gu) ?? []).length >= 5), 'phone')
  return { ...text('line', 60, optional, 1), read }
}

/** A number to be dialled, however short, with nothing else in it; it may be left out. */
export function shortNumber(): Field<string> {
  const read = z
    .string()
    .trim()
    .regex(/^([\p{Nd}+][\p{Nd} ()/-]{1,30})?$/u, 'phone')
  return { ...text('line', 32, true, 1), read }
}

/** A whole number between two limits. */
export function wholeNumber(from: number, to: number): Field<number> {
  const read = z
    .string()
    .trim()
    .regex(/^\d{1,12}$/, 'between')
    .transform(Number)
    .refine(value => value >= from && value <= to, 'between')
  return { ...bare('number'), read, min: from, max: to }
}

/** An amount of money as `reads` understands it, which gives undefined for what it cannot read; empty where there is none. */
export function amount(reads: (typed: string) => number | null | undefined): Field<number | null> {
  const read = z
    .string()
    .refine(typed => reads(typed) !== undefined, 'amount')
    .transform(typed => reads(typed) ?? null)
  return { ...bare('number'), read, optional: true }
}

/** A calendar day as `YYYY-MM-DD`; empty where it may be left out. */
export function day(options: { optional?: boolean } = {}): Field<string> {
  const optional = options.optional ?? false
  return { ...bare('date'), optional, read: optional ? z.literal('').or(z.iso.date('date')) : z.iso.date('date') }
}

/** One of a list. A list of codes takes its words from `list`; a `'given'` list comes with the page. */
export function choice<const T extends string>(
  options: readonly T[],
  settings?: { optional?: false; list?: string; widget?: 'choice' | 'select' },
): Field<T>
export function choice<const T extends string>(
  options: readonly T[],
  settings: { optional: true; list?: string; widget?: 'choice' | 'select' },
): Field<T | ''>
export function choice<const T extends string>(
  options: readonly T[],
  settings: { optional?: boolean; list?: string; widget?: 'choice' | 'select' } = {},
): Field<T | ''> {
  const allowed = settings.optional === true ? ['', ...options] : options
  return {
    ...bare(settings.widget ?? 'choice'),
    options,
    list: settings.list ?? null,
    optional: settings.optional ?? false,
    read: z.enum(allowed as [T, ...T[]], 'choose'),
  }
}

/** One of what the page offers, such as an organisation of this mechanism. */
export function given(settings: { optional?: boolean; widget?: 'choice' | 'select' } = {}): Field<string> {
  const read = settings.optional === true ? z.string().max(LINE) : z.string().min(1, 'choose').max(LINE)
  return { ...bare(settings.widget ?? 'select'), options: 'given', optional: settings.optional ?? false, read }
}

/** Any of a list, none included. */
export function choices<const T extends string>(options: readonly T[], settings: { list?: string } = {}): Field<T[]> {
  const read = z.preprocess(
    typed => (typed === undefined ? [] : Array.isArray(typed) ? typed : [typed]),
    z.array(z.enum(options as unknown as [T, ...T[]], 'choose')),
  )
  return { ...bare('choices'), options, list: settings.list ?? null, optional: true, read }
}

/** A box that is never ticked beforehand. */
export function consent(settings: { needed?: boolean } = {}): Field<boolean> {
  const read = z.preprocess(typed => typed === 'yes', settings.needed === true ? z.literal(true, 'consent') : z.boolean())
  return { ...bare('consent'), optional: settings.needed !== true, read: read as z.ZodType<boolean> }
}

/** Files that travel beside the answers; their bytes never pass through here. */
export function files(widget: FileWidget): Field<undefined> {
  return { ...bare(widget), optional: true, read: z.any().transform(() => undefined) }
}

/** Whether a field brings files rather than words. */
export function bringsFiles({ widget }: Field): boolean {
  return (FILE_WIDGETS as readonly Widget[]).includes(widget)
}

function text(widget: Widget, max: number, optional: boolean, rows: number): Field<string> {
  const typed = z
    .string('required')
    .transform(value => value.replace(/\r\n/g, '\n').trim())
    .pipe(z.string().max(max, 'too_long'))
  return { ...bare(widget), rows, max, optional, read: optional ? typed : typed.pipe(z.string().min(1, 'required')) }
}

function bare(widget: Widget): Omit<Field<never>, 'read'> {
  return { widget, optional: false, options: [], list: null, rows: 1, max: LINE }
}

/** The field where another one has this answer; the answers themselves are checked by whoever declares the form. */
export function onlyIf<T>(field: string, is: string, asked: Field<T>): Field<T> {
  return { ...asked, only: { field, is } }
}

/** The field with words of its own as its label, and under it, where a page asks the same of several things. */
export function labelled<T>(field: Field<T>, label: string, hint?: string): Field<T> {
  return { ...field, label, ...(hint === undefined ? {} : { hint }) }
}
