import type { FastifyInstance } from 'fastify'
import { receiptGroups } from '../domain/receipt.ts'
import type { Context } from '../contracts/context.ts'
import { typedOf } from '../contracts/http.ts'
import { paths } from '../contracts/paths.ts'
import type { CodeLabel } from '../contracts/schema.ts'
import { nonceId } from '../web/forgery.ts'
import { change } from '../grievances/change.ts'
import { addReceipt, newReceipt, stretchReceipt } from '../grievances/receipts.ts'
import { definePage } from '../platform/views/views.ts'
import { setSceneFor, type OwnScene } from '../web/person-act.ts'

interface CodesView {
  readonly fresh: readonly string[] | null
  readonly codes: readonly { readonly label: string; readonly name: string; readonly removable: boolean }[]
  readonly mayMake: boolean
  readonly action: string
  readonly back: string
}

const codesPage = definePage<CodesView>('dialogue/codes', 'public:titles.messages')
const MORE = ['second', 'third'] as const satisfies readonly CodeLabel[]

/** Up to two more codes for people the person trusts: made, seen and taken back here; each is shown once. */
export function codes(app: FastifyInstance, context: Context): void {
  const url = paths.message(':lang', 'codes')
  app.get(url, { config: { access: 'person' } }, async (request, reply) =>
    reply.page(codesPage, await codesView(await setSceneFor(context, request, 'makeCode'), null)),
  )
  app.post(url, { config: { access: 'person' } }, async (request, reply) => {
    const scene = await setSceneFor(context, request, 'makeCode')
    const typed = typedOf(request)
    const ending = MORE.find(label => label === typed.end)
    const fresh = ending === undefined ? await makeCode(scene, nonceId(typed.nonce)) : await endCode(scene, ending)
    return reply.page(codesPage, await codesView(scene, fresh))
  })
}

async function makeCode(scene: OwnScene, nonce: Buffer | undefined): Promise<string | null> {
  const taken = await labelsOf(scene)
  const label = MORE.find(one => !taken.includes(one))
  if (label === undefined) return null
  const digits = newReceipt()
  const stretched = await stretchReceipt(scene.context, digits)
  const made = await change(scene.context, 'makeCode', { actor: scene.person.actor, id: scene.opened.id, nonce }, async trx => {
    await addReceipt(trx, scene.person.own, stretched, label)
    return { facts: { label } }
  })
  return made ? digits : null
}

async function endCode(scene: OwnScene, label: CodeLabel): Promise<null> {
  await change(scene.context, 'endCode', { actor: scene.person.actor, id: scene.opened.id }, async trx => {
    await trx.deleteFrom('unlocks').where('principal_id', '=', scene.person.own.principalId).where('label', '=', label).execute()
    return { facts: { label } }
  })
  return null
}

async function codesView(scene: OwnScene, fresh: string | null): Promise<CodesView> {
  const lang = scene.words.language.tag
  const labels = await labelsOf(scene)
  return {
    fresh: fresh === null ? null : receiptGroups(fresh),
    mayMake: labels.length < 3,
    action: paths.message(lang, 'codes'),
    back: paths.messages(lang),
    codes: labels.map(label => ({ label, name: scene.words.t(`dialogue:codes.${label}`), removable: label !== 'own' })),
  }
}

async function labelsOf(scene: OwnScene): Promise<CodeLabel[]> {
  const rows = await scene.context.db
    .selectFrom('unlocks')
    .select('label')
    .where('principal_id', '=', scene.person.own.principalId)
    .where('method', '=', 'receipt')
    .orderBy('label')
    .execute()
  return rows.flatMap(row => (row.label === null ? [] : [row.label]))
}
