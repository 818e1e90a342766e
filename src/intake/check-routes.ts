import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Context } from '../contracts/context.ts'
import { paths } from '../contracts/paths.ts'
import { dayOf } from '../domain/calendar.ts'
import { nextReading, type NextReading } from '../domain/next-reading.ts'
import { readingHours } from '../web/mechanism.ts'
import { isOwnPhone, overwriteCookie, setCookie } from '../web/cookies.ts'
import { somebodyOnDuty } from '../grievances/duty.ts'
import { chooseTeam } from '../grievances/route.ts'
import { checkPage, checkView, type Checking } from './check-view.ts'
import { leaveForLater } from './come-back.ts'
import { draftToken } from './draft-cookie.ts'
import { draftHere, forgetCode, progressOf, type Draft } from './drafts.ts'
import type { Sent } from './told.ts'
import { operations } from './queries.ts'
import { receiptPage, receiptView } from './receipt-view.ts'
import { send } from './send.ts'
import { offeredNow, showStep } from './step-routes.ts'
import { canSend, CHECK, RECEIPT } from './steps.ts'
import { tellingOf } from './telling.ts'
import { waitingPage, waitingView } from './waiting-view.ts'
import { closed } from './welcome.ts'

/** Shows everything that was told before it is sent; while others are sending, when their own turn comes. */
export async function showCheck(context: Context, request: FastifyRequest, reply: FastifyReply, draft: Draft): Promise<FastifyReply> {
  const wait = (draft.told?.turn ?? 0) - context.clock.now().getTime()
  if (wait > 0) return reply.header('refresh', '10').page(waitingPage, waitingView(request.words, wait))
  const telling = tellingOf(request.words, draft, await operations(context.db))
  const route = await chooseTeam(context.db, telling)
  const next = nextReading(context.clock.now(), readingHours(request.mechanism))
  const view = checkView(request.words, {
    draft,
    offered: await offeredNow(context, request),
    next,
    told: telling.notSafe ? await whoIsTold(context, route.teamId, next) : null,
    emergency: request.mechanism.emergency,
    avoided: route.avoided,
  })
  return reply.page(checkPage, view)
}

/** Who is told of what cannot wait; where no letter leaves this machine, that it is read before the usual hours come. */
async function whoIsTold(context: Context, teamId: string, next: NextReading): Promise<Checking['told']> {
  if (context.postbox === null) return next.when === 'later' ? 'sooner' : null
  return (await somebodyOnDuty(context.db, teamId, dayOf(context.clock.now()))) ? 'duty' : 'stewards'
}

/** Sends what was told, once, and leads to the code; somebody's own phone keeps nothing of it any more. */
export async function postCheck(context: Context, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  if (!request.mechanism.ready) return closed(context, request, reply)
  const token = draftToken(context, request)
  if (token === null) return showStep(context, request, reply.code(422), { number: 1, draft: null, notice: 'cookie' })
  const draft = draftHere(context, request)
  const lang = request.words.language.tag
  if (draft === null) return showStep(context, request, reply.code(409), { number: 1, draft: null, notice: 'clock' })
  if (draft.state === 'acknowledged') return reply.redirect(paths.messages(lang), 303)
  if (draft.told !== null && !canSend(progressOf(draft))) return reply.redirect(paths.form(lang, CHECK), 303)
  const session = await send(context, token, draft, request.words)
  if (session !== null) setCookie(context, reply, 'messages', session)
  if (isOwnPhone(context, request)) reply.header('clear-site-data', '"storage"')
  return reply.redirect(paths.form(lang, RECEIPT), 303)
}

/** Shows the code. */
export function showReceipt(context: Context, request: FastifyRequest, reply: FastifyReply, sent: Sent, action?: string): FastifyReply {
  const lang = request.words.language.tag
  const page = {
    action: action ?? paths.form(lang, RECEIPT),
    reading: nextReading(context.clock.now(), readingHours(request.mechanism)),
    emergency: request.mechanism.emergency,
    told: context.postbox === null ? undefined : sent.told, // where no letter leaves, nobody is told at once
  }
  return reply.page(receiptPage, receiptView(request.words, sent, page))
}

/**
 * *I have it*: after sending, the code is forgotten here and the person's own page opens; before sending, the draft
 * waits for the code and this browser lets go of it.
 */
export async function confirmReceipt(context: Context, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const token = draftToken(context, request)
  const lang = request.words.language.tag
  const draft = draftHere(context, request)
  if (token !== null && draft?.state === 'open') await leaveForLater(context, token)
  else if (token !== null) await forgetCode(context, token)
  overwriteCookie(context, reply, 'draft')
  if (draft?.sent?.brought === true) return reply.redirect(paths.desk.spoken(), 303)
  return reply.redirect(draft?.state === 'open' ? paths.home(lang) : paths.messages(lang), 303)
}
