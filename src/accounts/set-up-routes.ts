import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Context } from '../contracts/context.ts'
import { typedOf } from '../contracts/http.ts'
import { paths } from '../contracts/paths.ts'
import { NotFound } from '../platform/errors.ts'
import { openCarry, sealCarry } from './carry.ts'
import { codesPage, codesView } from './codes-page.ts'
import { asNobody, letIn } from './newcomer.ts'
import { secondFactorPage, secondFactorView } from './second-factor-page.ts'
import { readSetUp } from './set-up-form.ts'
import { setUpPage, setUpView } from './set-up-page.ts'
import { begin, finish, mayGoOn, type SetUpCarry } from './set-up.ts'
import { firstStepOf } from './six-digits.ts'

const LABEL = 'set-up'
const SHOWN = 'set-up-codes'
type Asking = FastifyRequest<{ Params: { token: string } }>

/** A set-up whose digits were right, while its codes are shown. */
type Shown = SetUpCarry & { readonly step: number }

/** Setting a fresh mechanism up: one page of questions, one for the app, one with the codes. Nothing is made before somebody says that they have them. */
export function setUpRoutes(app: FastifyInstance, context: Context): void {
  app.get<{ Params: { token: string } }>(
    '/set-up/:token',
    { config: { access: 'anyone' }, onRequest: asNobody },
    async (request, reply) => {
      const { token } = request.params
      if (!(await mayGoOn(context, token))) throw new NotFound()
      return reply.page(setUpPage, setUpView(context, request.words, paths.desk.setUp(token)))
    },
  )
  app.post<{ Params: { token: string } }>(
    '/set-up/:token',
    { config: { access: 'anyone' }, onRequest: asNobody },
    async (request, reply) => {
      const { token } = request.params
      const { carry } = typedOf(request)
      const shown = openCarry<Shown>(context, SHOWN, carry)
      if (shown !== null) return haveBoth(context, request, reply, shown)
      if (!(await mayGoOn(context, token))) throw new NotFound()
      const carried = openCarry<SetUpCarry>(context, LABEL, carry)
      return carried === null ? questions(context, request, reply) : codes(context, request, reply, carried)
    },
  )
}

async function questions(context: Context, request: Asking, reply: FastifyReply): Promise<FastifyReply> {
  const action = paths.desk.setUp(request.params.token)
  const typed = typedOf(request)
  const read = await readSetUp(context, typed)
  if (!read.ok) return reply.code(422).page(setUpPage, setUpView(context, request.words, action, typed, read.errors))
  const begun = await begin(context, read.answers)
  const page = { action, carry: sealCarry(context, LABEL, begun), mechanism: begun.words.name }
  return reply.page(secondFactorPage, secondFactorView(request.words, begun.lead, page))
}

/** Shows both codes, as often as the page is asked for again: they are drawn, and open nothing yet. */
function codes(context: Context, request: Asking, reply: FastifyReply, carried: SetUpCarry): FastifyReply {
  const action = paths.desk.setUp(request.params.token)
  const { carry, digits } = typedOf(request)
  const mechanism = carried.words.name
  const step = firstStepOf(carried.lead.totpSecret, digits, context.clock.now())
  if (step === null) {
    const page = { action, carry: String(carry), mechanism, errors: { digits: 'digits' } }
    return reply.code(422).page(secondFactorPage, secondFactorView(request.words, carried.lead, page))
  }
  const shown = { own: carried.lead.recoveryCode, sheet: carried.sheetCode, carry: sealCarry(context, SHOWN, { ...carried, step }) }
  return reply.page(codesPage, codesView(mechanism, shown, action))
}

/** *I have both*: the mechanism is made, and its codes are never shown again. */
async function haveBoth(context: Context, request: Asking, reply: FastifyReply, { step, ...carried }: Shown): Promise<FastifyReply> {
  await finish(context, request.params.token, carried, step)
  await letIn(context, reply, carried.lead)
  return reply.redirect(paths.desk.steward(), 303)
}
