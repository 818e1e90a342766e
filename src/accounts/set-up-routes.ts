import type { FastifyInstance } from 'fastify'
import type { Context } from '../contracts/context.ts'
import { typedOf } from '../contracts/http.ts'
import { paths } from '../contracts/paths.ts'
import { setCookie } from '../web/cookies.ts'
import { NotFound } from '../platform/errors.ts'
import { openCarry, sealCarry } from './carry.ts'
import { codesPage, codesView } from './codes-page.ts'
import { firstSession } from './newcomer.ts'
import { secondFactorPage, secondFactorView } from './second-factor-page.ts'
import { readSetUp } from './set-up-form.ts'
import { setUpPage, setUpView } from './set-up-page.ts'
import { begin, finish, mayGoOn, type SetUpCarry } from './set-up.ts'
import { stepOf } from './six-digits.ts'

const LABEL = 'set-up'

/** Setting a fresh mechanism up: one page of questions, one for the app, one with the codes. */
export function setUpRoutes(app: FastifyInstance, context: Context): void {
  app.get<{ Params: { token: string } }>('/set-up/:token', { config: { access: 'anyone' } }, async (request, reply) => {
    const { token } = request.params
    if (!(await mayGoOn(context, token))) throw new NotFound()
    return reply.page(setUpPage, setUpView(context, request.words, paths.desk.setUp(token)))
  })
  app.post<{ Params: { token: string } }>('/set-up/:token', { config: { access: 'anyone' } }, async (request, reply) => {
    const { token } = request.params
    const action = paths.desk.setUp(token)
    const typed = typedOf(request)
    const carry = openCarry<SetUpCarry>(context, LABEL, typed.carry)
    if (carry === null) {
      if (!(await mayGoOn(context, token))) throw new NotFound()
      const read = readSetUp(context, typed)
      if (!read.ok) return reply.code(422).page(setUpPage, setUpView(context, request.words, action, typed, read.errors))
      const begun = await begin(context, read.answers)
      const page = { action, carry: sealCarry(context, LABEL, begun), mechanism: begun.words.name }
      return reply.page(secondFactorPage, secondFactorView(request.words, begun.lead, page))
    }
    const step = stepOf(carry.lead.totpSecret, typeof typed.digits === 'string' ? typed.digits : '', context.clock.now())
    if (step === null) {
      const page = { action, carry: String(typed.carry), mechanism: carry.words.name, errors: { digits: 'digits' } }
      return reply.code(422).page(secondFactorPage, secondFactorView(request.words, carry.lead, page))
    }
    await finish(context, token, carry, step)
    setCookie(context, reply, 'desk', await firstSession(context, carry.lead))
    const codes = { own: carry.lead.recoveryCode, sheet: carry.sheetCode }
    return reply.page(codesPage, codesView(carry.words.name, codes, paths.desk.steward()))
  })
}
