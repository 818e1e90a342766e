import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Context } from '../contracts/context.ts'
import { typedOf } from '../contracts/http.ts'
import { paths } from '../contracts/paths.ts'
import { dayOf } from '../domain/calendar.ts'
import { Forged } from '../platform/errors.ts'
import { isOwnPhone, rememberOwnPhone } from '../web/cookies.ts'
import { forged, nonceId } from '../web/forgery.ts'
import { Refused } from '../platform/errors.ts'
import { bringsFiles, parse, type Errors, type Offered, type Typed } from '../platform/forms/index.ts'
import { FILES_IN_ALL, readParts, removeBlobs, type Parts, type Upload } from '../platform/uploads/index.ts'
import { draftToken, giveDraftToken } from './draft-cookie.ts'
import { draftHere, progressOf, type Draft } from './drafts.ts'
import { operations } from './queries.ts'
import { saveForLater } from './come-back.ts'
import { saveStep, type Saving } from './save-step.ts'
import { canSend, CHECK, nextOpen, pageBefore, RECEIPT, type Step } from './steps.ts'
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
  return reply.page(
    stepPage,
    stepView(request.words, { ...showing, offered: given, emergency: request.mechanism.emergency, own: isOwnPhone(context, request) }),
  )
}

/** Takes a page in: its files first, then its words, and shows it again with everything typed where something is wrong. */
export async function postStep(context: Context, request: FastifyRequest, reply: FastifyReply, number: number): Promise<FastifyReply> {
  if (!request.mechanism.ready) return closed(context, request, reply)
  const step = stepAt(number)
  const token = draftToken(context, request)
  const before = draftHere(context, request)
  const parts = await partsOf(context, request, { token, before })
  const typed = ownFields(step, parts.typed)
  if (token === null) {
    await removeBlobs(
      context.config.filesDir,
      parts.uploads.map(upload => upload.id),
    )
    return showStep(context, request, reply.code(422), { number, draft: null, typed, notice: 'cookie' })
  }
  if (before === null) await comeThrough(context, 'draft')
  const errors = await errorsOf(context, request, { step, typed, parts, before })
  const saved = await saveStep(context, token, savingOf(step, typed, parts, errors))
  if (saved.outcome === 'sent') throw new Refused('sent')
  if (saved.outcome === 'clash') return showStep(context, request, reply.code(409), { number, draft: saved.draft, typed, notice: 'clash' })
  const told = { ...errors, ...parts.refused }
  if (Object.keys(told).length > 0) return showStep(context, request, reply.code(422), { number, draft: saved.draft, typed, errors: told })
  if (parts.typed.go === 'own') rememberOwnPhone(context, reply)
  if (parts.typed.go === 'save') await saveForLater(context, token)
  return reply.redirect(paths.form(request.words.language.tag, whereTo(number, parts.typed, saved.draft)), 303)
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
  const parsed = parse(step.form, typed, await offeredOn(context, request, step))
  const files = originals(before) + parts.uploads.length - (parts.typed.remove === undefined ? 0 : 1)
  return { ...(parts.typed.go === 'own' ? {} : step.disagrees(typed, files)), ...(parsed.ok ? {} : parsed.errors) }
}

function savingOf(step: Step, typed: Typed, parts: Parts, errors: Errors): Saving {
  const { go, seen, nonce, remove, extra } = parts.typed
  const skipped = go === 'skip' && !step.first
  return {
    step,
    answered: Object.keys(errors).length > 0 ? null : { typed: skipped ? {} : typed, skipped },
    seen: typeof seen === 'string' ? seen : '',
    direct: go === 'send',
    uploads: parts.uploads,
    nonce: nonceId(nonce),
    remove: typeof remove === 'string' ? remove : null,
    trapped: (extra ?? '') !== '',
  }
}

function whereTo(number: number, { remove, go }: Parts['typed'], draft: Draft): number {
  const progress = progressOf(draft)
  if (remove !== undefined || go === 'own') return number
  if (go === 'save') return RECEIPT
  if (go === 'back') return pageBefore(progress, number) ?? number
  if (progress.direct && canSend(progress)) return CHECK
  return nextOpen(progress, number)
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
