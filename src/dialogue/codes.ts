import type { FastifyInstance, FastifyReply } from 'fastify'
import type { Context } from '../contracts/context.ts'
import { typedOf } from '../contracts/http.ts'
import { paths } from '../contracts/paths.ts'
import type { CodeLabel, Reader } from '../contracts/schema.ts'
import { nonceId } from '../web/forgery.ts'
import { change } from '../grievances/change.ts'
import { addReceipt, stretchReceipt } from '../grievances/receipts.ts'
import { Refused } from '../platform/errors.ts'
import { definePage } from '../platform/views/views.ts'
import { carriedCode, drawnCode, withDrawn, type DrawnCode } from '../web/drawn-code.ts'
import { setSceneFor, type OwnScene } from '../web/person-act.ts'

interface CodesView {
  readonly drawn: DrawnCode | null
  readonly codes: readonly { readonly label: string; readonly name: string; readonly removable: boolean }[]
  readonly mayMake: boolean
  readonly action: string
  readonly back: string
}

const codesPage = definePage<CodesView>('dialogue/codes', 'public:titles.messages')
const MORE = ['second', 'third'] as const satisfies readonly CodeLabel[]

/**
 * Up to two more codes for people the person trusts: made, seen and taken back here. Each is shown while it is drawn and holds once the
 * person says that they have it, so that a page that never arrives leaves no code that nobody knows.
 */
export function codes(app: FastifyInstance, context: Context): void {
  const url = paths.message(':lang', 'codes')
  app.get(url, { config: { access: 'person' } }, async (request, reply) =>
    show(await setSceneFor(context, request, 'makeCode'), reply, null),
  )
  app.post(url, { config: { access: 'person' } }, async (request, reply) => {
    const scene = await setSceneFor(context, request, 'makeCode')
    const { go, carry, nonce, end } = typedOf(request)
    const ending = MORE.find(label => label === end)
    if (ending !== undefined) await endCode(scene, ending)
    else if (go === 'keep') await keepCode(scene, carry, nonceId(nonce))
    else return show(scene, reply, drawnCode(scene, 'more-code', carry))
    return reply.redirect(paths.message(request.words.language.tag, 'codes'), 303)
  })
}

async function keepCode(scene: OwnScene, carry: unknown, nonce: Buffer | undefined): Promise<void> {
  const code = carriedCode(scene, 'more-code', carry)
  if (code === null) return
  const stretched = await stretchReceipt(scene.context, code)
  await change(scene.context, 'makeCode', { actor: scene.person.actor, id: scene.opened.id, nonce }, async trx => {
    const taken = await labelsOf(scene, trx)
    const label = MORE.find(one => !taken.includes(one))
    if (label === undefined) throw new Refused('not_now')
    await addReceipt(trx, scene.person.own, stretched, label)
    return { facts: { label } }
  })
}

async function endCode(scene: OwnScene, label: CodeLabel): Promise<null> {
  await change(scene.context, 'endCode', { actor: scene.person.actor, id: scene.opened.id }, async trx => {
    await trx.deleteFrom('unlocks').where('principal_id', '=', scene.person.own.principalId).where('label', '=', label).execute()
    return { facts: { label } }
  })
  return null
}

async function show(scene: OwnScene, reply: FastifyReply, drawn: DrawnCode | null): Promise<FastifyReply> {
  const lang = scene.words.language.tag
  const labels = await labelsOf(scene, scene.context.db)
  return reply.page(withDrawn(codesPage, drawn), {
    drawn,
    mayMake: drawn === null && labels.length < 3,
    action: paths.message(lang, 'codes'),
    back: paths.messages(lang),
    codes: labels.map(label => ({ label, name: scene.words.t(`dialogue:codes.${label}`), removable: label !== 'own' })),
  })
}

async function labelsOf({ person }: OwnScene, db: Reader): Promise<CodeLabel[]> {
  const rows = await db
    .selectFrom('unlocks')
    .select('label')
    .where('principal_id', '=', person.own.principalId)
    .where('method', '=', 'receipt')
    .orderBy('label')
    .execute()
  return rows.flatMap(row => (row.label === null ? [] : [row.label]))
}
