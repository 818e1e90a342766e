import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Context } from '../contracts/context.ts'
import { typedOf } from '../contracts/http.ts'
import { paths } from '../contracts/paths.ts'
import { Forged, NotFound } from '../platform/errors.ts'
import { newToken } from '../platform/sealing/index.ts'
import { isForNoNetwork, overwriteCookie, setCookie } from '../web/cookies.ts'
import { openTicket } from '../web/ticket.ts'
import { acceptUploads } from '../platform/uploads/index.ts'
import { confirmReceipt, postCheck, showCheck, showReceipt } from './check-routes.ts'
import { bindToDraft } from './draft-cookie.ts'
import { beginFor, draftHere, progressOf } from './drafts.ts'
import { keepPage, keepView } from './keep-view.ts'
import { postLost, showLost } from './lost-routes.ts'
import { postStep, showStep, showStored, showUnfinished } from './step-routes.ts'
import { CHECK, goOnWith, LAST, mayShow, RECEIPT, STEPS } from './steps.ts'
import { closed } from './welcome.ts'

const ANYONE = { config: { access: 'anyone' } } as const
const WITH_FILES = { config: { access: 'anyone', uploads: true } } as const
type Numbered = { Params: { lang: string; n: string } }

/** The form: its pages, the page to check, and the page with the code. */
export function intake(context: Context) {
  return async (app: FastifyInstance): Promise<void> => {
    await acceptUploads(app)
    app.addHook('onRequest', async request => bindToDraft(context, request))
    app.get<Numbered>('/:lang/form/:n', ANYONE, (request, reply) => show(context, request, reply, numberOf(request.params.n)))
    app.post<Numbered>('/:lang/form/:n', WITH_FILES, (request, reply) => take(context, request, reply, numberOf(request.params.n)))
    app.post(paths.begin(':lang'), ANYONE, (request, reply) => begin(context, request, reply))
    const lost = paths.message(':lang', 'lost')
    app.get(lost, ANYONE, (request, reply) =>
      request.mechanism.ready ? showLost(context, request, reply) : closed(context, request, reply),
    )
    app.post(lost, ANYONE, (request, reply) =>
      request.mechanism.ready ? postLost(context, request, reply) : closed(context, request, reply),
    )
  }
}

/** Takes in whoever comes from the desk to tell something for somebody, on a draft of its own. */
async function begin(context: Context, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const bringing = openTicket(context, typedOf(request).ticket)
  if (bringing === null) throw new Forged()
  if (!request.mechanism.ready) return closed(context, request, reply)
  const token = newToken()
  await beginFor(context, token, bringing)
  setCookie(context, reply, 'draft', token)
  return reply.redirect(paths.form(request.words.language.tag, 1), 303)
}

function numberOf(text: string): number {
  const number = /^[1-9]\d?$/.test(text) ? Number(text) : 0
  if (number < 1 || number > LAST) throw new NotFound()
  return number
}

/** Shows a page that may be shown now, or leads to the one that may; where a code is damaged, to the page that asks for it. A page for no network is empty. */
async function show(context: Context, request: FastifyRequest, reply: FastifyReply, number: number): Promise<FastifyReply> {
  if (!request.mechanism.ready) return closed(context, request, reply)
  if (isForNoNetwork(request) && STEPS.some(step => step.number === number))
    return showStep(context, request, reply, { number, draft: null })
  const draft = draftHere(context, request)
  const lang = request.words.language.tag
  const to = (n: number): FastifyReply => reply.redirect(paths.form(lang, n), 303)
  if (draft?.state === 'submitted' && draft.sent !== null)
    return number === RECEIPT ? showReceipt(context, request, reply, draft.sent) : to(RECEIPT)
  if (draft?.state === 'submitted') overwriteCookie(context, reply, 'draft')
  if (draft !== null && draft.state !== 'open') return reply.redirect(paths.messages(lang), 303)
  const progress = progressOf(draft)
  if (number === RECEIPT && draft?.told?.saving === true)
    return reply.page(keepPage, keepView(request.words, draft.told.code, goOnWith(progress)))
  if (!mayShow(progress, number)) return number === CHECK ? showUnfinished(context, request, reply, draft) : to(goOnWith(progress))
  return draft !== null && number === CHECK
    ? showCheck(context, request, reply, draft)
    : showStored(context, request, reply, { number, draft })
}

async function take(context: Context, request: FastifyRequest, reply: FastifyReply, number: number): Promise<FastifyReply> {
  if (number !== CHECK && number !== RECEIPT) return postStep(context, request, reply, number)
  if (request.isMultipart()) throw new Forged()
  return number === CHECK ? postCheck(context, request, reply) : confirmReceipt(context, request, reply)
}
