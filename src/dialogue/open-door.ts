import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { inGroups, readReceipt, type ReceiptReading } from '../domain/receipt.ts'
import type { Context } from '../contracts/context.ts'
import { typedOf } from '../contracts/http.ts'
import { paths } from '../contracts/paths.ts'
import { draftBehind } from '../intake/queries.ts'
import { SHOWN_IN } from '../platform/forms/index.ts'
import { setCookie } from '../web/cookies.ts'
import { keptView, readKept, type KeptView } from '../web/kept.ts'
import { comeThrough } from '../web/pace.ts'
import { startSession } from '../web/sessions.ts'
import { openByReceipt, stretchReceipt } from '../grievances/receipts.ts'
import { definePage } from '../platform/views/views.ts'
import type { Translate } from '../platform/words.ts'
import { openCodePage, openCodeView } from './open-page.ts'

const keptPage = definePage<KeptView>('dialogue/kept', 'public:titles.messages', { carries: 'held' })

const slipPage = definePage<{ readonly tell: string }>('dialogue/slip', 'public:titles.messages')

/** The door that a code opens. Unknown, ended and never-given codes meet the same page after the same work. */
export function openDoor(app: FastifyInstance, context: Context): void {
  app.post(paths.message(':lang', 'open'), { config: { access: 'anyone' } }, async (request, reply) => {
    const typed = typedOf(request)
    if (typed[SHOWN_IN] !== undefined) return askAgain(request, reply, null)
    const read = readReceipt(String(typed.code ?? ''))
    if (!read.ok) return askAgain(request, reply, problemOf(request.words, read))
    await comeThrough(context, 'code')
    const stretched = await stretchReceipt(context, read.digits)
    const opened = await openByReceipt(context.db, stretched)
    const draft = opened === null ? await draftBehind(context, stretched) : null
    if (draft !== null) return goOn(context, request, reply, draft)
    if (opened === null) return askAgain(request, reply, request.words.t('dialogue:open.unknown'))
    if (!(await isBound(context, opened.held.principalId))) return reply.page(slipPage, { tell: paths.form(request.words.language.tag, 1) })
    const token = await startSession(context, context.db, 'messages', opened.held, { lent: opened.lent })
    setCookie(context, reply, 'messages', token)
    request.binding = token
    request.whose = opened.held.principalId
    const kept = readKept(context, typed.kept, opened.held.principalId)
    if (kept === null) return reply.redirect(paths.messages(request.words.language.tag), 303)
    return reply.page(keptPage, keptView(request.words, kept, paths.messages(request.words.language.tag)))
  })
}

/** Whoever saved what they had written goes on where they were. */
function goOn(context: Context, request: FastifyRequest, reply: FastifyReply, draft: { token: string; number: number }): FastifyReply {
  setCookie(context, reply, 'draft', draft.token)
  return reply.redirect(paths.form(request.words.language.tag, draft.number), 303)
}

/** Whether something was told for this code; the code of a slip that nobody has used yet opens nothing. */
async function isBound(context: Context, principalId: string): Promise<boolean> {
  const row = await context.db.selectFrom('participants').select('id').where('principal_id', '=', principalId).executeTakeFirst()
  return row !== undefined
}

/** Asks again, with what was typed in groups as a code is shown, so that one wrong digit can be found and mended. */
function askAgain(request: FastifyRequest, reply: FastifyReply, problem: string | null): FastifyReply {
  const { kept, code } = typedOf(request)
  const view = openCodeView(request.words, {
    error: problem,
    typed: typeof code === 'string' ? inGroups(code) : '',
    kept: typeof kept === 'string' ? kept : null,
    expired: problem === null && typeof kept === 'string',
  })
  return reply.code(422).page(openCodePage, view)
}

/** What is wrong with what was typed, and where to look first if that is known. */
function problemOf({ t }: Translate, { problem, group }: Extract<ReceiptReading, { ok: false }>): string {
  const what = t(`dialogue:open.${problem}`)
  return group === undefined ? what : `${what} ${t('dialogue:open.group', { group })}`
}
