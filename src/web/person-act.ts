import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Grievance } from '../domain/grievance.ts'
import { actsForAll, refusal } from '../domain/guards.ts'
import { RULES, type Action } from '../domain/rules.ts'
import type { Context } from '../contracts/context.ts'
import { personOf, typedOf, type Person } from '../contracts/http.ts'
import { paths, type MessagePage } from '../contracts/paths.ts'
import type { Reader, Writer } from '../contracts/schema.ts'
import { nonceId } from './forgery.ts'
import { change, type Make } from '../grievances/change.ts'
import { writeItem } from '../grievances/items.ts'
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

/**
 * The person's way to change their own grievance. What one of a group does for themselves leaves its trace where they and the team find
 * it, and nobody else of the group, with words or without. Gives false where this nonce was used before.
 */
export function changeOwn<A extends Action>(scene: OwnScene, action: A, nonce: Buffer | undefined, make: Make<A>): Promise<boolean> {
  const { context, opened, person } = scene
  const traced = opened.grouped && !actsForAll(action) && RULES[action].shownTo !== 'nobody'
  return change(context, action, { actor: person.actor, id: opened.id, nonce }, async (trx, grievance, moment) => {
    const made = await make(trx, grievance, moment)
    if (!traced || made.itemId !== undefined) return made
    const said = { text: '', language: scene.words.language.tag }
    return { ...made, itemId: await writeItem(trx, ownWords(scene), 'act', moment.author, said) }
  })
}

/** What the page of a person's act shows besides its form; where the form could only fail, the page to go to `instead` of it. */
export interface OwnPreparation extends Preparation {
  readonly instead?: Link
}

/** A page to go to, and what its link says. */
export interface Link {
  readonly href: string
  readonly label: string
}

/** Something the person does on a numbered page of their own. */
export interface PersonAct<A extends Action = Action, F extends Form = Form> {
  readonly page: MessagePage
  readonly action: A
  readonly form: F | ((scene: OwnScene) => Promise<F>)
  /** The page that it is reached from, where that is not the person's own. */
  readonly from?: 'group'
  /** Where it leads, where that is not the person's own page. */
  readonly after?: MessagePage
  /** Whether there is anything to do now, beyond what the rules say; where not, its page is not shown and nothing sent from it is taken. */
  readonly applies?: (db: Reader, scene: OwnScene) => Promise<boolean>
  readonly prepare?: (scene: OwnScene) => Promise<OwnPreparation>
  readonly check?: (scene: OwnScene, answers: Answers<F>) => Promise<Errors | null>
  readonly make: (trx: Writer, scene: OwnScene, grievance: Grievance, moment: Moment, answers: Answers<F>) => Promise<Made<A>>
}

/** Keeps the types of an act together. */
export function personAct<A extends Action, F extends Form>(act: PersonAct<A, F>): PersonAct {
  return act as unknown as PersonAct
}

interface OwnActView extends ActView {
  readonly instead: Link | null
}

const actPage = definePage<OwnActView>('dialogue/act', 'public:titles.messages', { carries: 'shown' })

/** Opens a numbered page for each act of the person. */
export function personActs(app: FastifyInstance, context: Context, acts: readonly PersonAct[]): void {
  for (const act of acts) {
    const url = paths.message(':lang', act.page)
    app.get(url, { config: { access: 'person' } }, async (request, reply) => {
      const scene = await setSceneFor(context, request, act.action)
      return showOwn(scene, act, reply, {})
    })
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

/** The same where somebody may do this now. Throws Refused where the rules say no. */
export async function setSceneFor(context: Context, request: FastifyRequest, action: Action): Promise<OwnScene> {
  const scene = await setOwnScene(context, request)
  const refused = refusal(action, scene.person.actor, scene.opened)
  if (refused !== undefined) throw new Refused(refused)
  return scene
}

async function showOwn(
  scene: OwnScene,
  act: PersonAct,
  reply: FastifyReply,
  again: { typed?: Typed; errors?: Errors },
): Promise<FastifyReply> {
  const refused = refusal(act.action, scene.person.actor, scene.opened)
  if (refused !== undefined) throw new Refused(refused)
  await mustApply(scene.context.db, act, scene)
  const lang = scene.words.language.tag
  const { instead = null, ...prepared } = (await act.prepare?.(scene)) ?? {}
  const view = actView(scene.words, `dialogue:acts.${act.page}`, await formOf(act, scene), {
    action: paths.message(lang, act.page),
    ...wayBack(act, scene.words),
    prepared,
    ...again,
  })
  return reply.page(actPage, { ...view, instead })
}

async function perform(scene: OwnScene, act: PersonAct, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const typed = typedOf(request)
  const { offered = {} } = (await act.prepare?.(scene)) ?? {}
  const parsed = parse(await formOf(act, scene), typed, offered)
  const errors = parsed.ok ? ((await act.check?.(scene, parsed.answers)) ?? null) : parsed.errors
  if (!parsed.ok || errors !== null) return showOwn(scene, act, reply.code(422), { typed, errors: errors ?? {} })
  await changeOwn(scene, act.action, nonceId(typed.nonce), async (trx, grievance, moment) => {
    await mustApply(trx, act, scene)
    return act.make(trx, scene, grievance, moment, parsed.answers)
  })
  const lang = scene.words.language.tag
  return reply.redirect(act.after === undefined ? paths.messages(lang) : paths.message(lang, act.after), 303)
}

async function mustApply(db: Reader, { applies }: PersonAct, scene: OwnScene): Promise<void> {
  if ((await applies?.(db, scene)) === false) throw new Refused('not_now')
}

function wayBack({ from }: PersonAct, words: Translate): { back: string; backLabel?: string } {
  const lang = words.language.tag
  if (from === undefined) return { back: paths.messages(lang) }
  return { back: paths.message(lang, from), backLabel: words.t('communities:backToGroup') }
}

function formOf(act: PersonAct, scene: OwnScene): Promise<Form> {
  return typeof act.form === 'function' ? act.form(scene) : Promise.resolve(act.form)
}
