import type { FastifyReply, FastifyRequest } from 'fastify'
import plugin from 'fastify-plugin'
import { dayOf } from '../domain/calendar.ts'
import { paths } from '../contracts/paths.ts'
import type { Context } from '../contracts/context.ts'
import type { Person, RestingDraft } from '../contracts/http.ts'
import { bestLanguage } from '../intake/best-language.ts'
import { draftIdOf, draftToken } from '../intake/draft-cookie.ts'
import { waitingIn } from '../grievances/uploads.ts'
import { placeInGroup } from '../grievances/members.ts'
import type { Reader } from '../contracts/schema.ts'
import { keyringOf } from '../grievances/keyring.ts'
import { question } from '../platform/database/question.ts'
import { Broken, NotFound, SignInNeeded } from '../platform/errors.ts'
import { definePage, type Views } from '../platform/views/views.ts'
import { openCodePage, openCodeView } from '../dialogue/open-page.ts'
import { arriving, passing, type Arriving } from '../web/arrival.ts'
import { readCookie } from '../web/cookies.ts'
import { openDoor } from './door.ts'
import { publicFrame, type Files } from './public-frame.ts'
import type { FailureView, Onward } from './failure-page.ts'
import { keepTyped } from '../web/kept.ts'
import { mechanismFrom } from '../web/mechanism.ts'
import { openSession, sessionId, type OpenSession } from '../web/sessions.ts'

const failurePage = definePage<FailureView>('failure/public')

/** The public door: people without accounts. Languages are part of its addresses; sessions are opened by a code. */
export function publicDoor(context: Context, views: Views, files: Files) {
  return plugin(async app => {
    await app.register(
      openDoor(context, {
        views,
        failurePage,
        frame: (request, page) => publicFrame(context, files, request, page),
        before: request => before(context, request),
        arrive: request => arrive(context, request),
        admit,
        onward,
        signIn: (request, reply, typed) => signIn(context, request, reply, typed),
      }),
    )
  })
}

interface Coming extends Arriving {
  readonly draft: Buffer | null
}

/** Whoever brings no session, as most do: nothing is looked up but the mechanism and the draft of this browser. */
const passesBy = question((db: Reader, { draft }: Pick<Coming, 'draft'>) =>
  passing(db)
    .leftJoin('drafts', join => join.on('drafts.id', '=', draft))
    .select(DRAFT)
    .select(eb => eb.case().when('drafts.id', 'is not', null).then(waitingIn(eb)).end().as('waiting')),
)

const DRAFT = ['drafts.state as draft_state', 'drafts.saved', 'drafts.answers_sealed', 'drafts.result_sealed'] as const
const whoComes = question((db: Reader, values: Coming) =>
  arriving(db, 'messages', values)
    .leftJoin('drafts', join => join.on('drafts.id', '=', values.draft))
    .select(DRAFT)
    .select(eb => eb.case().when('drafts.id', 'is not', null).then(waitingIn(eb)).end().as('waiting'))
    .leftJoin('participants', 'participants.principal_id', 'sessions.principal_id')
    .leftJoin('members', 'members.participant_id', 'participants.id')
    .select(['members.invited_on', 'members.own_code_on', 'members.speaks_from', 'members.speaks_until'])
    .select(['participants.id as participant_id', 'participants.grievance_id', 'participants.language', 'participants.roles']),
)

/** The language of the address, or else the one that the browser asks for first. */
function before(context: Context, request: FastifyRequest): Pick<FastifyRequest, 'words' | 'binding'> {
  const named = languageNamed(request)
  const tags = context.words.languages.map(({ tag }) => tag)
  const tag = context.words.offers(named) ? named : bestLanguage(request.headers['accept-language'] ?? '', tags, 'en')
  const binding = readCookie(context, request, 'messages') ?? readCookie(context, request, 'draft') ?? 'none'
  return { words: context.words.in(tag), binding }
}

function languageNamed(request: FastifyRequest): string {
  const { lang } = request.params as { lang?: string }
  return lang ?? request.url.split(/[/?]/)[1] ?? ''
}

async function arrive(context: Context, request: FastifyRequest): Promise<void> {
  const token = readCookie(context, request, 'messages')
  const held = draftToken(context, request)
  const draft = held === null ? null : draftIdOf(held)
  const session = sessionId(token)
  const [came] = session === null ? [] : await whoComes(context.db, { session, draft })
  const [row] = came === undefined ? await passesBy(context.db, { draft }) : [came]
  if (row === undefined) throw new Broken('a question that always has an answer had none')
  request.mechanism = mechanismFrom(context, row)
  request.draft = draftIn(row)
  const { lang } = request.params as { lang?: string }
  const named = languageNamed(request)
  // Whoever is answered in a language goes on reading in it, whatever is offered to others now.
  const isOwn = request.routeOptions.url?.startsWith(paths.messages(':lang')) === true
  const offered = context.words.offers(named) && (isOwn || request.mechanism.languages.includes(named))
  request.words = context.words.in(offered ? named : request.mechanism.default_language)
  if (lang !== undefined && !offered) throw new NotFound()
  request.person = came === undefined ? null : await personWho(context, token, came)
  request.whose = request.person?.own.principalId ?? null
  request.binding = request.person?.token ?? readCookie(context, request, 'draft') ?? 'none'
}

type Came = Awaited<ReturnType<typeof whoComes>>[number]

async function personWho(context: Context, token: string | undefined, came: Came): Promise<Person | null> {
  const session = await openSession(context, 'messages', token, came)
  return session === null ? null : personBehind(session, came, dayOf(context.clock.now()))
}

function admit(request: FastifyRequest): void {
  if (request.routeOptions.config.access === 'person' && request.person === null) throw new SignInNeeded()
}

type DraftRow = { [K in keyof Omit<RestingDraft, 'state'>]: RestingDraft[K] | null } & {
  readonly draft_state: RestingDraft['state'] | null
}

function draftIn({ draft_state: state, saved, answers_sealed, result_sealed, waiting }: DraftRow): RestingDraft | null {
  return state === null ? null : { state, saved: saved === true, answers_sealed, result_sealed, waiting: waiting ?? [] }
}

interface ParticipantRow {
  readonly participant_id: string | null
  readonly grievance_id: string | null
  readonly language: string | null
  readonly roles: readonly string[] | null
  readonly invited_on: string | null
  readonly own_code_on: string | null
  readonly speaks_from: string | null
  readonly speaks_until: string | null
}

function personBehind(session: OpenSession, row: ParticipantRow, day: string): Person | null {
  const { participant_id, grievance_id, language, roles } = row
  if (participant_id === null || grievance_id === null || language === null) return null
  const actor = {
    kind: 'affected',
    id: session.own.principalId,
    participantId: participant_id,
    grievanceId: grievance_id,
    speaks: roles?.includes('affected') !== true,
    ...(session.lent ? { lent: true } : {}),
    ...(row.invited_on === null ? {} : { place: placeInGroup(row, day) }),
  } as const
  return {
    actor,
    own: session.own,
    keyring: keyringOf(session.own),
    sessionId: session.id,
    token: session.token,
    freshUntil: session.freshUntil,
    language,
  }
}

/** Whoever has a page of their own goes back to it; anybody else begins again. */
function onward({ person, words }: FastifyRequest): Onward {
  const lang = words.language.tag
  return person === null ? { href: paths.home(lang), key: 'failure:toStart' } : { href: paths.messages(lang), key: 'dialogue:back' }
}

/** Shows the page that asks for the code; what was typed is kept inside it and lands after. */
function signIn(context: Context, request: FastifyRequest, reply: FastifyReply, typed: Record<string, string | string[]>): FastifyReply {
  const first = request.method === 'GET'
  const kept = first ? null : keepTyped(context, { to: request.url, typed, files: request.filesBrought > 0 })
  return reply.code(first ? 200 : 401).page(openCodePage, openCodeView(request.words, { kept, expired: !first }))
}
