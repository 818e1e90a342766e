import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Grievance } from '../domain/grievance.ts'
import { refusal } from '../domain/guards.ts'
import { type Action } from '../domain/rules.ts'
import type { Context } from '../contracts/context.ts'
import { personOf, typedOf, type Person } from '../contracts/http.ts'
import { paths, type MessagePage } from '../contracts/paths.ts'
import type { Writer } from '../contracts/schema.ts'
import { nonceId } from './forgery.ts'
import { change } from '../grievances/change.ts'
import type { OpenCompartment } from '../grievances/keys.ts'
import type { Made } from '../grievances/facts.ts'
import type { Moment } from '../grievances/moment.ts'
import { openOwnGrievance, type OpenGrievance } from '../grievances/open.ts'
import { Refused } from '../platform/errors.ts'
import { parse, type Answers, type Errors, type Form, type Typed } from '../platform/forms/index.ts'
import { definePage } from '../platform/views/views.ts'
import type { Translate } from '../platform/words.ts'
import { actView, type ActView, type Preparation } from './act-view.ts'

/** Where the person is: their own grievance, open in their own session. */
export interface OwnScene {
  readonly context: Context
  readonly person: Person
  readonly words: Translate
  readonly opened: OpenGrievance
}

/** Where what somebody writes lies: with everybody it belongs to, or, in a group, between them and the team alone. */
export function ownWords({ opened, person }: Pick<OwnScene, 'opened' | 'person'>): OpenCompartment {
  return opened.grouped ? opened.compartment('own', person.actor.participantId) : opened.compartment('shared')
}

/** Something the person does on a numbered page of their own. */
export interface PersonAct<A extends Action = Action, F extends Form = Form> {
  readonly page: MessagePage
  readonly action: A
  readonly form: F | ((scene: OwnScene) => Promise<F>)
  readonly prepare?: (scene: OwnScene) => Promise<Preparation>
  readonly check?: (scene: OwnScene, answers: Answers<F>) => Promise<Errors | null>
  readonly make: (trx: Writer, scene: OwnScene, grievance: Grievance, moment: Moment, answers: Answers<F>) => Promise<Made<A>>
}

/** Keeps the types of an act together. */
export function personAct<A extends Action, F extends Form>(act: PersonAct<A, F>): PersonAct {
  return act as unknown as PersonAct
}

const actPage = definePage<ActView>('dialogue/act', 'public:titles.messages')

/** Opens a numbered page for each act of the person. */
export function personActs(app: FastifyInstance, context: Context, acts: readonly PersonAct[]): void {
  for (const act of acts) {
    const url = paths.message(':lang', act.page)
    app.get(url, { config: { access: 'person' } }, async (request, reply) => showOwn(await setOwnScene(context, request), act, reply, {}))
    app.post(url, { config: { access: 'person' } }, async (request, reply) =>
      perform(await setOwnScene(context, request), act, request, reply),
    )
  }
}

/** Opens the person's own grievance for a request. */
export async function setOwnScene(context: Context, request: FastifyRequest): Promise<OwnScene> {
  const person = personOf(request)
  return { context, person, words: request.words, opened: await openOwnGrievance(context.db, person.actor, person.keyring) }
}

async function showOwn(
  scene: OwnScene,
  act: PersonAct,
  reply: FastifyReply,
  again: { typed?: Typed; errors?: Errors },
): Promise<FastifyReply> {
  const refused = refusal(act.action, scene.person.actor, scene.opened)
  if (refused !== undefined) throw new Refused(refused)
  const lang = scene.words.language.tag
  const view = actView(scene.words, `dialogue:acts.${act.page}`, await formOf(act, scene), {
    action: paths.message(lang, act.page),
    back: paths.messages(lang),
    prepared: (await act.prepare?.(scene)) ?? {},
    ...again,
  })
  return reply.page(actPage, view)
}

async function perform(scene: OwnScene, act: PersonAct, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const typed = typedOf(request)
  const { offered = {} } = (await act.prepare?.(scene)) ?? {}
  const parsed = parse(await formOf(act, scene), typed, offered)
  const errors = parsed.ok ? ((await act.check?.(scene, parsed.answers)) ?? null) : parsed.errors
  if (!parsed.ok || errors !== null) return showOwn(scene, act, reply.code(422), { typed, errors: errors ?? {} })
  const by = { actor: scene.person.actor, id: scene.opened.id, nonce: nonceId(typed.nonce) }
  await change(scene.context, act.action, by, (trx, grievance, moment) => act.make(trx, scene, grievance, moment, parsed.answers))
  return reply.redirect(paths.messages(scene.words.language.tag), 303)
}

function formOf(act: PersonAct, scene: OwnScene): Promise<Form> {
  return typeof act.form === 'function' ? act.form(scene) : Promise.resolve(act.form)
}
