import { allowedActions } from '../domain/guards.ts'
import { type Action } from '../domain/rules.ts'
import { paths, type MessagePage } from '../contracts/paths.ts'
import type { Translate } from '../platform/words.ts'
import type { OwnScene } from '../web/person-act.ts'
import { caseView, speakerView, type CaseView, type SpeakerView } from './case-view.ts'
import type { OwnCase } from './queries.ts'

/** The person's own page: what both read, and what only the person does. */
export interface PageView extends CaseView {
  readonly escalate: string | null
  readonly todo: readonly { readonly href: string; readonly label: string; readonly hint: string }[]
  readonly canWrite: boolean
  readonly write: string
  readonly unsafe: string | null
  readonly speakers: readonly SpeakerView[]
  readonly speaks: string
  readonly more: readonly { readonly href: string; readonly label: string }[]
  readonly close: string
  readonly print: string
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
  ['giveCode', 'giveCode'],
  ['giveMandate', 'appoint'],
  ['changeCode', 'changeCode'],
  ['endHelp', 'helper'],
  ['stop', 'stop'],
  ['goOn', 'resume'],
] as const satisfies readonly (readonly [Action, MessagePage])[]

/** Makes the page from what the person's own keys open. */
export function pageView(scene: OwnScene, own: OwnCase): PageView {
  const { words, opened } = scene
  const lang = words.language.tag
  const allowed = allowedActions(scene.person.actor, opened)
  const speaks = scene.person.actor.speaks === true
  return {
    ...caseView(words, opened.stage, own, speaks ? 'representative' : 'person'),
    escalate: own.late.length > 0 && allowed.includes('escalate') ? paths.message(lang, 'escalate') : null,
    todo: todoOf(words, own, allowed),
    canWrite: allowed.includes('sendMessage') || speaks,
    write: paths.message(lang, speaks ? 'speak' : 'write'),
    unsafe: allowed.includes('sayNotSafe') ? paths.message(lang, 'unsafe') : null,
    speakers: speaks ? [] : own.speakers.map(speaker => speakerView(words, speaker)),
    speaks: paths.message(lang, 'speaks'),
    who: [
      ...own.who,
      ...own.helpers.map(helper => ({ ...helper, name: words.t('dialogue:helper', { name: helper.name }), people: 1 })),
    ].map(one => ({ ...one, since: words.day(one.since) })),
    more: MORE.filter(
      ([action, page]) => allowed.includes(action) && concerns(page, own) && (action !== 'endHelp' || opened.helpers.length > 0),
    ).map(([, page]) => ({
      href: paths.message(lang, page),
      label: words.t(`dialogue:acts.${page}.title`),
    })),
    close: paths.message(lang, 'close'),
    print: paths.message(lang, 'print'),
  }
}

/** What is offered only to whoever it concerns: a code for the person somebody told it for, and an organisation where there is one. */
function concerns(page: MessagePage, own: OwnCase): boolean {
  if (page === 'giveCode') return own.tellsForAnother
  return page !== 'appoint' || own.organisations
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
