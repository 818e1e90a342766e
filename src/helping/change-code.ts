import type { FastifyInstance } from 'fastify'
import { receiptGroups } from '../domain/receipt.ts'
import type { Context } from '../contracts/context.ts'
import { typedOf } from '../contracts/http.ts'
import { paths } from '../contracts/paths.ts'
import { newReceipt, stretchReceipt } from '../grievances/receipts.ts'
import { definePage } from '../platform/views/views.ts'
import { nonceId } from '../web/forgery.ts'
import { exchangeCode } from '../web/drawn-code.ts'
import { changeOwn, setSceneFor, type OwnScene } from '../web/person-act.ts'

interface ChangeCodeView {
  readonly fresh: readonly string[] | null
  readonly action: string
  readonly back: string
}

const changeCodePage = definePage<ChangeCodeView>('helping/change-code', 'public:titles.messages')

/** A new code instead of the old one, shown once: whoever helped, or found the slip, may know the old one. */
export function changeCode(app: FastifyInstance, context: Context): void {
  const url = paths.message(':lang', 'changeCode')
  app.get(url, { config: { access: 'person' } }, async (request, reply) =>
    reply.page(changeCodePage, viewOf(await setSceneFor(context, request, 'changeCode'), null)),
  )
  app.post(url, { config: { access: 'person' } }, async (request, reply) => {
    const scene = await setSceneFor(context, request, 'changeCode')
    return reply.page(changeCodePage, viewOf(scene, await exchange(scene, nonceId(typedOf(request).nonce))))
  })
}

/** The new code; null where this page was sent before. Every other open page of this code ends. */
async function exchange(scene: OwnScene, nonce: Buffer | undefined): Promise<string | null> {
  const { person, context } = scene
  const digits = newReceipt()
  const stretched = await stretchReceipt(context, digits)
  const made = await changeOwn(scene, 'changeCode', nonce, async trx => {
    const { principalId } = person.own
    await trx.deleteFrom('sessions').where('principal_id', '=', principalId).where('id', '<>', person.sessionId).execute()
    await exchangeCode(trx, person, stretched)
    return { facts: {} }
  })
  return made ? digits : null
}

function viewOf(scene: OwnScene, fresh: string | null): ChangeCodeView {
  const lang = scene.words.language.tag
  return {
    fresh: fresh === null ? null : receiptGroups(fresh),
    action: paths.message(lang, 'changeCode'),
    back: paths.messages(lang),
  }
}
