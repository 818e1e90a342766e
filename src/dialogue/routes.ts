import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Context } from '../contracts/context.ts'
import { personOf, typedOf } from '../contracts/http.ts'
import { paths } from '../contracts/paths.ts'
import { overwriteCookie } from '../web/cookies.ts'
import { endSession } from '../web/sessions.ts'
import { formView, type FormView } from '../platform/forms/index.ts'
import { definePage } from '../platform/views/views.ts'
import { personActs } from '../web/person-act.ts'
import { personUploads } from '../web/person-upload.ts'
import { escalate, handler, readback, unsafe, write } from './acts.ts'
import { codes } from './codes.ts'
import { delivery } from './delivery.ts'
import { identity } from './identity-act.ts'
import { evidence } from './evidence.ts'
import { openDoor } from './open-door.ts'
import { openCodePage, openCodeView } from './open-page.ts'
import { ownFiles } from './own-files.ts'
import { pageView, type PageView } from './page-view.ts'
import { openOwnCase } from './queries.ts'
import { groupDecision, ownAnswer, proposal } from './offer-acts.ts'
import { asked } from './remedy-acts.ts'
import { review } from './review-act.ts'
import { resume, stop } from './stop-acts.ts'
import { survey } from './survey.ts'
import { voice } from './voice-act.ts'

const ownPage = definePage<OwnView>('dialogue/page', 'public:titles.messages')
const writingPage = definePage<OwnView>('dialogue/page', 'public:titles.messages', { carries: 'shown' })
type OwnView = PageView & { readonly form: FormView }
const printPage = definePage<PageView & { readonly back: string }>('dialogue/print', 'public:titles.messages')

/** Pages that are only sent to: whoever opens one, as after choosing another language, comes to their own page. */
const ONLY_SENT = ['open', 'have', 'close'] as const

/** The person's own page, and everything they can do from it. */
export function dialogue(context: Context) {
  return async (app: FastifyInstance): Promise<void> => {
    openDoor(app, context)
    app.get(paths.messages(':lang'), { config: { access: 'anyone' } }, (request, reply) => showPage(context, request, reply))
    app.post(paths.messages(':lang'), { config: { access: 'person' } }, (request, reply) => showPage(context, request, reply))
    for (const page of ONLY_SENT)
      app.get(paths.message(':lang', page), { config: { access: 'anyone' } }, async (request, reply) =>
        reply.redirect(paths.messages(request.words.language.tag), 303),
      )
    personActs(app, context, [write, readback, asked, proposal, unsafe, handler, review, escalate, identity, voice, stop, resume])
    delivery(app, context)
    app.get(paths.message(':lang', 'print'), { config: { access: 'person' } }, async (request, reply) => {
      const view = pageView(...(await openOwnCase(context, { person: personOf(request), words: request.words })))
      return reply.page(printPage, {
        ...view,
        thread: [...view.thread, ...view.older].reverse(),
        back: paths.messages(request.words.language.tag),
      })
    })
    ownFiles(app, context)
    codes(app, context)
    survey(app, context)
    await personUploads(app, context, [evidence, groupDecision, ownAnswer])
    app.post(paths.message(':lang', 'close'), { config: { access: 'person' } }, async (request, reply) => {
      if (request.person !== null) await endSession(context, request.person.sessionId)
      overwriteCookie(context, reply, 'messages')
      return reply.redirect(paths.messages(request.words.language.tag), 303)
    })
  }
}

/** The person's page, with what they began to write where they only chose another language; whoever has no session is asked for the code, and whoever has a slip of a group whether they join it. */
async function showPage(context: Context, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { person, words } = request
  if (person === null) return reply.page(openCodePage, openCodeView(words, { ready: request.mechanism.ready }))
  if (person.actor.place === 'invited') return reply.redirect(paths.message(words.language.tag, 'join'), 303)
  const own = await openOwnCase(context, { person, words })
  const view = pageView(...own)
  return reply.page(view.canWrite ? writingPage : ownPage, { ...view, form: formView(write.form as never, words, typedOf(request)) })
}
