import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Grievance } from '../domain/grievance.ts'
import { refusal } from '../domain/guards.ts'
import { type Action } from '../domain/rules.ts'
import type { Context } from '../contracts/context.ts'
import { accountOf, typedOf, type Account } from '../contracts/http.ts'
import { paths } from '../contracts/paths.ts'
import type { Writer } from '../contracts/schema.ts'
import { nonceId } from './forgery.ts'
import { changeWithin } from '../grievances/change.ts'
import type { Made } from '../grievances/facts.ts'
import type { Moment } from '../grievances/moment.ts'
import { wrapGrants } from '../grievances/wraps.ts'
import { openGrievance, type OpenGrievance } from '../grievances/open.ts'
import { NotFound, Refused } from '../platform/errors.ts'
import { parse, type Answers, type Errors, type Form, type Typed } from '../platform/forms/index.ts'
import type { Upload } from '../platform/uploads/index.ts'
import { definePage } from '../platform/views/views.ts'
import type { Translate } from '../platform/words.ts'
import { chooseAgain, keepingFiles, receiveParts } from './receive-parts.ts'
import { avoided } from './avoided.ts'
import { stillWaiting } from './unfinished.ts'
import { actView, type ActView, type Preparation } from './act-view.ts'

/** Where an act happens: the open grievance, who acts, and the one thing of it that the address names, if any. */
export interface Scene {
  readonly context: Context
  readonly account: Account
  readonly words: Translate
  readonly opened: OpenGrievance
  readonly subject: string | null
  /** The one of a group to whom what is written goes, and to nobody else of it; left out, to everybody to whom it belongs. */
  readonly addressee?: Addressee
}

/** One of a group, and the language they read. */
export interface Addressee {
  readonly participantId: string
  readonly language: string
}

/** Something a member does on a page of its own: a row of the rule book, a form, and what it writes. */
export interface DeskAct<A extends Action = Action, F extends Form = Form> {
  readonly action: A
  readonly form: F | ((scene: Scene) => Promise<F>)
  /** Where it leads, where that is not back to where it was done. */
  readonly after?: string
  readonly prepare?: (scene: Scene) => Promise<Preparation>
  readonly check?: (scene: Scene, answers: Answers<F>) => Promise<Errors | null>
  readonly make: (
    trx: Writer,
    scene: Scene,
    grievance: Grievance,
    moment: Moment,
    answers: Answers<F>,
    uploads: readonly Upload[],
  ) => Promise<Made<A>>
  /** What follows in the same transaction, as events of its own. */
  readonly follows?: (trx: Writer, scene: Scene) => Promise<void>
}

/** Keeps the types of an act together. */
export function deskAct<A extends Action, F extends Form>(act: DeskAct<A, F>): DeskAct {
  return act as unknown as DeskAct
}

const actPage = definePage<ActView>('desk/act', 'desk:titles.grievance')

/** Where acts have their pages, where they lead back to, and what is asked of an account before it does anything there. */
export interface Place {
  readonly folder: string
  readonly act: (reference: string, action: string, subject: string | null) => string
  readonly back: (reference: string) => string
  /** What the way back says, where it does not lead to a case file. */
  readonly backLabel?: string
  readonly before: (context: Context, account: Account, opened: OpenGrievance) => Promise<void>
  /** Whether its acts may take files. */
  readonly uploads?: boolean
}

const CASE_FILES: Place = {
  folder: 'grievances',
  act: (reference, action, subject) =>
    subject === null ? paths.desk.act(reference, action) : paths.desk.actOn(reference, action, subject),
  back: paths.desk.grievance,
  before: mustHaveDeclared,
}

/** Opens a page for each act at `/<folder>/:reference/<act>` and, for one thing of it, `/…/<act>/:subject`; case files are the usual place. */
export function deskActs(app: FastifyInstance, context: Context, acts: readonly DeskAct[], place: Place = CASE_FILES): void {
  for (const act of acts) {
    const whole = `/${place.folder}/:reference/${kebab(act.action)}`
    for (const url of [whole, `${whole}/:subject`]) {
      app.get(url, { config: { access: act.action } }, async (request, reply) =>
        show(await setScene(context, place, request), { act, place }, reply, {}),
      )
      app.post(url, { config: { access: act.action, uploads: place.uploads === true } }, async (request, reply) =>
        perform(await setScene(context, place, request), { act, place }, request, reply),
      )
    }
  }
}

interface Placed {
  readonly act: DeskAct
  readonly place: Place
}

/** The address of an act's page. */
export function actPath(reference: string, action: Action, subject?: string | null): string {
  return CASE_FILES.act(reference, kebab(action), subject ?? null)
}

async function setScene(context: Context, place: Place, request: FastifyRequest): Promise<Scene> {
  const account = accountOf(request)
  const { reference, subject } = request.params as { reference: string; subject?: string }
  const opened = await openGrievance(context.db, account.actor, account.keyring, reference)
  await place.before(context, account, opened)
  return { context, account, words: request.words, opened, subject: subject ?? null }
}

/** Nobody opens or does anything before they have said whether they have an interest in it (UNGP 31(a)). */
export async function mustHaveDeclared(context: Context, account: Account, opened: OpenGrievance): Promise<void> {
  const declared = await context.db
    .selectFrom('interests')
    .select('conflict')
    .where('grievance_id', '=', opened.id)
    .where('account_id', '=', account.actor.id)
    .executeTakeFirst()
  if (declared === undefined) throw new Refused('undeclared')
}

async function show(
  scene: Scene,
  { act, place }: Placed,
  reply: FastifyReply,
  again: { typed?: Typed; errors?: Errors },
): Promise<FastifyReply> {
  const refused = refusal(act.action, scene.account.actor, scene.opened)
  if (refused === 'not_yours') throw new NotFound()
  if (refused !== undefined) throw new Refused(refused)
  const prepared = (await act.prepare?.(scene)) ?? {}
  const form = await formOf(act, scene)
  const view = actView(scene.words, `${form.words.split(':')[0] ?? ''}:acts.${act.action}`, form, {
    action: place.act(scene.opened.reference, kebab(act.action), scene.subject),
    back: place.back(scene.opened.reference),
    ...(place.backLabel === undefined ? {} : { backLabel: scene.words.t(place.backLabel) }),
    prepared: prepared.tells == null ? prepared : { ...prepared, quotes: [...(prepared.quotes ?? []), ...(await avoided(scene))] },
    ...again,
  })
  return reply.page(actPage, view)
}

async function perform(scene: Scene, placed: Placed, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { act, place } = placed
  const { typed, uploads, refused } =
    place.uploads === true ? await receiveParts(scene.context, request) : { ...NO_FILES, typed: typedOf(request) }
  const { offered = {}, typed: begun = {} } = (await act.prepare?.(scene)) ?? {}
  const form = await formOf(act, scene)
  const parsed = parse(form, typed, offered)
  const checked = parsed.ok ? ((await act.check?.(scene, parsed.answers)) ?? {}) : parsed.errors
  const errors = { ...stillWaiting(begun, typed), ...checked, ...refused }
  if (!parsed.ok || Object.keys(errors).length > 0) {
    await keepingFiles(scene.context, uploads, async () => false)
    return show(scene, placed, reply.code(422), { typed, errors: { ...errors, ...chooseAgain(form, { typed, uploads }, errors) } })
  }
  await keepingFiles(scene.context, uploads, () =>
    scene.context.db.transaction().execute(trx => make(trx, scene, act, { nonce: nonceId(typed.nonce), answers: parsed.answers, uploads })),
  )
  return reply.redirect(act.after ?? place.back(scene.opened.reference), 303)
}

interface Sent {
  readonly nonce: Buffer | undefined
  readonly answers: Answers<Form>
  readonly uploads: readonly Upload[]
}

async function make(trx: Writer, scene: Scene, act: DeskAct, { nonce, answers, uploads }: Sent): Promise<boolean> {
  const { id } = scene.opened
  const { actor, keyring } = scene.account
  const made = await changeWithin(scene.context, trx, act.action, { actor, id, nonce }, async (_trx, grievance, moment) => {
    const what = await act.make(trx, scene, grievance, moment, answers, uploads)
    await wrapGrants(trx, keyring, id)
    return what
  })
  if (made) await act.follows?.(trx, scene)
  return made
}

const NO_FILES = { uploads: [], refused: {} } as const

/** The form of an act where it happens. */
export function formOf(act: DeskAct, scene: Scene): Promise<Form> {
  return typeof act.form === 'function' ? act.form(scene) : Promise.resolve(act.form)
}

function kebab(action: string): string {
  return action.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)
}
