import { dayOf } from '../domain/calendar.ts'
import { allowedActions } from '../domain/guards.ts'
import { setApart, type Translate } from '../platform/words.ts'
import { canBeReported, canFail, isCheckable } from '../domain/delivery.ts'
import { checksOf, remedyName, stateOf, type RemedyLine } from '../remedies/queries.ts'
import { actPath, type Scene } from '../web/desk-act.ts'
import type { CaseFile } from './case-file.ts'

/** A remedy in a line: what was asked, what is offered, who owes it by when, and how it stands. */
export interface RemedyRow {
  readonly asked: string
  readonly name: string
  readonly terms: string
  readonly organisation: string
  readonly by: string
  readonly state: string
  readonly tone: string
  /** Whether the person was alone when they said whether it came. */
  readonly alone: string | null
  /** What can be recorded of it now. */
  readonly acts: readonly { readonly href: string; readonly label: string }[]
}

/** What the organisation says, and what the person says. */
export interface TwoColumns {
  readonly organisation: readonly string[]
  readonly person: readonly string[]
}

const TONES: Readonly<Record<string, string>> = {
  agreed: 'good',
  verified: 'good',
  disputed: 'bad',
  failed: 'bad',
  proposed: 'act',
  reported_delivered: 'act',
  verified_partly: 'act',
}

/** What a desk sees of a remedy, and what can be recorded of whether it was delivered. */
export function remedyRow(scene: Scene, line: RemedyLine, file: CaseFile): RemedyRow {
  const { words } = scene
  return {
    asked: file.asked.find(one => one.id === line.askedId)?.words?.said?.text ?? '—',
    name: remedyName(words, line),
    terms: line.terms?.said?.text ?? words.t('casework:cannotOpen'),
    organisation: line.organisation,
    by: words.day(line.deadline),
    state: stateOf(words, line, file.group === null ? 'person' : 'group'),
    tone: TONES[line.status] ?? '',
    alone: line.alone === null ? null : words.t(`casework:said.${line.alone ? 'alone' : 'with_someone'}`),
    acts: actsOn(scene, line),
  }
}

/** Where the words of what can be recorded lie: with the form that it is written on. */
const WORDS_IN = { reportDelivery: 'remedies', recordCheck: 'remedies', recordFailure: 'casework' } as const

function actsOn({ account, context, opened, words }: Scene, line: RemedyLine): RemedyRow['acts'] {
  const today = dayOf(context.clock.now())
  const now = [
    ...(canBeReported(line) ? (['reportDelivery'] as const) : []),
    ...(isCheckable(line.status, line.reportedOn, today) ? (['recordCheck'] as const) : []),
    ...(canFail(line, today) ? (['recordFailure'] as const) : []),
  ]
  const allowed = allowedActions(account.actor, opened)
  return now
    .filter(action => allowed.includes(action))
    .map(action => ({ href: actPath(opened.reference, action, line.id), label: words.t(`${WORDS_IN[action]}:acts.${action}.title`) }))
}

/** What the organisation says beside what the person says, once either has said something; of each the newest. */
export function twoColumns(words: Translate, file: CaseFile): TwoColumns | null {
  const closed = file.entries.findLast(entry => entry.type === 'closed')?.item?.said?.answers?.organisationSays
  const reports = typeof closed === 'string' && closed !== '' ? [closed] : reportsOf(words, file)
  const checks = checksOf(words, file.remedies)
  if (reports.length === 0 && checks.length === 0) return null
  const nothing = [words.t('casework:saysNothing')]
  return { organisation: reports.length > 0 ? reports : nothing, person: checks.length > 0 ? checks : nothing }
}

/** What the organisation said last of the delivery of each remedy. */
function reportsOf(words: Translate, { remedies, entries }: CaseFile): string[] {
  return remedies.flatMap(line => {
    const said = entries.findLast(entry => entry.type === 'item_reported_delivered' && entry.facts.remedyId === line.id)?.item?.said
    return said == null ? [] : [`${remedyName(words, line)}: ${setApart(said.text)}`]
  })
}
