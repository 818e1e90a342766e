import type { FastifyInstance } from 'fastify'
import type { Context } from '../contracts/context.ts'
import { accountOf, typedOf } from '../contracts/http.ts'
import { paths } from '../contracts/paths.ts'
import { tellAudit } from '../grievances/audit.ts'
import { formView, parse, type Errors, type FormView } from '../platform/forms/index.ts'
import { definePage } from '../platform/views/views.ts'
import type { Translate } from '../platform/words.ts'
import { overwriteCookie } from '../web/cookies.ts'
import { freshen } from '../web/sessions.ts'
import { againForm } from './forms.ts'
import { endEverySession } from './renew.ts'
import { isDeskPath } from './sign-in-routes.ts'
import { forgetTries, mayTry } from './tries.ts'
import { openByPassphrase } from './unlocks.ts'

/** The page that asks for the passphrase once more, and where it leads on. */
interface AgainView {
  readonly form: FormView
  readonly to: string
  readonly action: string
  readonly back: string
}

const againPage = definePage<AgainView>('accounts/again', 'accounts:again.title')

/** The passphrase after a pause, and one tap that locks everything wherever it is open. */
export function againRoutes(app: FastifyInstance, context: Context): void {
  app.get<{ Querystring: { to?: string } }>('/again', { config: { access: 'account' } }, async (request, reply) =>
    reply.page(againPage, againView(request.words, request.query.to ?? '')),
  )
  app.post('/again', { config: { access: 'account' } }, async (request, reply) => {
    const account = accountOf(request)
    const typed = typedOf(request)
    const to = typeof typed.to === 'string' ? typed.to : ''
    const read = parse(againForm, typed)
    const opens = read.ok && (await opensAgain(context, account.actor.id, read.answers.passphrase))
    if (!opens) return reply.code(422).page(againPage, againView(request.words, to, { passphrase: 'wrong_passphrase' }))
    await freshen(context, account)
    return reply.redirect(isDeskPath(to) ? to : paths.desk.today(), 303)
  })
  app.post('/lock', { config: { access: 'account' } }, async (request, reply) => {
    const { actor } = accountOf(request)
    await context.db.transaction().execute(async trx => {
      await endEverySession(trx, actor.id)
      await tellAudit(trx, context, actor, 'account.locked', actor.id)
    })
    overwriteCookie(context, reply, 'desk')
    return reply.redirect(paths.desk.signedOut(), 303)
  })
}

async function opensAgain(context: Context, id: string, passphrase: string): Promise<boolean> {
  if (!(await mayTry(context, id)) || (await openByPassphrase(context, id, passphrase)) === null) return false
  await forgetTries(context.db, id)
  return true
}

function againView(words: Translate, to: string, errors: Errors = {}): AgainView {
  return { form: formView(againForm, words, {}, errors), to, action: '/desk/again', back: paths.desk.today() }
}
