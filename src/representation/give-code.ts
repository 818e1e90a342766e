import type { FastifyInstance, FastifyReply } from 'fastify'
import type { Context } from '../contracts/context.ts'
import { typedOf } from '../contracts/http.ts'
import { paths } from '../contracts/paths.ts'
import type { Writer } from '../contracts/schema.ts'
import { openOwnCase } from '../dialogue/queries.ts'
import { change } from '../grievances/change.ts'
import { affectedCapacity, addMandate } from '../grievances/mandates.ts'
import type { Moment } from '../grievances/moment.ts'
import { addParticipant } from '../grievances/participants.ts'
import { newPrincipal } from '../grievances/principals.ts'
import { addReceipt, stretchReceipt } from '../grievances/receipts.ts'
import { Refused } from '../platform/errors.ts'
import { SHOWN_IN } from '../platform/forms/index.ts'
import type { Stretched } from '../platform/sealing/index.ts'
import { definePage } from '../platform/views/views.ts'
import { nonceId } from '../web/forgery.ts'
import { setOwnScene, type OwnScene } from '../web/person-act.ts'
import { carriedCode, drawnCode, withDrawn, type DrawnCode } from '../web/drawn-code.ts'

/** The page before and after drawing: what giving changes, and the person's code. */
interface GiveView {
  readonly drawn: DrawnCode | null
  readonly action: string
  readonly back: string
}

const givePage = definePage<GiveView>('representation/give-code', 'public:titles.messages')

/** Whoever told it for another gives them a code of their own: from then on it is theirs to decide, and the one who told it speaks for them. */
export function giveCode(app: FastifyInstance, context: Context): void {
  const url = paths.message(':lang', 'giveCode')
  app.get(url, { config: { access: 'person' } }, async (request, reply) => {
    const scene = await setOwnScene(context, request)
    await mustTellForAnother(scene)
    return show(scene, reply, null)
  })
  app.post(url, { config: { access: 'person' } }, async (request, reply) => {
    const scene = await setOwnScene(context, request)
    await mustTellForAnother(scene)
    const { carry, nonce, [SHOWN_IN]: shownIn } = typedOf(request)
    const code = carriedCode(scene, 'their-code', carry)
    if (code === null || shownIn !== undefined) return show(scene, reply, drawnCode(scene, 'their-code', carry))
    await give(scene, code, nonceId(nonce))
    return reply.redirect(paths.messages(request.words.language.tag), 303)
  })
}

async function mustTellForAnother({ context, person, words }: OwnScene): Promise<void> {
  const [, own] = await openOwnCase(context, { person, words })
  if (!own.tellsForAnother) throw new Refused('not_yours')
}

async function give(scene: OwnScene, code: string, nonce: Buffer | undefined): Promise<void> {
  const { context, person, opened } = scene
  const stretched = await stretchReceipt(context, code)
  await change(context, 'giveCode', { actor: person.actor, id: opened.id, nonce }, async (trx, _grievance, moment) => {
    const participantId = await join(scene, trx, stretched, moment)
    await stepBack(scene, trx, participantId, moment)
    return { facts: { participantId } }
  })
}

/** The person joins with a key of their own, and reads all that was said before. */
async function join({ context, opened }: OwnScene, trx: Writer, stretched: Stretched, { day }: Moment): Promise<string> {
  const held = await newPrincipal(trx, context.keys, 'participant')
  await addReceipt(trx, held, stretched, 'own')
  const { id } = await addParticipant(
    context,
    trx,
    opened,
    {
      principalId: held.principalId,
      roles: ['affected', 'contact'],
      capacity: affectedCapacity(''),
      identityMode: 'id_pseudonymous',
      language: opened.language,
    },
    day,
  )
  return id
}

/** Whoever told it speaks from now on, and decides nothing; what was asked for is the person's. */
async function stepBack({ person, opened }: OwnScene, trx: Writer, participantId: string, moment: Moment): Promise<void> {
  const { id: teller, participantId: was } = person.actor
  await trx
    .updateTable('participants')
    .set({ roles: ['submitter'] })
    .where('id', '=', was)
    .execute()
  await trx.updateTable('asked_items').set({ participant_id: participantId }).where('participant_id', '=', was).execute()
  await addMandate(trx, { grievanceId: opened.id, participantId, representativeId: teller, language: opened.language }, moment)
}

function show(scene: OwnScene, reply: FastifyReply, drawn: DrawnCode | null): FastifyReply {
  const lang = scene.words.language.tag
  return reply.page(withDrawn(givePage, drawn), { drawn, action: paths.message(lang, 'giveCode'), back: paths.messages(lang) })
}
