import type { FastifyInstance, FastifyReply } from 'fastify'
import type { Context } from '../contracts/context.ts'
import { paths } from '../contracts/paths.ts'
import { dayOf } from '../domain/calendar.ts'
import { refusal } from '../domain/guards.ts'
import { change } from '../grievances/change.ts'
import { homeBetween, keepUploads } from '../grievances/uploads.ts'
import { Forged, Refused } from '../platform/errors.ts'
import { defineForm, files, words, type Errors, type Typed } from '../platform/forms/index.ts'
import { acceptUploads, readParts, removeBlobs } from '../platform/uploads/index.ts'
import { definePage } from '../platform/views/views.ts'
import { actView, type ActView } from '../web/act-view.ts'
import { forged, nonceId } from '../web/forgery.ts'
import { setOwnScene, type OwnScene } from '../web/person-act.ts'
import { sayIfAny } from './say.ts'

const evidencePage = definePage<ActView>('dialogue/evidence', 'public:titles.messages')
const form = defineForm('dialogue:forms', { voice: files('voice'), files: files('files'), words: words({ optional: true, rows: 3 }) })
const ROOM = 10

/** More photos, papers or a voice message, sealed on their way in; originals rest apart, clean copies with the messages. */
export async function evidence(app: FastifyInstance, context: Context): Promise<void> {
  await app.register(async uploads => {
    await acceptUploads(uploads)
    const url = paths.message(':lang', 'evidence')
    uploads.get(url, { config: { access: 'person' } }, async (request, reply) => show(await setOwnScene(context, request), reply, {}, {}))
    uploads.post(url, { config: { access: 'person', uploads: true } }, async (request, reply) => {
      const scene = await setOwnScene(context, request)
      const refused = refusal('addEvidence', scene.person.actor, scene.opened)
      if (refused !== undefined) throw new Refused(refused)
      const parts = await readParts(request, {
        folder: context.config.filesDir,
        day: dayOf(context.clock.now()),
        scanner: context.config.clamd,
        room: ROOM,
        allows: typed => !forged(context, request, typed.csrf),
      })
      request.body = parts.typed
      if (!parts.allowed) throw new Forged()
      const ids = parts.uploads.map(upload => upload.id)
      const errors = parts.uploads.length === 0 && Object.keys(parts.refused).length === 0 ? { files: 'nothing_added' } : parts.refused
      if (Object.keys(errors).length > 0) {
        await removeBlobs(context.config.filesDir, ids)
        return show(scene, reply.code(422), parts.typed, errors)
      }
      const by = { actor: scene.person.actor, id: scene.opened.id, nonce: nonceId(parts.typed.nonce) }
      const home = homeBetween(scene.opened.compartment('shared'), scene.opened.compartment('identity', scene.person.actor.participantId))
      const kept = await change(context, 'addEvidence', by, async (trx, _grievance, moment) => {
        await keepUploads(trx, parts.uploads, home, moment.day)
        const count = parts.uploads.filter(upload => upload.copyOf === null).length
        return {
          facts: { files: count },
          ...(await sayIfAny(trx, scene, moment, 'message', String(parts.typed.words ?? '').slice(0, 20_000))),
        }
      })
      if (!kept) await removeBlobs(context.config.filesDir, ids)
      return reply.redirect(paths.messages(scene.words.language.tag), 303)
    })
  })
}

function show(scene: OwnScene, reply: FastifyReply, typed: Typed, errors: Errors): FastifyReply {
  const lang = scene.words.language.tag
  return reply.page(
    evidencePage,
    actView(scene.words, 'dialogue:acts.evidence', form, {
      action: paths.message(lang, 'evidence'),
      back: paths.messages(lang),
      prepared: {},
      typed,
      errors,
    }),
  )
}
