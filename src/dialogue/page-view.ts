import { dayOf } from '../domain/calendar.ts'
import { awaitsWord, isFailed, isSaid } from '../domain/delivery.ts'
import { allowedActions } from '../domain/guards.ts'
import { type Action } from '../domain/rules.ts'
import { paths, type MessagePage } from '../contracts/paths.ts'
import type { Translate } from '../platform/words.ts'
import type { OwnScene } from '../web/person-act.ts'
import { howMany } from '../communities/queries.ts'
import { caseView, speakerView, type CaseView, type SpeakerView } from './case-view.ts'
import { afterwards } from './delivery.ts'
import type { OwnCase } from './queries.ts'
import { sayableBy } from './say-delivered.ts'
import { fileName } from './thread-view.ts'

/** The person's own page: what both read, and what only the person does. */
export interface PageView extends CaseView {
  readonly escalate: string | null
  readonly todo: readonly { readonly href: string; readonly label: string; readonly hint: string }[]
  readonly canWrite: boolean
  readonly write: string
  readonly unsafe: string | null
  /** Whether what is written here goes to the team and to nobody else of the group. */
  readonly writesAlone: boolean
  readonly speakers: readonly SpeakerView[]
  readonly speaks: string
  readonly more: readonly { readonly href: string; readonly label: string }[]
  readonly close: string
  readonly print: string
}

const MORE = [
  ['leaveGroup', 'group'],
  ['formGroup', 'formGroup'],
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
  const today = dayOf(scene.context.clock.now())
  return {
    ...caseView(words, opened.stage, own, speaks ? 'teller' : 'person'),
    escalate: own.late.length > 0 && allowed.includes('escalate') ? paths.message(lang, 'escalate') : null,
    files: own.files.map(file => ({ name: fileName(words, file), href: paths.file(lang, file.id) })),
    todo: todoOf(words, own, allowed, today),
    canWrite: allowed.includes('sendMessage') || speaks,
    write: paths.message(lang, speaks ? 'speak' : 'write'),
    unsafe: allowed.includes('sayNotSafe') ? paths.message(lang, 'unsafe') : null,
    speakers: speaks ? [] : own.speakers.map(speaker => speakerView(words, speaker)),
    speaks: paths.message(lang, 'speaks'),
    writesAlone: opened.grouped && !speaks,
    who: [...whoOf(words, own), ...(speaks ? [themselves(words, own)] : [])],
    more: [
      ...ofDelivery(scene, own, allowed, today),
      ...MORE.filter(
        ([action, page]) => allowed.includes(action) && concerns(page, own) && (action !== 'endHelp' || opened.helpers.length > 0),
      ).map(([, page]) => ({ href: paths.message(lang, page), label: words.t(`dialogue:acts.${page}.title`) })),
    ],
    close: paths.message(lang, 'close'),
    print: paths.message(lang, 'print'),
  }
}

/** The way to say whether something came before anybody waits for that, to change what was said, or to raise it again. */
function ofDelivery(scene: OwnScene, { remedies }: OwnCase, allowed: readonly Action[], today: string): PageView['more'] {
  const { words, person } = scene
  const open = remedies.filter(line => sayableBy(scene, line).length > 0)
  const said = remedies.some(isSaid)
  const waits = remedies.some(line => awaitsWord(line, today))
  if (!allowed.includes('disputeDelivery') || open.length === 0 || (waits && !said)) return []
  const act = said || open.every(isFailed) ? afterwards(open, person.actor.place === 'member', today) : 'delivery'
  return [{ href: paths.message(words.language.tag, 'delivery'), label: words.t(`dialogue:acts.${act}.title`) }]
}

/** Who can open it: each team, whoever helps, and the group, of which nobody is named. */
function whoOf(words: Translate, own: OwnCase): CaseView['who'] {
  const one = words.t('dialogue:people', { count: 1 })
  const teams = own.who.map(team => ({
    name: team.name,
    size: words.t('dialogue:people', { count: team.people }),
    since: words.day(team.since),
  }))
  const helpers = own.helpers.map(({ name, since }) => ({ name: words.t('dialogue:helper', { name }), size: one, since: words.day(since) }))
  const formed = own.entries.find(entry => entry.type === 'group_formed')
  const { group } = own
  if (group === null || formed === undefined) return [...teams, ...helpers]
  return [...teams, ...helpers, { name: group.name, size: howMany(words, group.joined), since: words.day(formed.day) }]
}

/** The person whom somebody told it for, since they have a code of their own. */
function themselves(words: Translate, { entries }: OwnCase): CaseView['who'][number] {
  const joined = entries.find(entry => entry.type === 'represented_joined')
  return {
    name: words.t('representation:theyThemselves'),
    size: words.t('dialogue:people', { count: 1 }),
    since: words.day(joined?.day ?? ''),
  }
}

/** What is offered only to whoever it concerns: a code for the person somebody told it for, and an organisation where there is one. */
function concerns(page: MessagePage, own: OwnCase): boolean {
  if (page === 'giveCode') return own.tellsForAnother
  return page !== 'appoint' || own.organisations
}

function todoOf(words: Translate, own: OwnCase, allowed: readonly Action[], today: string): PageView['todo'] {
  const waits: readonly (readonly [boolean, Action, MessagePage])[] = [
    [own.offersNewCode, 'changeCode', 'changeCode'],
    [own.unansweredReadback, 'answerReadback', 'readback'],
    [own.unapprovedVoice, 'approveVoice', 'voice'],
    [own.asked.some(one => one.seen === 'waiting'), 'correctAsked', 'asked'],
    [own.remedies.some(line => line.status === 'proposed'), 'answerProposal', 'proposal'],
    [own.remedies.some(line => line.status === 'proposed'), 'decideForGroup', 'groupDecision'],
    [own.remedies.some(line => line.status === 'proposed'), 'answerForMyself', 'ownAnswer'],
    [own.remedies.some(line => awaitsWord(line, today)), 'disputeDelivery', 'delivery'],
    [own.mayBeLessHidden, 'changeIdentity', 'identity'],
  ]
  const todo = waits.filter(([waiting, action]) => waiting && allowed.includes(action)).map(([, , page]) => page)
  return [...todo, ...(own.surveyOpen ? (['survey'] as const) : [])].map(page => ({
    href: paths.message(words.language.tag, page),
    label: words.t(`dialogue:acts.${page}.title`),
    hint: words.t(`dialogue:acts.${page}.todo`),
  }))
}
