import type { FastifyInstance, FastifyReply } from 'fastify'
import { refusal } from '../domain/guards.ts'
import type { Context } from '../contracts/context.ts'
import { typedOf } from '../contracts/http.ts'
import { paths } from '../contracts/paths.ts'
import { openOwnCase, speakerView, type Speaker, type SpeakerView } from '../dialogue/queries.ts'
import { withdrawMandates } from '../grievances/mandates.ts'
import { Refused } from '../platform/errors.ts'
import { definePage } from '../platform/views/views.ts'
import { nonceId } from '../web/forgery.ts'
import { changeOwn, personActs, setOwnScene, type OwnScene } from '../web/person-act.ts'
import { giveCode } from './give-code.ts'
import { drawnCode, replaceCode, withDrawn, type DrawnCode } from '../web/drawn-code.ts'
import { appoint, speak } from './person-acts.ts'

/** Who speaks for the person, each with the one button that ends it, and a code that nobody has seen. */
interface SpeaksView {
  readonly speakers: readonly (SpeakerView & { readonly id: string })[]
  readonly mayEnd: boolean
  readonly mayDraw: boolean
  readonly drawn: DrawnCode | null
  readonly action: string
  readonly back: string
}

const speaksPage = definePage<SpeaksView>('representation/speaks', 'public:titles.messages')

/** What a person does about those who speak for them, from their own page. */
export function ownSpeakers(context: Context) {
  return async (app: FastifyInstance): Promise<void> => {
    const url = paths.message(':lang', 'speaks')
    app.get(url, { config: { access: 'person' } }, async (request, reply) => show(await setOwnScene(context, request), reply, null))
    app.post(url, { config: { access: 'person' } }, async (request, reply) => {
      const scene = await setOwnScene(context, request)
      const { end, go, carry, nonce } = typedOf(request)
      if (typeof end === 'string') await revoke(scene, end, nonceId(nonce))
      else if (go === 'replace') await replaceCode(scene, carry, nonceId(nonce))
      else return show(scene, reply, drawnCode(scene, 'own-code', carry))
      return reply.redirect(paths.message(request.words.language.tag, 'speaks'), 303)
    })
    personActs(app, context, [speak, appoint])
    giveCode(app, context)
  }
}

async function show(scene: OwnScene, reply: FastifyReply, drawn: DrawnCode | null): Promise<FastifyReply> {
  return reply.page(withDrawn(speaksPage, drawn), await speaksView(scene, drawn))
}

/** *They no longer speak for me*: in one step, at once, and without a reason. */
async function revoke(scene: OwnScene, mandateId: string, nonce: Buffer | undefined): Promise<void> {
  const theirs = (await speakersOf(scene)).some(speaker => speaker.id === mandateId)
  if (!theirs) return
  await changeOwn(scene, 'revokeMandate', nonce, async (trx, grievance, moment) => {
    const opened = { ...scene.opened, spokenBy: grievance.spokenBy }
    const set = await withdrawMandates(scene.context, trx, opened, { mandateIds: [mandateId], by: 'person' }, moment.day)
    return { facts: { mandateId }, set }
  })
}

async function speaksView(scene: OwnScene, drawn: DrawnCode | null): Promise<SpeaksView> {
  const { words } = scene
  const refused = refusal('sendMessage', scene.person.actor, scene.opened)
  if (refused === 'not_yours') throw new Refused(refused)
  const lang = words.language.tag
  return {
    speakers: (await speakersOf(scene)).map(speaker => ({ id: speaker.id, ...speakerView(words, speaker) })),
    mayEnd: refusal('revokeMandate', scene.person.actor, scene.opened) === undefined,
    mayDraw: refusal('makeCode', scene.person.actor, scene.opened) === undefined,
    drawn,
    action: paths.message(lang, 'speaks'),
    back: paths.messages(lang),
  }
}

async function speakersOf({ context, person, words }: OwnScene): Promise<readonly Speaker[]> {
  const [, own] = await openOwnCase(context, { person, words })
  return own.speakers
}
