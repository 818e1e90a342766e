import type { ItemKind, Reader } from '../contracts/schema.ts'
import { openItems, type OpenItem } from '../grievances/items.ts'
import type { OpenGrievance } from '../grievances/open.ts'
import type { Option } from '../platform/forms/index.ts'
import type { Translate } from '../platform/words.ts'
import type { Scene } from '../web/desk-act.ts'

/** What was asked, with its words. */
export interface Asked {
  readonly id: string
  readonly type: string
  readonly rank: number
  readonly seen: 'waiting' | 'right' | 'corrected'
  readonly words: OpenItem | undefined
}

/** A remedy with its words, its latest answer and its latest check by the person. */
export interface RemedyLine {
  readonly id: string
  readonly askedId: string | null
  readonly organisation: string
  readonly type: string
  readonly subtype: string | null
  readonly amountMinor: number | null
  readonly currency: string | null
  readonly deadline: string
  readonly status: string
  readonly interim: boolean
  readonly terms: OpenItem | undefined
  readonly answer: string | null
  readonly check: string | null
}

type Items = ReadonlyMap<string, OpenItem>

/** What was said to everybody in a grievance, of these kinds, opened. */
export function sharedItems(db: Reader, opened: OpenGrievance, kinds: readonly ItemKind[]): Promise<Items> {
  return openItems(db, [opened.compartment('shared')], kinds)
}

/** What was asked in a grievance, most important first, with its words among these items. */
export async function askedOf(db: Reader, grievanceId: string, items: Items): Promise<Asked[]> {
  const rows = await db.selectFrom('asked_items').selectAll().where('grievance_id', '=', grievanceId).orderBy('rank').execute()
  return rows.map(row => ({ id: row.id, type: row.type, rank: row.rank, seen: row.seen, words: items.get(row.item_id) }))
}

/** The remedies of a grievance; `drafts` says whether those that nobody proposed yet are among them. */
export async function remediesOf(db: Reader, grievanceId: string, items: Items, drafts: boolean): Promise<RemedyLine[]> {
  const rows = await db
    .selectFrom('remedies')
    .innerJoin('organisations', 'organisations.id', 'remedies.organisation_id')
    .selectAll('remedies')
    .select('organisations.name as organisation')
    .where('grievance_id', '=', grievanceId)
    .where('status', '<>', 'superseded')
    .orderBy('deadline')
    .execute()
  if (rows.length === 0) return []
  const ids = rows.map(row => row.id)
  const answers = await db.selectFrom('remedy_answers').select(['remedy_id', 'answer', 'on_day']).where('remedy_id', 'in', ids).execute()
  const checks = await db
    .selectFrom('remedy_checks')
    .select(['remedy_id', 'result', 'on_day'])
    .where('remedy_id', 'in', ids)
    .orderBy('on_day')
    .execute()
  const lines = rows.map(row => ({
    id: row.id,
    askedId: row.asked_item_id,
    organisation: row.organisation,
    type: row.type,
    subtype: row.subtype,
    amountMinor: row.amount_minor,
    currency: row.currency,
    deadline: row.deadline,
    status: row.status,
    interim: row.is_interim,
    terms: items.get(row.terms_item_id),
    answer: answers.find(answer => answer.remedy_id === row.id)?.answer ?? null,
    check: checks.findLast(check => check.remedy_id === row.id)?.result ?? null,
  }))
  return lines.filter(line => drafts || line.status !== 'under_discussion' || line.answer !== null)
}

/** What an offer may answer. */
export async function askedOptions(scene: Scene): Promise<Option[]> {
  const asked = await askedOf(scene.context.db, scene.opened.id, await sharedItems(scene.context.db, scene.opened, ['asked']))
  return asked.map(one => ({
    value: one.id,
    label: shortened(one.words?.said?.text ?? scene.words.t(`reference:remedyTypes.${one.type}.label`)),
  }))
}

/** Offers that may be offered again in another form: those the person wants to discuss, or refused. */
export async function replaceableOptions(scene: Scene): Promise<Option[]> {
  const lines = await remediesOf(scene.context.db, scene.opened.id, await sharedItems(scene.context.db, scene.opened, ['terms']), false)
  return lines
    .filter(line => line.answer === 'discuss' || line.answer === 'refuse')
    .map(line => ({ value: line.id, label: shortened(line.terms?.said?.text ?? '') }))
}

/** What a remedy is in a few words: its form, and its amount where there is one. */
export function remedyName(words: Translate, line: { type: string; amountMinor: number | null; currency: string | null }): string {
  const name = words.t(`reference:remedyTypes.${line.type}.label`)
  return line.amountMinor === null || line.currency === null ? name : `${name} · ${words.money(line.amountMinor, line.currency)}`
}

function shortened(text: string): string {
  return text.length > 70 ? `${text.slice(0, 67)}…` : text
}
