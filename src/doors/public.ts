import type { FastifyReply, FastifyRequest } from 'fastify'
import plugin from 'fastify-plugin'
import { ABOUT_TOPICS, paths } from '../contracts/paths.ts'
import type { Context } from '../contracts/context.ts'
import type { Person } from '../contracts/http.ts'
import { keyringOf } from '../grievances/keys.ts'
import { NotFound, SignInNeeded } from '../platform/errors.ts'
import { definePage, type Page, type Views } from '../platform/views/views.ts'
import { openCodePage } from '../dialogue/open-page.ts'
import { readCookie } from '../web/cookies.ts'
import { openDoor, type FailureView } from './door.ts'
import { forgeryToken, pageNonce } from '../web/forgery.ts'
import type { PublicFrame } from '../web/frame.ts'
import { keepTyped } from '../web/kept.ts'
import { mechanismOf } from '../web/mechanism.ts'
import { readSession } from '../web/sessions.ts'

const failurePage = definePage<FailureView>('failure/public')

/** The public door: people without accounts. Languages are part of its addresses; sessions are opened by a code. */
export function publicDoor(context: Context, views: Views, stylesheet: string) {
  return plugin(async app => {
    await app.register(
      openDoor(context, {
        views,
        failurePage,
        frame: (request, page) => frame(context, stylesheet, request, page),
        arrive: request => arrive(context, request),
        admit,
        signIn: (request, reply, typed) => signIn(context, request, reply, typed),
      }),
    )
  })
}

async function arrive(context: Context, request: FastifyRequest): Promise<void> {
  request.mechanism = await mechanismOf(context)
  const { lang } = request.params as { lang?: string }
  const offered = lang !== undefined && request.mechanism.languages.includes(lang) && context.words.offers(lang)
  request.words = context.words.in(offered ? lang : request.mechanism.default_language)
  if (lang !== undefined && !offered) throw new NotFound()
  const session = await readSession(context, 'messages', readCookie(context, request, 'messages'))
  request.person = session === null ? null : await personBehind(context, session)
  request.binding = request.person === null ? (readCookie(context, request, 'draft') ?? 'none') : (session?.token ?? 'none')
}

function admit(request: FastifyRequest): void {
  if (request.routeOptions.config.access === 'person' && request.person === null) throw new SignInNeeded()
}

async function personBehind(context: Context, session: NonNullable<Awaited<ReturnType<typeof readSession>>>): Promise<Person | null> {
  const row = await context.db
    .selectFrom('participants')
    .select(['id', 'grievance_id', 'language'])
    .where('principal_id', '=', session.own.principalId)
    .executeTakeFirst()
  if (row === undefined) return null
  const actor = { kind: 'affected', id: session.own.principalId, participantId: row.id, grievanceId: row.grievance_id } as const
  return {
    actor,
    own: session.own,
    keyring: keyringOf(session.own),
    sessionId: session.id,
    token: session.token,
    freshUntil: session.freshUntil,
    language: row.language,
  }
}

/** Shows the page that asks for the code; what was typed is kept inside it and lands after. */
function signIn(context: Context, request: FastifyRequest, reply: FastifyReply, typed: Record<string, string | string[]>): FastifyReply {
  return reply.code(request.method === 'GET' ? 200 : 401).page(openCodePage, {
    problem: null,
    group: null,
    kept: request.method === 'GET' ? null : keepTyped(context, typed, request.url),
    expired: request.method !== 'GET',
    ready: true,
    action: paths.message(request.words.language.tag, 'open'),
    lost: paths.message(request.words.language.tag, 'lost'),
  })
}

function frame(context: Context, stylesheet: string, request: FastifyRequest, page: Page<unknown>): PublicFrame {
  const { words, mechanism } = request
  const lang = words.language.tag
  const rest = request.url.split('?')[0]?.replace(/^\/[^/]+/, '') ?? '/'
  return {
    words,
    lang,
    dir: words.language.direction,
    name: mechanism.name,
    title: words.t(page.title ?? 'public:titles.home'),
    stylesheet,
    home: paths.home(lang),
    leave: paths.leave(lang),
    languages: mechanism.languages
      .filter(tag => context.words.offers(tag))
      .map(tag => ({ tag, name: context.words.in(tag).language.name, href: `/${tag}${rest}`, current: tag === lang })),
    links: ABOUT_TOPICS.map(topic => ({ href: paths.about(lang, topic), label: words.t(`public:about.${topic}.link`) })),
    csrf: forgeryToken(context, request.binding),
    nonce: pageNonce(),
    demo: context.demo,
  }
}
