import multipart, { type Multipart } from '@fastify/multipart'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { NotUnderstood, TooLarge } from '../errors.ts'
import { FORM_BYTES } from '../forms/index.ts'
import { takeIn, type Refusal, type Store, type Upload } from './upload.ts'

/** At most this many files in one request, and in one draft or message. */
export const FILES_AT_ONCE = 5
export const FILES_IN_ALL = 10

const MEGABYTE = 1_048_576
const LIMITS = { fileSize: 25 * MEGABYTE, files: 20, fields: 200, fieldSize: FORM_BYTES, fieldNameSize: 100, parts: 220 }

/** What a form with files brought: everything typed, the files that were taken in, and why others were not. */
export interface Parts {
  readonly typed: Readonly<Record<string, string | string[]>>
  readonly uploads: readonly Upload[]
  readonly refused: Readonly<Record<string, Refusal>>
  readonly allowed: boolean
}

/** Where the files of a request go, how many still may, and who is let in: asked once, with what was typed before the first file. */
export interface Taking extends Store {
  readonly room: number
  readonly allows: (typed: Parts['typed']) => boolean
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Whether a route reads forms with files by `readParts`, and so asks itself whether they may come in. */
    uploads?: boolean
  }
  interface FastifyRequest {
    /** How many files a form brought, taken in or not. */
    filesBrought: number
  }
}

/** Lets those routes of a slice that declare `uploads` read forms with files; to all others such a form is no form. */
export async function acceptUploads(app: FastifyInstance): Promise<void> {
  await app.register(multipart, { limits: LIMITS, throwFileSizeLimit: false })
  app.decorateRequest('filesBrought', 0)
  app.addHook('preValidation', async request => {
    if (request.isMultipart() && request.routeOptions.config.uploads !== true)
      throw new app.multipartErrors.InvalidMultipartContentTypeError()
  })
}

/**
 * Reads a form with files to its end. A file that is refused is let pass unread; what was typed is always given back, is the body of the
 * request from then on, and where the form itself is not allowed no file is taken in at all.
 */
export async function readParts(request: FastifyRequest, taking: Taking): Promise<Parts> {
  const reading: Reading = { typed: {}, uploads: [], refused: {}, typedBytes: 0, files: 0, allowed: null }
  request.body = reading.typed
  try {
    for await (const part of request.parts()) {
      if (part.type === 'field') addTyped(reading, part)
      else {
        if (isNamed(part)) request.filesBrought += 1
        await readFile(reading, part, taking)
      }
    }
  } catch (error) {
    throw isBrokenForm(error as Error) ? new NotUnderstood() : error
  }
  const { typed, uploads, refused } = reading
  return { typed, uploads, refused, allowed: reading.allowed ?? taking.allows(typed) }
}

/** What was typed in a form with files that nobody has read; its files are let pass. A broken form has nothing typed. */
export async function readTypedAlone(request: FastifyRequest): Promise<void> {
  const nowhere = { folder: '', day: '', scanner: null, room: 0, allows: () => false }
  await readParts(request, nowhere).catch(() => undefined)
}

/** What the parser says of a form that has no boundary, no end, or no head of a part. */
function isBrokenForm({ message }: Error): boolean {
  return /boundary|multipart|part header|part terminated|unexpected end/i.test(message)
}

interface Reading {
  readonly typed: Record<string, string | string[]>
  readonly uploads: Upload[]
  readonly refused: Record<string, Refusal>
  typedBytes: number
  files: number
  allowed: boolean | null
}

function addTyped(reading: Reading, part: Extract<Multipart, { type: 'field' }>): void {
  if (typeof part.value !== 'string') return
  reading.typedBytes += Buffer.byteLength(part.value)
  if (reading.typedBytes >= FORM_BYTES) throw new TooLarge()
  const { typed } = reading
  const before = typed[part.fieldname]
  typed[part.fieldname] = before === undefined ? part.value : [before, part.value].flat()
}

/** A field for a file that nobody chose has no name. */
function isNamed({ filename }: Extract<Multipart, { type: 'file' }>): boolean {
  return (filename ?? '') !== ''
}

async function readFile(reading: Reading, part: Extract<Multipart, { type: 'file' }>, taking: Taking): Promise<void> {
  reading.allowed ??= taking.allows(reading.typed)
  const named = isNamed(part)
  if (named) reading.files += 1
  const tooMany = reading.files > Math.min(FILES_AT_ONCE, taking.room)
  if (!named || !reading.allowed || tooMany) {
    part.file.resume()
    if (named && reading.allowed) reading.refused[part.fieldname] ??= 'file_many'
    return
  }
  const taken = await takeIn(taking, { field: part.fieldname, name: part.filename, bytes: part.file })
  if (typeof taken === 'string') reading.refused[part.fieldname] ??= taken
  else reading.uploads.push(...taken)
}
