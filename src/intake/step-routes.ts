import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Context } from '../contracts/context.ts'
import { typedOf } from '../contracts/http.ts'
import { paths } from '../contracts/paths.ts'
import { dayOf } from '../domain/calendar.ts'
import { Forged } from '../platform/errors.ts'
import { isForNoNetwork, isOwnPhone, rememberOwnPhone } from '../web/cookies.ts'
import { forged, nonceId } from '../web/forgery.ts'
import { Refused } from '../platform/errors.ts'
import { bringsFiles, parse, type Errors, type Offered, type Typed } from '../platform/forms/index.ts'
import { FILES_IN_ALL, readParts, removeBlobs, type Parts, type Upload } from '../platform/uploads/index.ts'
import { draftToken, giveDraftToken } from './draft-cookie.ts'
import { draftHere, progressOf, type Draft } from './drafts.ts'
import { operations } from './queries.ts'
import { saveForLater } from './come-back.ts'
import { answeredOn, comesBack, isEmpty, languageAfter, leaves } from './leaving.ts'
import { saveStep, type Saving } from './save-step.ts'
import { CHECK, goOnWith, pageBefore, RECEIPT, type Step } from './steps.ts'
import { stepAt, stepPage, stepView, type Showing } from './step-view.ts'
import { offered } from './telling.ts'
import { comeThrough } from '../web/pace.ts'
import { closed } from './welcome.ts'

/** Shows a page of the form. Whoever comes without the cookie is given one; nothing is stored for them yet. */
export async function showStep(
  context: Context,
  request: FastifyRequest,
  reply: FastifyReply,
  showing: Omit<Showing, 'offered' | 'emergency' | 'own'>,
): Promise<FastifyReply> {
  giveDraftToken(context, request, reply)
  const given = await offeredOn(context, request, stepAt(showing.number))
  const { emergency, leave_to: elsewhere } = request.mechanism
  const own = isOwnPhone(context, request) ? { elsewhere, noNetwork: isForNoNetwork(request) } : null
  return reply.page(stepPage, stepView(request.words, { ...showing, offered: given, emergency, own }))
}

/** Leads whoever wants to check to the page that is still open; what is wrong on one that they left is said there. */
export async function showUnfinished(
  context: Context,
  request: FastifyRequest,
  reply: FastifyReply,
  draft: Draft | null,
): Promise<FastifyReply> {
  const progress = progressOf(draft)
  const number = goOnWith(progress)
  const left = number === CHECK ? undefined : progress.pages[stepAt(number).name]
  if (left?.unfinished !== true) return reply.redirect(paths.form(request.words.language.tag, number), 303)
  return showStep(context, request, reply, { number, draft, errors: await wrongIn(context, request, stepAt(number), draft) })
}

/** Shows a page as it is stored. One that came back says what is wrong, as often as it is fetched. */
export async function showStored(
  context: Context,
  request: FastifyRequest,
  reply: FastifyReply,
  { number, draft }: Pick<Showing, 'number' | 'draft'>,
): Promise<FastifyReply> {
  const step = stepAt(number)
  const { refused, files = {} } = progressOf(draft).pages[step.name] ?? {}
  const errors = refused === true ? await wrongIn(context, request, step, draft) : files
  if (Object.keys(errors).length > 0) reply.code(422)
  return showStep(context, request, reply, { number, draft, errors, ...(draft?.damaged === true ? { notice: 'damaged' } : {}) })
}

/**
 * Takes a page in: its files first, then its words, and leads back to it, with everything typed, where something is wrong. Whoever only
 * leaves it, to the page before, to come back later or to read it in another language, is kept back by no answer that is wrong.
 */
export async function postStep(context: Context, request: FastifyRequest, reply: FastifyReply, number: number): Promise<FastifyReply> {
  if (!request.mechanism.ready) return closed(context, request, reply)
  const step = stepAt(number)
  const token = draftToken(context, request)
  const before = draftHere(context, request)
  const parts = await partsOf(context, request, { token, before })
  const typed = ownFields(step, parts.typed)
  const lang = languageAfter(context, request, parts.typed)
  if (before === null && lang !== null && isEmpty(typed) && parts.uploads.length === 0) return reply.redirect(paths.form(lang, number), 303)
  if (token === null) {
    await removeBlobs(
      context.config.filesDir,
      parts.uploads.map(upload => upload.id),
    )
    // Nobody comes past a first page without the cookie: on any other one it was there before.
    return showStep(context, request, reply.code(422), { number, draft: null, typed, notice: step.first ? 'cookie' : 'ended' })
  }
  if (before === null) await comeThrough(context, 'draft')
  const errors = await errorsOf(context, request, { step, typed, parts, before })
  const saving = savingOf(step, typed, parts, errors)
  const saved = await saveStep(context, token, saving)
  if (saved.outcome === 'sent') throw new Refused('sent')
  if (saved.outcome === 'clash') return showStep(context, request, reply.code(409), { number, draft: saved.draft, typed, notice: 'clash' })
  if (comesBack(saving.answered)) return reply.redirect(paths.form(request.words.language.tag, number), 303)
  if (parts.typed.go === 'own') rememberOwnPhone(context, reply)
  if (parts.typed.go === 'save') await saveForLater(context, token)
  return reply.redirect(paths.form(lang ?? request.words.language.tag, whereTo(number, parts.typed, saved.draft)), 303)
}

interface Arriving {
  readonly token: string | null
  readonly before: Draft | null
}

/** Reads the body, whichever way it was sent. A form that is not ours brings nothing in, and what was typed on it is shown again. */
async function partsOf(context: Context, request: FastifyRequest, { token, before }: Arriving): Promise<Parts> {
  if (!request.isMultipart()) return { typed: typedOf(request), uploads: [], refused: {}, allowed: true }
  const parts = await readParts(request, {
    folder: context.config.filesDir,
    day: dayOf(context.clock.now()),
    scanner: context.config.clamd,
    room: token === null ? 0 : FILES_IN_ALL - originals(before),
    allows: typed => token === null || !forged(context, request, typed.csrf),
  })
  if (!parts.allowed) throw new Forged()
  return parts
}

function ownFields(step: Step, typed: Parts['typed']): Typed {
  return Object.fromEntries(
    Object.entries(typed).filter(([name]) => {
      const field = step.form.fields[name]
      return field !== undefined && !bringsFiles(field)
    }),
  )
}

interface Checking {
  readonly step: Step
  readonly typed: Typed
  readonly parts: Parts
  readonly before: Draft | null
}

async function errorsOf(context: Context, request: FastifyRequest, { step, typed, parts, before }: Checking): Promise<Errors> {
  if (parts.typed.go === 'skip') return {}
  const files = originals(before) + parts.uploads.length - (parts.typed.remove === undefined ? 0 : 1)
  return wrongOn(context, request, step, { typed, files })
}

interface Given {
  readonly typed: Typed
  readonly files: number
}

/** What is wrong with a page as it is stored. */
async function wrongIn(context: Context, request: FastifyRequest, step: Step, draft: Draft | null): Promise<Errors> {
  const { typed = {}, files } = progressOf(draft).pages[step.name] ?? {}
  return { ...(await wrongOn(context, request, step, { typed, files: originals(draft) })), ...files }
}

async function wrongOn(context: Context, request: FastifyRequest, step: Step, { typed, files }: Given): Promise<Errors> {
  const parsed = parse(step.form, typed, await offeredOn(context, request, step))
  return { ...step.disagrees(typed, files), ...(parsed.ok ? {} : parsed.errors) }
}

function savingOf(step: Step, typed: Typed, parts: Parts, errors: Errors): Saving {
  const { go, seen, nonce, remove, extra } = parts.typed
  const answered = answeredOn(step, typed, parts, errors)
  return {
    step,
    answered,
    seen: typeof seen === 'string' ? seen : '',
    direct: go === 'send' && answered?.refused !== true,
    uploads: parts.uploads,
    nonce: nonceId(nonce),
    remove: typeof remove === 'string' ? remove : null,
    trapped: (extra ?? '') !== '',
    left: leaves(parts.typed),
  }
}

function whereTo(number: number, { remove, go, shown_in }: Parts['typed'], draft: Draft): number {
  const progress = progressOf(draft)
  if (remove !== undefined || shown_in !== undefined || go === 'own') return number
  if (go === 'save') return RECEIPT
  if (go === 'back') return pageBefore(progress, number) ?? number
  return goOnWith(progress, number)
}

function originals(draft: Draft | null): number {
  return (draft?.files ?? []).filter((file: Pick<Upload, 'copyOf'>) => file.copyOf === null).length
}

/** The lists that this page offers; most offer none, and ask for none. */
async function offeredOn(context: Context, request: FastifyRequest, { form }: Step): Promise<Offered> {
  return Object.values(form.fields).some(field => field.options === 'given') ? offeredNow(context, request) : {}
}

/** The lists that this mechanism offers, in the language of the page. */
export async function offeredNow(context: Context, request: FastifyRequest) {
  return offered(await operations(context.db), request.words.t('intake:who.operation.options.unknown'))
}
