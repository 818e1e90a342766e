import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Grievance } from '../domain/grievance.ts'
import type { Action } from '../domain/rules.ts'
import type { Context } from '../contracts/context.ts'
import { paths, type MessagePage } from '../contracts/paths.ts'
import type { Writer } from '../contracts/schema.ts'
import type { Made } from '../grievances/facts.ts'
import type { Moment } from '../grievances/moment.ts'
import { parse, type Answers, type Errors, type Form, type Typed } from '../platform/forms/index.ts'
import { acceptUploads, type Upload } from '../platform/uploads/index.ts'
import { definePage } from '../platform/views/views.ts'
import { actView, type ActView } from './act-view.ts'
import { nonceId } from './forgery.ts'
import { chooseAgain, keepingFiles, receiveParts } from './receive-parts.ts'
import { changeOwn, setSceneFor, type OwnScene } from './person-act.ts'

/** What came with a page: what was answered, and the files, sealed on their way in. */
export interface Sent<F extends Form> {
  readonly answers: Answers<F>
  readonly uploads: readonly Upload[]
}

/** Something the person does on a numbered page that takes files too. */
export interface UploadAct<A extends Action = Action, F extends Form = Form> {
  readonly page: MessagePage
  readonly action: A
  readonly form: F | ((scene: OwnScene) => Promise<F>)
  readonly check?: (scene: OwnScene, answers: Answers<F>, uploads: readonly Upload[]) => Promise<Errors | null>
  readonly make: (trx: Writer, scene: OwnScene, grievance: Grievance, moment: Moment, sent: Sent<F>) => Promise<Made<A>>
}

/** Keeps the types of an act together. */
export function uploadAct<A extends Action, F extends Form>(act: UploadAct<A, F>): UploadAct {
  return act as unknown as UploadAct
}

const uploadPage = definePage<ActView>('dialogue/act', 'public:titles.messages', { carries: 'shown' })

/** Opens a page for each of these acts; what is not kept in the end leaves no file behind. */
export async function personUploads(app: FastifyInstance, context: Context, acts: readonly UploadAct[]): Promise<void> {
  await app.register(async uploads => {
    await acceptUploads(uploads)
    for (const act of acts) {
      const url = paths.message(':lang', act.page)
      uploads.get(url, { config: { access: 'person' } }, async (request, reply) =>
        show(await setSceneFor(context, request, act.action), act, reply, {}, {}),
      )
      uploads.post(url, { config: { access: 'person', uploads: true } }, async (request, reply) =>
        perform(await setSceneFor(context, request, act.action), act, request, reply),
      )
    }
  })
}

async function perform(scene: OwnScene, act: UploadAct, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { context } = scene
  const parts = await receiveParts(context, request)
  const form = await formOf(act, scene)
  const parsed = parse(form, parts.typed)
  const checked = parsed.ok ? ((await act.check?.(scene, parsed.answers, parts.uploads)) ?? {}) : parsed.errors
  const errors = { ...checked, ...parts.refused }
  if (!parsed.ok || Object.keys(errors).length > 0) {
    await keepingFiles(context, parts.uploads, async () => false)
    return show(scene, act, reply.code(422), parts.typed, { ...errors, ...chooseAgain(form, parts, errors) })
  }
  const sent = { answers: parsed.answers, uploads: parts.uploads }
  await keepingFiles(context, parts.uploads, () =>
    changeOwn(scene, act.action, nonceId(parts.typed.nonce), (trx, grievance, moment) => act.make(trx, scene, grievance, moment, sent)),
  )
  return reply.redirect(paths.messages(scene.words.language.tag), 303)
}

async function show(scene: OwnScene, act: UploadAct, reply: FastifyReply, typed: Typed, errors: Errors): Promise<FastifyReply> {
  const lang = scene.words.language.tag
  const at = { action: paths.message(lang, act.page), back: paths.messages(lang), prepared: {}, typed, errors }
  return reply.page(uploadPage, actView(scene.words, `dialogue:acts.${act.page}`, await formOf(act, scene), at))
}

function formOf(act: UploadAct, scene: OwnScene): Promise<Form> {
  return typeof act.form === 'function' ? act.form(scene) : Promise.resolve(act.form)
}
