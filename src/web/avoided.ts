import { openItems } from '../grievances/items.ts'
import type { Quote } from './act-view.ts'
import type { Scene } from './desk-act.ts'

/** The words that must not be used towards the person, before the eyes of whoever writes to them. */
export async function avoided({ context, opened, words }: Scene): Promise<Quote[]> {
  const apart = opened.compartments.filter(one => one.kind === 'identity')
  const items = [...(await openItems(context.db, apart, ['identity'])).values()]
  const newest = items.findLast(item => item.said?.answers?.avoid !== undefined)?.said
  const text = newest?.answers?.avoid
  return typeof text === 'string' && text !== '' ? [{ label: words.t('desk:avoided'), text, language: newest?.language ?? 'und' }] : []
}
