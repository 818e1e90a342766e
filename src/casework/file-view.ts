import { allowedActions, refusal } from '../domain/guards.ts'
import { type Action } from '../domain/rules.ts'
import type { Finding } from '../domain/reference/index.ts'
import { CLOCK_OWES } from '../domain/process.ts'
import { daysUntil, lastDay } from '../domain/calendar.ts'
import { paths } from '../contracts/paths.ts'
import type { Translate } from '../platform/words.ts'
import { actPath, type Scene } from '../web/desk-act.ts'
import type { Running } from '../grievances/clocks.ts'
import { isVoice, type OpenFile } from '../grievances/files.ts'
import type { CaseFile } from './case-file.ts'
import { factsOf } from './facts-view.ts'
import { memberName } from './members.ts'
import { remedyRow, twoColumns, type RemedyRow, type TwoColumns } from './remedy-rows.ts'
import { hasSecond } from './second-person.ts'
import { severityView, type SeverityView } from './severity-view.ts'
import { threadView, type DeskThread } from './thread-view.ts'

/** A case file: a head that stays, the story, the remedies, what needs somebody, and the facts. */
export interface FileView {
  readonly reference: string
  readonly title: string
  readonly stage: string
  readonly due: { readonly label: string; readonly tone: string } | null
  readonly severity: SeverityView
  readonly language: string
  readonly identity: string
  /** That their safety is to be answered: they said that they are not safe, or that they were punished for speaking. */
  readonly safety: string | null
  readonly primary: ActLink | null
  readonly acts: readonly ActLink[]
  /** What the closing waits for, where that is all that is missing. */
  readonly waits: string | null
  readonly needs: readonly { readonly text: string; readonly late: boolean }[]
  /** Whether news goes through somebody who speaks for the person, and never around them (reference 2h, rule 6). */
  readonly throughOthers: boolean
  readonly mustNotRead: MustNotRead | null
  readonly thread: readonly DeskThread[]
  readonly remedies: readonly RemedyRow[]
  readonly asked: readonly { readonly rank: string; readonly type: string; readonly text: string; readonly seen: string }[]
  readonly files: readonly {
    readonly href: string
    readonly name: string
    readonly original: boolean
    readonly voice: boolean
    readonly who: string | null
  }[]
  readonly facts: readonly { readonly name: string; readonly value: string }[]
  readonly two: TwoColumns | null
}

/** What the person said of who must not read it, to be read before the rest, and the way to keep that colleague out. */
interface MustNotRead {
  readonly involved: string | null
  readonly named: readonly { readonly text: string; readonly language: string }[]
  readonly keepOut: ActLink | null
}

export interface ActLink {
  readonly href: string
  readonly label: string
}
/** The usual next step first, then the others, in the order of the rule book. */
const USUAL: readonly Action[] = [
  'answerSafety',
  'recordCall',
  'acknowledge',
  'answerWord',
  'closeWord',
  'decideAdmission',
  'close',
  'decideLookingAgain',
  'decideHandler',
  'answerEscalation',
  'checkInPrivate',
  'prepareAdmission',
  'putProposal',
  'draftOffer',
  'prepareClosing',
  'answerMessage',
]
const FOUND: readonly Finding[] = ['fd_founded', 'fd_partly']
const PREPARING: readonly Action[] = ['prepareAdmission', 'prepareClosing']
const NOT_LISTED: readonly Action[] = ['declareInterest', 'reportDelivery', 'recordCheck', 'recordFailure', 'escalate']

/** Makes the file from what the member's keys open. */
export function fileView(scene: Scene, file: CaseFile): FileView {
  const { words, opened } = scene
  const allowed = allowedActions(scene.account.actor, opened)
    .filter(action => !NOT_LISTED.includes(action))
    .filter(action => applies(action, file) && hasSecond(action, scene, file))
  const usual = USUAL.find(action => allowed.includes(action) && (action !== 'draftOffer' || isToBePutRight(file)))
  const link = (action: Action): ActLink => ({
    href: actPath(opened.reference, action),
    label: words.t(`${sliceOf(action)}:acts.${action}.title`),
  })
  return {
    reference: opened.reference,
    title: file.title ?? words.t('casework:untitled'),
    stage: words.t(`reference:stages.${opened.stage}.label`),
    due: dueView(scene, file),
    severity: severityView(words, opened.severity),
    language: words.languageName(opened.language),
    identity: words.t(`casework:identity.${file.identityMode}`),
    safety: file.tracks.includes('retaliation') ? words.t('casework:safety') : null,
    primary: usual === undefined ? null : link(usual),
    acts: allowed.filter(action => action !== usual).map(link),
    waits: waitsOf(scene, file),
    needs: file.running.map(clock => ({
      text: needOf(words, clock, file),
      late: clock.dueAt < file.now && CLOCK_OWES[clock.clock] !== 'person',
    })),
    throughOthers: file.mandates.some(mandate => mandate.scope.includes('receive')),
    mustNotRead: mustNotRead(words, file, allowed.includes('keepOut') ? link('keepOut') : null),
    thread: file.entries.map(entry => threadView(words, entry, file)),
    remedies: file.remedies.map(line => remedyRow(scene, line, file)),
    asked: file.asked.map(one => ({
      rank: words.number(one.rank),
      type: words.t(`reference:remedyTypes.${one.type}.label`),
      text: one.words?.said?.text ?? words.t('casework:cannotOpen'),
      seen: words.t(`casework:seen.${one.seen}`),
    })),
    files: file.files.map(one => ({
      href: paths.desk.file(opened.reference, one.id),
      name: one.named?.name ?? words.t('casework:cannotOpen'),
      original: one.compartment.kind === 'identity' && one.copyOf === null,
      voice: isVoice(one.named?.type),
      who: senderOf(words, one, file),
    })),
    facts: factsOf(scene, file),
    two: twoColumns(words, file),
  }
}

/** For whoever only helps the person it says nothing: they know no more than the person. */
function mustNotRead(words: Translate, { readers, onlyHelps }: CaseFile, keepOut: ActLink | null): MustNotRead | null {
  const { involved, moved, keptFrom } = readers
  if (onlyHelps || (!involved && keptFrom.length === 0)) return null
  return {
    involved: involved ? words.t(`casework:mustNotRead.${moved ? 'moved' : 'here'}`) : null,
    named: keptFrom,
    keepOut,
  }
}

/** What we owe by when, and in a group to whom of it. */
function needOf(words: Translate, clock: Running, { memberNumbers }: CaseFile): string {
  const need = words.t('casework:need', { what: words.t(`casework:clocks.${clock.clock}`), day: words.day(lastDay(clock.dueAt)) })
  return clock.memberId === null ? need : `${memberName(words, memberNumbers, clock.memberId)}: ${need}`
}

/** Whose file it is, where one of a group sent it for themselves. */
function senderOf(words: Translate, { compartment }: OpenFile, { group, memberNumbers }: CaseFile): string | null {
  return group === null || compartment.kind === 'shared' ? null : memberName(words, memberNumbers, compartment.participantId)
}

/** What a decision waits for: a remedy that is open, something that nobody answered, or somebody else who could settle it. */
function waitsOf(scene: Scene, file: CaseFile): string | null {
  const { words, account, opened } = scene
  const refused = (action: Action): string | undefined => refusal(action, account.actor, opened)
  const alone = PREPARING.some(action => refused(action) === undefined && !hasSecond(action, scene, file))
  const waits = (['prepareClosing', 'close'] as const).map(refused).find(reason => reason === 'open_remedies' || reason === 'unanswered')
  return alone ? words.t('casework:waits.no_second') : waits === undefined ? null : words.t(`casework:waits.${waits}`)
}

/** Whether something was found and nothing is offered yet. */
function isToBePutRight({ entries, remedies }: CaseFile): boolean {
  const found = entries.findLast(entry => entry.type === 'finding_issued')?.facts.finding
  return FOUND.some(finding => finding === found) && remedies.length === 0
}

function applies(action: Action, file: CaseFile): boolean {
  if (action === 'keepOut') return file.members > 1
  if (action === 'answerMember') return file.group !== null && file.memberNumbers.size > 0
  if (action === 'writeVoice') return file.files.some(one => isVoice(one.named?.type) && one.compartment.kind === 'identity')
  if (action === 'askIdentity') return !file.namesOpen && !file.namesAsked
  if (action === 'recordCall') return file.running.some(clock => clock.clock === 'call')
  return action !== 'putProposal' || file.remedies.some(line => line.status === 'under_discussion' && line.answer === null)
}

function sliceOf(action: Action): string {
  if (action === 'writeForPerson') return 'helping'
  return action === 'draftOffer' || action === 'putProposal' ? 'remedies' : 'casework'
}

/** The next date that is ours or the organisation's; a person who takes their time is never late. */
function dueView({ words }: Scene, file: CaseFile): FileView['due'] {
  const first = file.running.find(clock => CLOCK_OWES[clock.clock] !== 'person')
  if (first === undefined) return null
  const days = daysUntil(file.now, first.dueAt)
  return { label: words.t(`casework:${days < 0 ? 'daysLate' : 'daysLeft'}`, { count: Math.abs(days) }), tone: days < 0 ? 'bad' : '' }
}
