import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Context } from '../contracts/context.ts'
import { partnerOf, type Partner } from '../contracts/http.ts'
import { once } from '../grievances/nonces.ts'
import { receive } from '../grievances/receive.ts'
import { newReceipt, stretchReceipt } from '../grievances/receipts.ts'
import { listsOf, STEPS, toldOn, wrongWithPages } from '../intake/queries.ts'
import type { Translate } from '../platform/words.ts'
import { comeThrough } from '../web/pace.ts'
import { sendProblem, type FieldProblem } from '../web/problems.ts'
import { problemsOf, readSent, type Sent } from './body.ts'
import { answerEarlier, answerSecond, earlier, keep, markOf, nonceOf, type Answer, type Sending } from './once.ts'

/**
 * Takes in what an organisation tells for somebody, as its people do on the pages of the form: checked by the same forms, sealed the
 * same way, once for each key. The person's code is in the answer, to be handed to them.
 */
export async function tellForSomebody(context: Context, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  if (!request.mechanism.ready) return sendProblem(request, reply, 'closed')
  const { words } = request
  const partner = partnerOf(request)
  const nonce = nonceOf(request, partner)
  if (nonce === null) return sendProblem(request, reply, 'keyMissing')
  const sending = { context, partner, nonce, mark: markOf(request.body) }
  const before = await earlier(sending)
  if (before.is !== 'none') return answerEarlier(request, reply, before)
  const read = readSent(context, request.mechanism, words, request.body)
  if (read === null) return sendProblem(request, reply, 'notUnderstood')
  const problems = read.ok ? await wrongWith(context, words, read.sent) : read.problems
  if (!read.ok || problems.length > 0) return sendProblem(request, reply, 'invalid', { errors: problems })
  await comeThrough(context, 'send')
  const answer = await tellOnce(sending, read.sent)
  return answer === undefined ? answerSecond(request, reply, sending) : reply.code(201).send(answer)
}

async function wrongWith({ db }: Context, words: Translate, { pages }: Sent): Promise<FieldProblem[]> {
  const wrong = wrongWithPages(pages, await listsOf(db, words))
  return STEPS.flatMap(({ name, form }) => problemsOf(words, form, wrong[name] ?? {}, ['pages', name]))
}

async function tellOnce(sending: Sending, { language, pages }: Sent): Promise<Answer | undefined> {
  const { context, partner, nonce } = sending
  const code = newReceipt()
  const stretched = await stretchReceipt(context, code)
  return once(context, nonce, async trx => {
    const telling = await toldOn(trx, context.words.in(language), pages, bringingOf(partner))
    const { reference, promised } = await receive(context, trx, telling, stretched)
    const answer = { reference, code, answerBy: promised.answerBy }
    await keep(trx, sending, answer)
    return answer
  })
}

/** The organisation, and whoever made its token, who follows the case until a lead hands it on; what is written is signed by the tool. */
function bringingOf({ actor, team, name }: Partner) {
  return { teamId: team.id, accountId: actor.id, team: team.name, name }
}
