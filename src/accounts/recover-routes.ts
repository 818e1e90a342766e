import type { FastifyInstance } from 'fastify'
import type { Context } from '../contracts/context.ts'
import { typedOf } from '../contracts/http.ts'
import { paths } from '../contracts/paths.ts'
import { setCookie } from '../web/cookies.ts'
import { parse } from '../platform/forms/index.ts'
import { recoverForm } from './forms.ts'
import { choosePassphrase, stretchPassphrase } from './passphrases.ts'
import { recoverPage, recoverView } from './recover-page.ts'
import { ownerOf, recover } from './recover.ts'

/** A lost passphrase: one's own recovery code and six digits set a new one. */
export function recoverRoutes(app: FastifyInstance, context: Context): void {
  app.get('/recover', { config: { access: 'anyone' } }, async (request, reply) => reply.page(recoverPage, recoverView(request.words)))
  app.post('/recover', { config: { access: 'anyone' } }, async (request, reply) => {
    const typed = typedOf(request)
    const read = parse(recoverForm, typed)
    const owner = read.ok ? await ownerOf(context, read.answers.code) : null
    const chosen = await choosePassphrase(typed, owner && [owner.name, owner.email, request.mechanism.name])
    if (!read.ok || !chosen.ok) {
      const errors = { ...(read.ok ? {} : read.errors), ...(chosen.ok ? {} : chosen.errors) }
      return reply.code(422).page(recoverPage, recoverView(request.words, typed, errors))
    }
    const token = await recover(context, read.answers, await stretchPassphrase(context, chosen.text))
    if (token === null) return reply.code(422).page(recoverPage, recoverView(request.words, typed, {}, true))
    setCookie(context, reply, 'desk', token)
    return reply.redirect(paths.desk.today(), 303)
  })
}
