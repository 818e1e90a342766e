import type { FastifyInstance } from 'fastify'
import { allowedActions } from '../domain/guards.ts'
import type { Action } from '../domain/rules.ts'
import type { Context } from '../contracts/context.ts'
import { paths, type MessagePage } from '../contracts/paths.ts'
import { definePage } from '../platform/views/views.ts'
import { setOwnScene } from '../web/person-act.ts'
import { groupOf } from './group-of.ts'
import { howMany, speakingTime, type Group } from './queries.ts'

/** A group as one of it sees it: nobody in it who did not choose to be seen. */
interface GroupView {
  readonly name: string
  readonly rule: string
  readonly how: string | null
  readonly language: string
  readonly size: string
  readonly speakers: readonly { readonly name: string; readonly time: string }[]
  readonly seen: readonly string[]
  readonly links: readonly { readonly href: string; readonly label: string }[]
  readonly back: string
}

/** That somebody has left; whoever still has a page of their own is led there. */
interface LeftView {
  readonly home: string
}

const leftPage = definePage<LeftView>('communities/left', 'public:titles.messages')
const groupPage = definePage<GroupView>('communities/group', 'public:titles.messages')

const LINKS = [
  ['inviteMembers', 'invite'],
  ['speakForGroup', 'groupWrite'],
  ['decideForGroup', 'groupDecision'],
  ['answerForMyself', 'ownAnswer'],
  ['nameSpokesperson', 'nameSpeaker'],
  ['endSpeaking', 'endSpeaking'],
  ['takeUpSpeaking', 'takeUp'],
  ['beSeen', 'seenAs'],
  ['leaveGroup', 'leaveGroup'],
] as const satisfies readonly (readonly [Action, MessagePage])[]

/** The page of a group, for those who have joined it, and the one that says that somebody has left. */
export function groupRoutes(app: FastifyInstance, context: Context): void {
  app.get(paths.message(':lang', 'left'), { config: { access: 'anyone' } }, async (request, reply) => {
    const lang = request.words.language.tag
    if (request.person !== null) return reply.redirect(paths.messages(lang), 303)
    return reply.page(leftPage, { home: paths.home(lang) })
  })
  app.get(paths.message(':lang', 'group'), { config: { access: 'person' } }, async (request, reply) => {
    const scene = await setOwnScene(context, request)
    const { words, opened, person } = scene
    const group = await groupOf(scene)
    const allowed = allowedActions(person.actor, opened)
    const lang = words.language.tag
    return reply.page(groupPage, {
      name: group.name,
      rule: words.t(`communities:forms.rule.options.${group.rule}`),
      how: group.how === '' ? null : group.how,
      language: group.language,
      size: howMany(words, group.joined),
      speakers: group.speakers.map((one, index) => ({
        name: one.name ?? words.t('communities:speakerNumber', { count: index + 1 }),
        time: speakingTime(words, one),
      })),
      seen: group.seen.map(one => one.name),
      links: LINKS.filter(([action, page]) => allowed.includes(action) && applies(page, group)).map(([, page]) => ({
        href: paths.message(lang, page),
        label: words.t(`dialogue:acts.${page}.title`),
      })),
      back: paths.messages(lang),
    })
  })
}

/** What only makes sense where somebody could be named, or nobody speaks. */
function applies(page: MessagePage, { speakers, seen }: Group): boolean {
  if (page === 'takeUp') return speakers.length === 0
  return page !== 'nameSpeaker' || seen.some(one => !speakers.some(speaker => speaker.participantId === one.participantId))
}
