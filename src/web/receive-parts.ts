import type { FastifyRequest } from 'fastify'
import { dayOf } from '../domain/calendar.ts'
import type { Context } from '../contracts/context.ts'
import { typedOf } from '../contracts/http.ts'
import { Forged } from '../platform/errors.ts'
import { bringsFiles, type Errors, type Form } from '../platform/forms/index.ts'
import { readParts, removeBlobs, type Parts, type Upload } from '../platform/uploads/index.ts'
import { forged } from './forgery.ts'

const ROOM = 10

/** What a page sent, its files sealed on their way in; a page without files sends words alone. Throws Forged where it is not ours, and takes nothing in. */
export async function receiveParts(context: Context, request: FastifyRequest): Promise<Parts> {
  if (!request.isMultipart()) return { typed: typedOf(request), uploads: [], refused: {}, allowed: true }
  const parts = await readParts(request, {
    folder: context.config.filesDir,
    day: dayOf(context.clock.now()),
    scanner: context.config.clamd,
    room: ROOM,
    allows: typed => !forged(context, request, typed.csrf),
  })
  if (!parts.allowed) throw new Forged()
  return parts
}

/**
 * What each field says that brought files to a page which is shown again: they are not kept, beside what else is wrong with it. A page
 * that is only shown in another language brings their names alone.
 */
export function chooseAgain(form: Form, { typed, uploads }: Pick<Parts, 'typed' | 'uploads'>, errors: Errors): Errors {
  const brought = Object.entries(form.fields)
    .filter(([name, field]) => bringsFiles(field) && (uploads.some(upload => upload.field === name) || (typed[name] ?? '') !== ''))
    .map(([name]) => name)
  return Object.fromEntries(brought.map(name => [name, [errors[name], 'file_again'].filter(code => code !== undefined).join(' ')]))
}

/** Does what the files are for; where that is not done, or done before, not one of them stays. */
export async function keepingFiles(context: Context, uploads: readonly Upload[], work: () => Promise<boolean>): Promise<void> {
  let kept = false
  try {
    kept = await work()
  } finally {
    if (!kept)
      await removeBlobs(
        context.config.filesDir,
        uploads.map(upload => upload.id),
      )
  }
}
