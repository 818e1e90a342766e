import type { FastifyReply, FastifyRequest } from 'fastify'
import plugin from 'fastify-plugin'
import { speaksForPeople } from '../domain/actor.ts'
import { paths } from '../contracts/paths.ts'
import type { Context } from '../contracts/context.ts'
import type { Account } from '../contracts/http.ts'
import { signInPage, signInView } from '../accounts/sign-in-page.ts'
import { arriveAtDesk } from '../accounts/account-behind.ts'
import { NotFound, SignInNeeded } from '../platform/errors.ts'
import { definePage, type Page, type Views } from '../platform/views/views.ts'
import type { Translate } from '../platform/words.ts'
import { readCookie } from '../web/cookies.ts'
import { openDoor } from './door.ts'
import type { FailureView, Onward } from './failure-page.ts'
import { mayReach } from './reach.ts'
import { formKeys } from '../web/forgery.ts'
import type { DeskFrame } from '../web/frame.ts'
import { keepTyped, type Typed } from '../web/kept.ts'

const failurePage = definePage<FailureView>('failure/desk')

/** The desk door: accounts with a passphrase and a second factor. Its language follows the account. */
export function deskDoor(context: Context, views: Views, stylesheet: string) {
  return plugin(async app => {
    await app.register(
      openDoor(context, {
        views,
        failurePage,
        frame: (request, page) => frame(context, stylesheet, request, page),
        before: request => ({
          words: context.words.in(languageAsked(context, request, 'en')),
          binding: readCookie(context, request, 'desk') ?? 'none',
        }),
        arrive: request => arrive(context, request),
        admit,
        onward,
        signIn: (request, reply, typed) => signIn(context, request, reply, typed),
      }),
    )
  })
}

async function arrive(context: Context, request: FastifyRequest): Promise<void> {
  const { mechanism, session, account } = await arriveAtDesk(context, readCookie(context, request, 'desk'))
  request.mechanism = mechanism
  request.account = account
  request.words = context.words.in(account?.language ?? languageAsked(context, request, mechanism.default_language))
  request.binding = session?.token ?? 'none'
  request.whose = request.account?.own.principalId ?? null
}

function admit(request: FastifyRequest): void {
  const access = request.routeOptions.config.access
  if (access === 'anyone' || access === undefined) return
  if (request.account === null) throw new SignInNeeded()
  if (!mayReach(access, request.account.actor)) throw new NotFound()
}

/** After a refusal in a case, back to the case, where what was done meanwhile stands. */
function onward(request: FastifyRequest, refused: boolean): Onward {
  const { reference } = request.params as { reference?: string }
  const place = request.routeOptions.url?.split('/')[2]
  const back = place === 'grievances' ? paths.desk.grievance : place === 'our-people' ? paths.desk.spoken : null
  if (!refused || reference === undefined || back === null || back(reference) === request.url)
    return { href: paths.desk.today(), key: 'failure:toToday' }
  return { href: back(reference), key: 'failure:toCase' }
}

/** Before anybody signed in, the desk speaks the first language of the browser that it knows. */
function languageAsked(context: Context, request: FastifyRequest, otherwise: string): string {
  const asked = (request.headers['accept-language'] ?? '').split(',').map(part => part.trim().split(/[-;]/)[0] ?? '')
  return asked.find(tag => context.words.offers(tag)) ?? otherwise
}

function signIn(context: Context, request: FastifyRequest, reply: FastifyReply, typed: Typed): FastifyReply {
  const wrote = Object.keys(typed).some(name => !['csrf', 'nonce', 'whose', 'wrote'].includes(name))
  const kept = request.method === 'POST' && wrote ? keepTyped(context, { to: request.url, typed, files: request.filesBrought > 0 }) : null
  const to = request.method === 'GET' ? request.url : ''
  return reply.code(request.method === 'GET' ? 200 : 401).page(signInPage, signInView(context, request.words, { kept, to }))
}

function frame(context: Context, stylesheet: string, request: FastifyRequest, page: Page<unknown>): DeskFrame {
  const { words, mechanism, account } = request
  const menu = account === null ? [] : menuOf(words, account, request.url.split('?')[0] ?? '')
  return {
    words,
    lang: words.language.tag,
    dir: words.language.direction,
    name: mechanism.name,
    title: words.t(page.title ?? 'desk:title'),
    stylesheet,
    menu,
    above: menu.find(({ href, current }) => href === paths.desk.steward() && current === 'true') ?? null,
    who: account?.name ?? null,
    lock: account !== null && speaksForPeople(account.actor) ? paths.desk.lock() : null,
    form: formKeys(context, request.binding, request.whose),
    demo: context.demo,
  }
}

function menuOf(words: Translate, account: Account, here: string): DeskFrame['menu'] {
  const item = (href: string, key: string) => ({ href, label: words.t(`desk:menu.${key}`), current: currentOf(href, here) })
  const people = leadsATeam(account) ? [item(paths.desk.steward('people'), 'people')] : []
  if (speaksForPeople(account.actor)) return [item(paths.desk.spoken(), 'spoken'), ...people]
  return [
    item(paths.desk.today(), 'today'),
    item(paths.desk.queue(), 'queue'),
    ...(handles(account) ? [item(paths.desk.tell(), 'tell')] : []),
    item(paths.desk.effectiveness(), 'effectiveness'),
    ...(account.actor.steward ? [item(paths.desk.steward(), 'steward')] : people),
  ]
}

function currentOf(href: string, here: string): 'page' | 'true' | null {
  if (here === href) return 'page'
  return here.startsWith(`${href}/`) ? 'true' : null
}

/** Whoever handles may write down what somebody tells them. */
function handles(account: Account): boolean {
  return account.actor.memberships.some(membership => membership.teamKind === 'handling')
}

/** Leads who are not stewards reach the people of their own teams. */
function leadsATeam(account: Account): boolean {
  return account.actor.memberships.some(membership => membership.role === 'lead')
}
