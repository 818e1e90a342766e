import type { FastifyInstance } from 'fastify'
import { allowedActions } from '../domain/guards.ts'
import type { Action } from '../domain/rules.ts'
import type { Context } from '../contracts/context.ts'
import { paths, type MessagePage } from '../contracts/paths.ts'
import { definePage } from '../platform/views/views.ts'
import { setOwnScene } from '../web/person-act.ts'
import { groupOf } from './group-of.ts'
import { howMany, speakingTime } from './queries.ts'

/** A group as one of it sees it: nobody in it who did not choose to be seen. */
interface GroupView {
  readonly name: string
  readonly rule: string
  readonly how: string | null
  readonly language: string
  readonly size: string
  readonly waiting: string | null
  readonly speakers: readonly { readonly name: string; readonly time: string }[]
  readonly seen: readonly string[]
  readonly links: readonly { readonly href: string; readonly label: string }[]
  readonly back: string
}

const groupPage = definePage<GroupView>('communities/group', 'public:titles.messages')

const LINKS = [
  ['inviteMembers', 'invite'],
  ['speakForGroup', 'groupWrite'],
  ['decideForGroup', 'groupDecision'],
  ['answerForMyself', 'ownAnswer'],
  ['endSpeaking', 'endSpeaking'],
  ['leaveGroup', 'leaveGroup'],
] as const satisfies readonly (readonly [Action, MessagePage])[]

/** The page of a group, for those who have joined it. */
export function groupRoutes(app: FastifyInstance, context: Context): void {
  app.get(paths.message(':lang', 'group'), { config: { access: 'person' } }, async (request, reply) => {
    const scene = await setOwnScene(context, request)
    const { words, opened, person } = scene
    const group = await groupOf(scene)
    const allowed = allowedActions(person.actor, opened)
    const lang = words.language.tag
    const speaks = person.actor.place === 'spokesperson'
    return reply.page(groupPage, {
      name: group.name,
      rule: words.t(`communities:forms.rule.options.${group.rule}`),
      how: group.how === '' ? null : group.how,
      language: group.language,
      size: howMany(words, group.joined),
      waiting: speaks && group.waiting > 0 ? words.t('communities:waiting', { count: group.waiting }) : null,
      speakers: group.speakers.map((one, index) => ({
        name: one.name ?? words.t('communities:speakerNumber', { count: index + 1 }),
        time: speakingTime(words, one),
      })),
      seen: group.seen,
      links: LINKS.filter(([action]) => allowed.includes(action)).map(([, page]) => ({
        href: paths.message(lang, page),
        label: words.t(`dialogue:acts.${page}.title`),
      })),
      back: paths.messages(lang),
    })
  })
}
