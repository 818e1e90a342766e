import { allowedActions } from '../domain/guards.ts'
import type { Translate } from '../platform/words.ts'
import { remedyName, stateOf, type RemedyLine } from '../remedies/queries.ts'
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
  readonly report: string | null
}

/** What the organisation says, and what the person says. */
export interface TwoColumns {
  readonly organisation: string
  readonly person: string
}

const TONES: Readonly<Record<string, string>> = {
  agreed: 'good',
  verified: 'good',
  disputed: 'bad',
  proposed: 'act',
  reported_delivered: 'act',
}

/** What a desk sees of a remedy, and the way to say that it was delivered. */
export function remedyRow(scene: Scene, line: RemedyLine, file: CaseFile): RemedyRow {
  const { words, opened } = scene
  const reportable =
    ['agreed', 'in_delivery', 'disputed'].includes(line.status) && allowedActions(scene.account.actor, opened).includes('reportDelivery')
  return {
    asked: file.asked.find(one => one.id === line.askedId)?.words?.said?.text ?? '—',
    name: remedyName(words, line),
    terms: line.terms?.said?.text ?? words.t('casework:cannotOpen'),
    organisation: line.organisation,
    by: words.day(line.deadline),
    state: stateOf(words, line, file.group === null ? 'person' : 'group'),
    tone: TONES[line.status] ?? '',
    alone: line.alone === null ? null : words.t(`casework:said.${line.alone ? 'alone' : 'with_someone'}`),
    report: reportable ? actPath(opened.reference, 'reportDelivery', line.id) : null,
  }
}

/** What the organisation says beside what the person says, once either has said something. */
export function twoColumns(words: Translate, file: CaseFile): TwoColumns | null {
  const closed = file.entries.findLast(entry => entry.type === 'closed')
  const organisation = closed?.item?.said?.answers?.organisationSays
  const checks = file.remedies
    .filter(line => line.check !== null)
    .map(line => `${remedyName(words, line)}: ${words.t(`reference:verifications.${line.check ?? ''}.label`)}`)
  if (closed === undefined && checks.length === 0) return null
  return {
    organisation: typeof organisation === 'string' && organisation !== '' ? organisation : words.t('casework:saysNothing'),
    person: checks.length > 0 ? words.list(checks) : words.t('casework:saysNothing'),
  }
}
