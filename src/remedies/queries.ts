import type { Expression } from 'kysely'
import { jsonArrayFrom, jsonObjectFrom } from 'kysely/helpers/postgres'
import type { ItemKind, Reader } from '../contracts/schema.ts'
import { openItems, type OpenItem } from '../grievances/items.ts'
import { ofGrievances } from '../grievances/parts.ts'
import type { OpenGrievance } from '../grievances/open.ts'
import { grievancesVisibleTo } from '../grievances/visible.ts'
import type { Option } from '../platform/forms/index.ts'
import type { Scene } from '../web/desk-act.ts'

export {
  answeredOffers,
  checkLabel,
  checksOf,
  remedyName,
  saidOf,
  stateOf,
  withoutWord,
  wordOn,
  type Saying,
  type Whose,
} from './remedy-words.ts'

/** What was asked, with its words. */
export interface Asked {
  readonly id: string
  readonly type: string
  readonly rank: number
  readonly seen: 'waiting' | 'right' | 'corrected'
  readonly words: OpenItem | undefined
}

/** A remedy with its words, its latest answer and the latest check of whether it came. */
export interface RemedyLine {
  readonly id: string
  readonly askedId: string | null
  readonly organisation: string
  readonly type: string
  readonly subtype: string | null
  readonly amountMinor: number | null
  readonly currency: string | null
  readonly deadline: string
  readonly reportedOn: string | null
  readonly status: string
  readonly interim: boolean
  readonly terms: OpenItem | undefined
  readonly answer: string | null
  readonly check: string | null
  /** Whether somebody independent said so, and not the person. */
  readonly independent: boolean
  /** The day on which they said so. */
  readonly checkedOn: string | null
  /** Whether they were alone when they said so; null where they did not say. */
  readonly alone: boolean | null
}

type Items = ReadonlyMap<string, OpenItem>

/** What was said to everybody in a grievance, of these kinds, opened. */
export function sharedItems(db: Reader, opened: OpenGrievance, kinds: readonly ItemKind[]): Promise<Items> {
  return openItems(db, [opened.compartment('shared')], kinds)
}

/** What was asked, as it was last written down, and what was offered in a grievance, as parts of a question that starts from grievances. */
export const ASKED = jsonArrayFrom(
  ofGrievances
    .selectFrom('asked_items')
    .select(['asked_items.id', 'asked_items.type', 'asked_items.rank', 'asked_items.seen', 'asked_items.item_id'])
    .whereRef('asked_items.grievance_id', '=', 'grievances.id')
    .where('asked_items.replaced_by', 'is', null)
    .orderBy('asked_items.rank'),
)
/** A grievance's offers with what was answered and what the person said of them, as part of such a question. */
export const REMEDIES = jsonArrayFrom(
  ofGrievances
    .selectFrom('remedies')
    .innerJoin('organisations', 'organisations.id', 'remedies.organisation_id')
    .selectAll('remedies')
    .select(one => [
      'organisations.name as organisation',
      one.selectFrom('remedy_answers').select('answer').whereRef('remedy_id', '=', 'remedies.id').limit(1).as('answer'),
      jsonObjectFrom(
        one
          .selectFrom('remedy_checks')
          .select(['result', 'alone', 'on_day', 'independent_by'])
          .whereRef('remedy_id', '=', 'remedies.id')
          .orderBy('on_day', 'desc')
          .orderBy('version', 'desc')
          .limit(1),
      ).as('check'),
    ])
    .whereRef('remedies.grievance_id', '=', 'grievances.id')
    .where('remedies.status', '<>', 'superseded')
    .orderBy('remedies.deadline'),
)

type Rows<E> = E extends Expression<infer R> ? R : never

/** What was asked, most important first, with its words among these items. */
export function askedFrom(rows: Rows<typeof ASKED>, items: Items): Asked[] {
  return rows.map(row => ({ id: row.id, type: row.type, rank: row.rank, seen: row.seen, words: items.get(row.item_id) }))
}

/** The remedies; `drafts` says whether those that nobody proposed yet are among them. */
export function remediesFrom(rows: Rows<typeof REMEDIES>, items: Items, drafts: boolean): RemedyLine[] {
  const lines = rows.map(row => ({
    id: row.id,
    askedId: row.asked_item_id,
    organisation: row.organisation,
    type: row.type,
    subtype: row.subtype,
    amountMinor: row.amount_minor,
    currency: row.currency,
    deadline: row.deadline,
    reportedOn: row.reported_on,
    status: row.status,
    interim: row.is_interim,
    terms: items.get(row.terms_item_id),
    answer: row.answer,
    check: row.check?.result ?? null,
    independent: (row.check?.independent_by ?? null) !== null,
    checkedOn: row.check?.on_day ?? null,
    alone: row.check?.alone ?? null,
  }))
  return lines.filter(line => drafts || !isDraft(line))
}

/** Whether it was recorded and not put to the person yet. */
function isDraft({ status, answer }: RemedyLine): boolean {
  return status === 'under_discussion' && answer === null
}

/** The same of a grievance that was opened before, for an act that needs nothing else. */
export async function askedOf(db: Reader, opened: OpenGrievance, items: Items): Promise<Asked[]> {
  const row = await already(db, opened).select(ASKED.as('asked')).executeTakeFirstOrThrow()
  return askedFrom(row.asked, items)
}
/** A grievance's offers, opened from these items; those not yet put to the person only where `drafts` says so. */
export async function remediesOf(db: Reader, opened: OpenGrievance, items: Items, drafts: boolean): Promise<RemedyLine[]> {
  const row = await already(db, opened).select(REMEDIES.as('remedies')).executeTakeFirstOrThrow()
  return remediesFrom(row.remedies, items, drafts)
}

function already(db: Reader, opened: OpenGrievance) {
  return grievancesVisibleTo(db, { kind: 'system' }).where('grievances.id', '=', opened.id)
}

/** What an offer may answer, and new words may take the place of. */
export async function askedOptions(scene: Scene): Promise<Option[]> {
  const asked = await askedOf(scene.context.db, scene.opened, await sharedItems(scene.context.db, scene.opened, ['asked']))
  return asked.map(one => ({
    value: one.id,
    label: shortened(one.words?.said?.text ?? scene.words.t(`reference:remedyTypes.${one.type}.label`)),
  }))
}

/** Offers that may be offered again in another form: those that were not put to the person yet, or that they want to discuss, or refused. */
export async function replaceableOptions(scene: Scene): Promise<Option[]> {
  const lines = await remediesOf(scene.context.db, scene.opened, await sharedItems(scene.context.db, scene.opened, ['terms']), true)
  return lines
    .filter(line => line.answer === 'discuss' || line.answer === 'refuse' || isDraft(line))
    .map(line => ({ value: line.id, label: shortened(line.terms?.said?.text ?? '') }))
}

function shortened(text: string): string {
  return text.length > 70 ? `${text.slice(0, 67)}…` : text
}
