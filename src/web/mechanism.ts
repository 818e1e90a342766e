import { STANDARD_HOURS, type ReadingHours } from '../domain/next-reading.ts'
import type { Context } from '../contracts/context.ts'
import type { Mechanism } from '../contracts/http.ts'
import type { LanguageCard } from '../platform/words.ts'

/** What the mechanism says of itself; before it is set up, an unnamed one that takes nothing in. */
export async function mechanismOf(context: Context): Promise<Mechanism> {
  return (await context.db.selectFrom('mechanism').selectAll().executeTakeFirst()) ?? unnamed(context)
}

/** The same from a row that something else was asked with. */
export function mechanismFrom(context: Context, row: { readonly [K in keyof Mechanism]: Mechanism[K] | null }): Mechanism {
  return row.one === null ? unnamed(context) : (row as Mechanism) // the columns of a row that is there
}

/** What is said while nobody knows what the mechanism says of itself. */
export function unnamed(context: Context): Mechanism {
  return {
    one: true,
    name: 'Recourse',
    languages: context.words.languages.map(language => language.tag),
    default_language: 'en',
    leave_to: 'https://www.wikipedia.org/',
    emergency: '',
    ready: false,
    set_up_hash: null,
    recovery_id: null,
    reads_zone: STANDARD_HOURS.zone,
    reads_days: [...STANDARD_HOURS.days],
    reads_from: STANDARD_HOURS.from,
    reads_until: STANDARD_HOURS.until,
    custodian_id: null,
    checked: {},
  }
}

/** Whether its words are those of their authors, or a native reader has checked them; until then every page in it says so. */
export function isChecked({ checked }: Pick<Mechanism, 'checked'>, language: LanguageCard): boolean {
  return language.original === true || language.checked !== null || checked[language.tag] !== undefined
}

/** When people of this mechanism read. */
export function readingHours(mechanism: Mechanism): ReadingHours {
  return { zone: mechanism.reads_zone, days: mechanism.reads_days, from: mechanism.reads_from, until: mechanism.reads_until }
}
