import type { FastifyReply, FastifyRequest } from 'fastify'
import { dayOf } from '../domain/calendar.ts'
import { refusal } from '../domain/guards.ts'
import type { Context } from '../contracts/context.ts'
import { partnerOf, type Partner } from '../contracts/http.ts'
import { change } from '../grievances/change.ts'
import { openGrievance, type OpenGrievance } from '../grievances/open.ts'
import { speakFor } from '../grievances/speak.ts'
import { homeBetween, keepUploads } from '../grievances/uploads.ts'
import { NotFound, Refused } from '../platform/errors.ts'
import { parse } from '../platform/forms/index.ts'
import { FILES_IN_ALL, readParts, removeBlobs, type Parts, type Upload } from '../platform/uploads/index.ts'
import { messageForm } from '../representation/queries.ts'
import { fieldProblem, sendProblem, type FieldProblem } from '../web/problems.ts'
import { isObject, languageFrom, problemsOf, typedFrom } from './body.ts'
import { FILE_FIELDS } from './file-fields.ts'
import { answerEarlier, answerSecond, earlier, keep, markOf, nonceOf, type Sending } from './once.ts'

/** Writes for the person, signed with the tool and its organisation. */
export async function writeForSomebody(context: Context, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { words, body } = request
  const partner = partnerOf(request)
  const opened = await openForAdding(context, request, partner)
  const nonce = nonceOf(request, partner)
  if (nonce === null) return sendProblem(request, reply, 'keyMissing')
  const sending = { context, partner, nonce, mark: markOf(body) }
  const before = await earlier(sending)
  if (before.is !== 'none') return answerEarlier(request, reply, before)
  if (!isObject(body)) return sendProblem(request, reply, 'notUnderstood')
  const { language: tag, ...fields } = body
  const problems: FieldProblem[] = []
  const language = languageFrom(context, request.mechanism, tag)
  if (language === null) problems.push(fieldProblem(words, '/language', 'one_offered'))
  const read = parse(messageForm, typedFrom(words, messageForm, fields, [], problems))
  if (!read.ok) problems.push(...problemsOf(words, messageForm, read.errors, []))
  if (!read.ok || language === null || problems.length > 0) return sendProblem(request, reply, 'invalid', { errors: problems })
  const answer = await add({ request, reply, sending, opened }, { text: read.answers.message, language, uploads: [] })
  return answer()
}

/**
 * Adds files for the person: sealed on their way to the disk, looked at and cleaned as those of the form are. What is not kept is gone
 * before it is said that nothing was stored.
 */
export async function addFiles(context: Context, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  if (!request.isMultipart()) return sendProblem(request, reply, 'notUnderstood')
  const partner = partnerOf(request)
  const opened = await openForAdding(context, request, partner)
  const nonce = nonceOf(request, partner)
  if (nonce === null) return sendProblem(request, reply, 'keyMissing')
  const parts = await readParts(request, {
    folder: context.config.filesDir,
    day: dayOf(context.clock.now()),
    scanner: context.config.clamd,
    room: FILES_IN_ALL,
    allows: () => true,
  })
  const kept = { yes: false }
  let answer: Answering
  try {
    const sending = { context, partner, nonce, mark: markOf(parts.uploads.filter(isOriginal).map(whatItIs)) }
    answer = await addParts({ request, reply, sending, opened }, parts, kept)
  } finally {
    if (!kept.yes)
      await removeBlobs(
        context.config.filesDir,
        parts.uploads.map(upload => upload.id),
      )
  }
  return answer()
}

/** What is answered, once everything is where it stays. */
type Answering = () => FastifyReply | Promise<FastifyReply>

/** Where something is added: the request that brings it, and the case that is open for it. */
interface Place {
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  readonly sending: Sending
  readonly opened: OpenGrievance
}

async function addParts(at: Place, { typed, uploads, refused }: Parts, kept: { yes: boolean }): Promise<Answering> {
  const { request, reply, sending, opened } = at
  const before = await earlier(sending)
  if (before.is !== 'none') return () => answerEarlier(request, reply, before)
  const names = [...Object.keys(typed), ...uploads.filter(({ field }) => !FILE_FIELDS.includes(field)).map(({ field }) => field)]
  const unknown = names.map(name => [name, 'unknown_field'] as const)
  const told = { ...refused, ...Object.fromEntries(unknown) }
  const wrong = Object.keys(told).length === 0 && uploads.length === 0 ? { files: 'nothing_added' } : told
  const problems = Object.entries(wrong).map(([name, code]) => fieldProblem(request.words, `/${name}`, code))
  if (problems.length > 0) return () => sendProblem(request, reply, 'invalid', { errors: problems })
  const apart = opened.compartments.find(one => one.kind === 'identity')
  const home = homeBetween(opened.compartment('shared'), apart ?? opened.compartment('shared'))
  if (apart === undefined && uploads.some(upload => upload.kind !== 'paper')) return () => sendProblem(request, reply, 'noIdentity')
  const count = uploads.filter(isOriginal).length
  const words = sending.context.words.in(opened.language)
  return add(at, { text: words.t('partners:added', { count }), language: words.language.tag, uploads, home, kept })
}

interface Adding {
  readonly text: string
  readonly language: string
  readonly uploads: readonly Upload[]
  readonly home?: ReturnType<typeof homeBetween>
  readonly kept?: { yes: boolean }
}

/** One change of the case, once for each key. */
async function add({ request, reply, sending, opened }: Place, { text, language, uploads, home, kept }: Adding): Promise<Answering> {
  const { context, partner, nonce } = sending
  const answer = { reference: opened.reference, ...(home === undefined ? {} : { files: uploads.filter(isOriginal).length }) }
  const added = await change(context, 'addForPerson', { actor: partner.actor, id: opened.id, nonce }, async (trx, _grievance, moment) => {
    if (home !== undefined) await keepUploads(trx, uploads, home, moment.day)
    await keep(trx, sending, answer)
    return speakFor(trx, opened, moment, { text, language, by: [partner.name, partner.team.name].join(', ') })
  })
  if (kept !== undefined) kept.yes = added
  return () => (added ? reply.code(201).send(answer) : answerSecond(request, reply, sending))
}

/** The case that the address names, where the organisation may write in it now; before anything of a body is taken in. */
async function openForAdding(context: Context, request: FastifyRequest, { actor, keyring }: Partner): Promise<OpenGrievance> {
  const { reference } = request.params as { reference: string }
  const opened = await openGrievance(context.db, actor, keyring, reference)
  const refused = refusal('addForPerson', actor, opened)
  if (refused === 'not_yours') throw new NotFound()
  if (refused !== undefined) throw new Refused(refused)
  return opened
}

function isOriginal(upload: Upload): boolean {
  return upload.copyOf === null
}

function whatItIs({ field, named, mark }: Upload) {
  return [field, named.name, mark]
}
