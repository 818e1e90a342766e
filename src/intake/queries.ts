import type { Context } from '../contracts/context.ts'
import type { Database, Reader } from '../contracts/schema.ts'
import { question } from '../platform/database/question.ts'
import { sameName } from '../platform/names.ts'
import type { Length } from '../domain/calendar.ts'
import type { Clock } from '../domain/process.ts'
import type { EventType } from '../domain/rules.ts'
import { standardLength } from '../domain/standards.ts'
import type { Said } from '../grievances/items.ts'
import type { Entry } from '../grievances/timeline.ts'
import { bringsFiles, defineForm, parse, type Errors, type Form, type Offered, type Typed } from '../platform/forms/index.ts'
import type { Telling } from '../grievances/telling.ts'
import type { Translate } from '../platform/words.ts'
import type { Bringing } from '../web/ticket.ts'
import { openBytes, type Stretched } from '../platform/sealing/index.ts'
import { aboutYouForm, lostForm } from './forms.ts'
import { progressOf, readDraft } from './drafts.ts'
import { linesOf, type Line } from './lines.ts'
import { canSend, goOnWith, STEPS, WHOLE, type Asked, type Pages, type StepName } from './steps.ts'
import { fromPages, mayBeInvolved, offered } from './telling.ts'

export { lengthWords } from './lengths.ts'
export { mayBeInvolved, STEPS, type Line, type Pages, type StepName }

/** A place or a company that a story may be about; of a company alone it is not known which of its places. */
export interface Operation {
  readonly id: string
  readonly operationId: string | null
  readonly organisationId: string
  readonly name: string
  readonly organisation: string
}

/** The draft that somebody comes back to with its code: the token of its cookie and the page to go on with; null where the code opens none. */
export async function draftBehind(context: Context, stretched: Stretched): Promise<{ token: string; number: number } | null> {
  const row = await context.db
    .selectFrom('drafts')
    .select('token_sealed')
    .where('locator', '=', stretched.proof)
    .where('state', '=', 'open')
    .executeTakeFirst()
  if (row?.token_sealed == null) return null
  const token = openBytes(stretched.key, row.token_sealed, ['draft-token']).toString('base64url')
  const draft = await readDraft(context, context.db, token)
  return draft === null ? null : { token, number: goOnWith(progressOf(draft)) }
}

/**
 * The operations that the mechanism covers, with whose they are, and their companies by themselves, for whoever knows only those; a
 * company whose operation has its very name stands there once.
 */
export async function operations(db: Reader): Promise<Operation[]> {
  const rows = await db
    .selectFrom('organisations')
    .leftJoin('operations', 'operations.organisation_id', 'organisations.id')
    .select(['organisations.id as organisationId', 'organisations.name as organisation', 'operations.id as operationId', 'operations.name'])
    .execute()
  const places = rows.flatMap(({ operationId, name, ...whose }) =>
    operationId === null || name === null ? [] : [{ ...whose, id: operationId, operationId, name }],
  )
  const companies = new Map(rows.map(({ organisationId, organisation }) => [organisationId, organisation]))
  const alone = [...companies].filter(([id, name]) => !places.some(place => place.organisationId === id && sameName(place.name, name)))
  return [...places, ...alone.map(([id, name]) => ({ id, operationId: null, organisationId: id, name, organisation: name }))]
}

/** Asks for the published length of these clocks for a story that nobody has rated yet. */
export function publishedTimes<const C extends Clock>(clocks: readonly C[]): (db: Database) => Promise<Record<C, Length>> {
  const asked = question((db: Reader) =>
    db.selectFrom('service_standards').select(['clock', 'unit', 'count']).where('clock', 'in', clocks).where('priority', '=', 'P2'),
  )
  return async db => {
    const set = new Map<Clock, Length>((await asked(db, {})).map(row => [row.clock, { unit: row.unit, count: row.count }]))
    return Object.fromEntries(clocks.map(clock => [clock, set.get(clock) ?? standardLength(clock, 'P2')])) as Record<C, Length>
  }
}

/** Places that can help whose particulars somebody has checked, in a language. */
export async function helpPlaces(db: Reader, language: string) {
  return db
    .selectFrom('help_places')
    .select(['route', 'country', 'name', 'contact', 'checked_on'])
    .where('language', '=', language)
    .orderBy('country')
    .orderBy('name')
    .execute()
}

/** How somebody without their code can be reached. */
const REACHING = defineForm(lostForm.words, { reach: lostForm.fields.reach })

/** What was answered in the form, question by question, in the words of this language; what was skipped does not stand here. */
export function answersInWords(words: Translate, answers: NonNullable<Said['answers']>): Line[] {
  const typed = Object.fromEntries(Object.entries(answers).map(([name, value]) => [name, typeof value === 'string' ? value : [...value]]))
  const place = typeof typed.operation === 'string' ? typed.operation : ''
  const label = place === 'unknown' ? words.t('intake:who.operation.options.unknown') : place
  return [...STEPS, { form: aboutYouForm }, { form: REACHING }].flatMap(step =>
    linesOf(words, step, { typed, skipped: false }, { operation: [{ value: place, label }] }),
  )
}

/** The answers that something brought which happened, where its words are answers to questions of the form. */
export function answeredIn(words: Translate, { type, item }: Pick<Entry, 'type' | 'item'>): Line[] {
  return BRINGS_ANSWERS.includes(type) ? answersInWords(words, item?.said?.answers ?? {}) : []
}

const BRINGS_ANSWERS: readonly EventType[] = ['submitted', 'info_received', 'call_held', 'call_requested', 'about_you_told']

/** A page of the whole form as it is written down for somebody. */
export interface WrittenPage {
  readonly name: string
  readonly form: Form
}

/** The pages of the whole form in their order, without what brings files: what is asked by voice, on paper and at the desk. */
export const WRITTEN_PAGES: readonly WrittenPage[] = WHOLE.map(({ name, form }) => ({ name, form: written(form) }))

function written({ words, fields }: Form): Form {
  return defineForm(words, Object.fromEntries(Object.entries(fields).filter(([, field]) => !bringsFiles(field))))
}

/** The lists that the whole form offers in this mechanism. */
export async function listsOf(db: Reader, words: Translate): Promise<Offered> {
  return offered(await operations(db), words.t('intake:who.operation.options.unknown'))
}

/**
 * What is wrong with a whole form that was written down, page by page and in what its answers say together; it takes neither a voice nor
 * a picture, so that nothing told is words that are missing.
 */
export function wrongWithWritten(typed: Typed, lists: Offered): Errors {
  const wrong = WHOLE.flatMap(asked => Object.entries(wrongOn({ ...asked, form: written(asked.form) }, typed, lists)))
  return Object.fromEntries(wrong.map(([name, code]) => [name, code === 'nothing_told' ? 'required' : code]))
}

/** What is wrong on each of these pages, whichever way through the form they belong to; without anything told, that on the first one. */
export function wrongWithPages(pages: Pages, lists: Offered): Readonly<Partial<Record<StepName, Errors>>> {
  const wrong = STEPS.flatMap(step => {
    const errors = pages[step.name] === undefined ? {} : wrongOn(step, pages[step.name]?.typed ?? {}, lists)
    return Object.keys(errors).length > 0 ? [[step.name, errors] as const] : []
  })
  const told = wrong.length > 0 || canSend({ path: 'whole', pages, files: 0, direct: false })
  return told ? Object.fromEntries(wrong) : { story: { story: 'nothing_told' } }
}

function wrongOn({ form, disagrees }: Pick<Asked, 'form' | 'disagrees'>, typed: Typed, lists: Offered): Errors {
  const parsed = parse(form, typed, lists)
  return { ...disagrees?.(typed, 0), ...(parsed.ok ? {} : parsed.errors) }
}

/** A whole form that was written down, ready to be sealed, in the words of the language that it was told in. */
export async function writtenDown(db: Reader, words: Translate, typed: Typed): Promise<Telling> {
  return toldOn(db, words, Object.fromEntries(WHOLE.map(({ name }) => [name, { typed, skipped: false }])))
}

/** Pages without files, ready to be sealed, in the words of the language that they were told in; an organisation may bring them for somebody. */
export async function toldOn(db: Reader, words: Translate, pages: Pages, bringing?: Bringing): Promise<Telling> {
  return fromPages(words, pages, { files: [], bringing }, await operations(db))
}
