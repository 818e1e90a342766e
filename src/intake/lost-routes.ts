import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Context } from '../contracts/context.ts'
import { typedOf } from '../contracts/http.ts'
import { paths } from '../contracts/paths.ts'
import { dayOf } from '../domain/calendar.ts'
import { setCookie } from '../web/cookies.ts'
import { nonceId } from '../web/forgery.ts'
import { firstUse } from '../grievances/nonces.ts'
import { parse } from '../platform/forms/index.ts'
import { showReceipt } from './check-routes.ts'
import { draftToken, giveDraftToken, lostTokenOf } from './draft-cookie.ts'
import { forgetDraft, lockDraft, readDraft, storeTold } from './drafts.ts'
import type { LostWords } from './told.ts'
import { lostForm } from './forms.ts'
import { lostPage, lostView } from './lost-view.ts'
import { send } from './send.ts'

/** Asks what somebody remembers, or shows the new code that they were given for it. */
export async function showLost(context: Context, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const token = giveDraftToken(context, request, reply)
  const draft = await readDraft(context, context.db, lostTokenOf(token))
  const here = paths.message(request.words.language.tag, 'lost')
  if (draft?.state === 'submitted' && draft.sent !== null) return showReceipt(context, request, reply, draft.sent, here)
  return reply.page(lostPage, lostView(request.words))
}

/** Takes it in as something new, with a code of its own: no answer tells whether anything is known here. */
export async function postLost(context: Context, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const typed = typedOf(request)
  const held = draftToken(context, request)
  giveDraftToken(context, request, reply)
  if (held === null) return reply.code(422).page(lostPage, lostView(request.words, typed, {}, true))
  const lang = request.words.language.tag
  const token = lostTokenOf(held)
  if (typed.go === 'have') {
    await forgetDraft(context, token)
    return reply.redirect(paths.messages(lang), 303)
  }
  const parsed = parse(lostForm, typed)
  if (!parsed.ok) return reply.code(422).page(lostPage, lostView(request.words, typed, parsed.errors))
  await writeLost(context, token, parsed.answers, nonceId(typed.nonce))
  const draft = await readDraft(context, context.db, token)
  const session = draft === null ? null : await send(context, token, draft, request.words)
  if (session !== null) setCookie(context, reply, 'messages', session)
  return reply.redirect(paths.message(lang, 'lost'), 303)
}

/** Writes it down to be sent; a page that was sent before writes nothing. */
async function writeLost(context: Context, token: string, lost: LostWords, nonce: Buffer | undefined): Promise<void> {
  await context.db.transaction().execute(async trx => {
    if (nonce !== undefined && !(await firstUse(trx, nonce, dayOf(context.clock.now())))) return
    const draft = await lockDraft(context, trx, token)
    if (draft.told !== null) await storeTold(context, trx, draft, { ...draft.told, lost })
  })
}
