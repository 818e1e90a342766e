import { allowedActions } from '../domain/guards.ts'
import { type Action, type EventType } from '../domain/rules.ts'
import { paths, type MessagePage } from '../contracts/paths.ts'
import type { Entry } from '../grievances/timeline.ts'
import type { RemedyLine, Asked } from '../remedies/queries.ts'
import { remedyName } from '../remedies/queries.ts'
import type { Translate } from '../platform/words.ts'
import type { OwnScene } from '../web/person-act.ts'
import type { OwnCase } from './queries.ts'
import { eventKey, stepsOf, type StepView } from './steps-view.ts'

/** The person's own page: where it stands, what happens next and by when, what waits for them, and everything that was said. */
export interface PageView {
  readonly heading: string
  readonly late: readonly { readonly text: string; readonly reason: string | null }[]
  readonly escalate: string | null
  readonly earlier: readonly StepView[]
  readonly steps: readonly StepView[]
  readonly todo: readonly { readonly href: string; readonly label: string; readonly hint: string }[]
  readonly remedies: readonly RemedyView[]
  readonly outcome: { readonly theirs: string; readonly yours: string } | null
  readonly thread: readonly ThreadView[]
  readonly older: readonly ThreadView[]
  readonly files: readonly string[]
  readonly canWrite: boolean
  readonly write: string
  readonly unsafe: string | null
  readonly who: readonly { readonly name: string; readonly people: number; readonly since: string }[]
  readonly more: readonly { readonly href: string; readonly label: string }[]
  readonly close: string
  readonly print: string
}

export interface RemedyView {
  readonly asked: string | null
  readonly offered: string
  readonly name: string
  readonly organisation: string
  readonly by: string
  readonly state: string
  readonly tone: string
}

export interface ThreadView {
  readonly ours: boolean
  readonly fact: boolean
  readonly who: string
  readonly day: string
  readonly what: string | null
  readonly text: string | null
  readonly language: string
  readonly readback: string | null
  readonly ground: string | null
  readonly routes: readonly { readonly label: string; readonly help: string; readonly contacts: readonly string[] }[]
  readonly damaged: boolean
}

const MORE = [
  ['addEvidence', 'evidence'],
  ['addAnswers', 'addWish'],
  ['addAnswers', 'addWho'],
  ['addAnswers', 'addTopics'],
  ['upgrade', 'upgrade'],
  ['askCall', 'call'],
  ['tellAboutYou', 'aboutYou'],
  ['askAnotherHandler', 'handler'],
  ['askToLookAgain', 'review'],
  ['changeIdentity', 'identity'],
  ['makeCode', 'codes'],
  ['changeCode', 'changeCode'],
  ['endHelp', 'helper'],
  ['stop', 'stop'],
  ['goOn', 'resume'],
] as const satisfies readonly (readonly [Action, MessagePage])[]

const NEWEST = 6

/** Makes the page from what the person's own keys open. */
export function pageView(scene: OwnScene, own: OwnCase): PageView {
  const { words, opened } = scene
  const lang = words.language.tag
  const allowed = allowedActions(scene.person.actor, opened)
  const thread = own.entries
    .filter(entry => shows(entry))
    .map(entry => threadView(words, entry, own.places))
    .reverse()
  return {
    heading: words.t(`reference:stages.${opened.stage}.told`),
    late: lateOf(words, own),
    escalate: own.late.length > 0 && allowed.includes('escalate') ? paths.message(lang, 'escalate') : null,
    ...stepsOf(words, own),
    todo: todoOf(words, own, allowed),
    remedies: own.remedies.map(line => remedyView(words, line, own.asked)),
    outcome: outcomeOf(words, own),
    thread: thread.slice(0, NEWEST),
    older: thread.slice(NEWEST),
    files: own.files,
    canWrite: allowed.includes('sendMessage'),
    write: paths.message(lang, 'write'),
    unsafe: allowed.includes('sayNotSafe') ? paths.message(lang, 'unsafe') : null,
    who: [
      ...own.who,
      ...own.helpers.map(helper => ({ ...helper, name: words.t('dialogue:helper', { name: helper.name }), people: 1 })),
    ].map(one => ({ ...one, since: words.day(one.since) })),
    more: MORE.filter(([action]) => allowed.includes(action) && (action !== 'endHelp' || opened.helpers.length > 0)).map(([, page]) => ({
      href: paths.message(lang, page),
      label: words.t(`dialogue:acts.${page}.title`),
    })),
    close: paths.message(lang, 'close'),
    print: paths.message(lang, 'print'),
  }
}

function lateOf(words: Translate, own: OwnCase): PageView['late'] {
  const late = own.late.map(clock => ({
    text: words.t('dialogue:late.since', { day: words.day(clock.dueAt), what: words.t(`dialogue:clocks.${clock.clock}`) }),
    reason: null,
  }))
  const moved = own.moved.map(clock => ({
    text: words.t('dialogue:late.moved', {
      old: words.day(clock.oldDay),
      day: words.day(clock.newDay),
      what: words.t(`dialogue:clocks.${clock.clock}`),
    }),
    reason: clock.reason,
  }))
  return [...late, ...moved]
}

function todoOf(words: Translate, own: OwnCase, allowed: readonly Action[]): PageView['todo'] {
  const waits: readonly (readonly [boolean, Action, MessagePage])[] = [
    [own.offersNewCode, 'changeCode', 'changeCode'],
    [own.unansweredReadback, 'answerReadback', 'readback'],
    [own.unapprovedVoice, 'approveVoice', 'voice'],
    [own.asked.some(one => one.seen === 'waiting'), 'correctAsked', 'asked'],
    [own.remedies.some(line => line.status === 'proposed'), 'answerProposal', 'proposal'],
    [own.remedies.some(line => CONFIRMABLE.includes(line.status)), 'confirmDelivery', 'delivery'],
  ]
  const todo = waits.filter(([waiting, action]) => waiting && allowed.includes(action)).map(([, , page]) => page)
  return [...todo, ...(own.surveyOpen ? (['survey'] as const) : [])].map(page => ({
    href: paths.message(words.language.tag, page),
    label: words.t(`dialogue:acts.${page}.title`),
    hint: words.t(`dialogue:acts.${page}.todo`),
  }))
}

const CONFIRMABLE = ['agreed', 'in_delivery', 'reported_delivered', 'disputed']
const TONES: Readonly<Record<string, string>> = {
  agreed: 'good',
  verified: 'good',
  verified_partly: 'good',
  disputed: 'bad',
  failed: 'bad',
  proposed: 'act',
}

function remedyView(words: Translate, line: RemedyLine, asked: readonly Asked[]): RemedyView {
  return {
    asked: asked.find(one => one.id === line.askedId)?.words?.said?.text ?? null,
    offered: line.terms?.said?.text ?? words.t('dialogue:cannotOpen'),
    name: remedyName(words, line),
    organisation: line.organisation,
    by: words.day(line.deadline),
    state: words.t(`dialogue:remedyStates.${line.status}`),
    tone: TONES[line.status] ?? '',
  }
}

function outcomeOf(words: Translate, own: OwnCase): PageView['outcome'] {
  const closed = own.entries.findLast(entry => entry.type === 'closed')
  const theirs = closed?.item?.said?.answers?.organisationSays
  if (closed === undefined) return null
  const yours = own.remedies
    .filter(line => line.check !== null)
    .map(line => `${remedyName(words, line)}: ${words.t(`dialogue:remedyStates.${line.status}`)}`)
  return {
    theirs: typeof theirs === 'string' && theirs !== '' ? theirs : words.t('dialogue:saidNothing'),
    yours: yours.length > 0 ? words.list(yours) : words.t('dialogue:youSaidNothing'),
  }
}

function shows(entry: Entry): boolean {
  return entry.item !== null || !['coi_declared', 'access_granted', 'access_revoked'].includes(entry.type)
}

function threadView(words: Translate, entry: Entry, places: OwnCase['places']): ThreadView {
  const said = entry.item?.said ?? null
  const helped = entry.type === 'submitted' && entry.actorKind === 'account'
  const person = helped || entry.actorKind === 'affected' || entry.actorKind === 'visitor'
  const { readback, ground } = said?.answers ?? {}
  return {
    ours: !person,
    fact: entry.item === null,
    who: helped
      ? words.t('dialogue:youThrough', { name: said?.by ?? words.t('dialogue:team') })
      : person
        ? words.t('dialogue:you')
        : (said?.by ?? words.t('dialogue:team')),
    day: words.day(entry.day),
    what: PLAIN.includes(entry.type) ? null : words.t(`dialogue:events.${eventKey(entry)}`),
    text: said?.text ?? null,
    language: said?.language ?? words.language.tag,
    readback: typeof readback === 'string' ? readback : null,
    damaged: entry.item !== null && said === null,
    ground: typeof ground === 'string' ? words.t(`reference:nonAdmissionGrounds.${ground}.label`) : null,
    routes: [said?.answers?.routes ?? []].flat().map(route => ({
      label: words.t(`reference:externalRoutes.${route}.label`),
      help: words.t(`reference:externalRoutes.${route}.help`),
      contacts: places.filter(place => place.route === route).map(place => `${place.name}: ${place.contact}`),
    })),
  }
}

const PLAIN: readonly EventType[] = ['message_received', 'update_sent']
