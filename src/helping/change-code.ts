import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Context } from '../contracts/context.ts'
import { typedOf } from '../contracts/http.ts'
import { paths } from '../contracts/paths.ts'
import { stretchReceipt } from '../grievances/receipts.ts'
import { definePage } from '../platform/views/views.ts'
import { carriedCode, drawnCode, exchangeCode, withDrawn, type DrawnCode } from '../web/drawn-code.ts'
import { nonceId } from '../web/forgery.ts'
import { changeOwn, setSceneFor, type OwnScene } from '../web/person-act.ts'

interface ChangeCodeView {
  readonly drawn: DrawnCode | null
  readonly action: string
  readonly back: string
}

const changeCodePage = definePage<ChangeCodeView>('helping/change-code', 'public:titles.messages')

/**
 * A new code instead of the old one: whoever helped, or found the slip, may know the old one. It holds once the person says that they have
 * it, so that a page that never arrives costs nobody theirs.
 */
export function changeCode(app: FastifyInstance, context: Context): void {
  const url = paths.message(':lang', 'changeCode')
  app.get(url, { config: { access: 'person' } }, async (request, reply) =>
    show(await setSceneFor(context, request, 'changeCode'), reply, null),
  )
  app.post(url, { config: { access: 'person' } }, async (request, reply) => {
    const scene = await setSceneFor(context, request, 'changeCode')
    const { go, carry } = typedOf(request)
    if (go !== 'replace') return show(scene, reply, drawnCode(scene, 'own-code', carry))
    await exchange(scene, request)
    return reply.redirect(paths.messages(request.words.language.tag), 303)
  })
}

/** From now on the drawn code opens the page; every other open page of the old one ends. */
async function exchange(scene: OwnScene, request: FastifyRequest): Promise<void> {
  const { person, context } = scene
  const { carry, nonce } = typedOf(request)
  const code = carriedCode(scene, 'own-code', carry)
  if (code === null) return
  const stretched = await stretchReceipt(context, code)
  await changeOwn(scene, 'changeCode', nonceId(nonce), async trx => {
    await exchangeCode(trx, person, stretched)
    return { facts: {} }
  })
}

function show(scene: OwnScene, reply: FastifyReply, drawn: DrawnCode | null): FastifyReply {
  const lang = scene.words.language.tag
  return reply.page(withDrawn(changeCodePage, drawn), { drawn, action: paths.message(lang, 'changeCode'), back: paths.messages(lang) })
}
