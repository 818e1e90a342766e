import type { FastifyReply } from 'fastify'
import type { Context } from '../contracts/context.ts'
import type { FileKey, FileName, OpenFile } from '../grievances/files.ts'
import { NotFound } from '../platform/errors.ts'
import { SealingError } from '../platform/sealing/index.ts'
import { readBlob } from '../platform/uploads/index.ts'

/** A file whose key and name are whole. */
export type WholeFile = OpenFile & { readonly opens: FileKey; readonly named: FileName }

const SHOWN_TYPES = /^(image\/(jpeg|png|webp)|audio\/|video\/)/

/** The file with this id among those that the reader may open. Throws NotFound where it is none of them, and SealingError where it is damaged. */
export function fileToSend(files: readonly OpenFile[], id: string): WholeFile {
  const file = files.find(one => one.id === id)
  if (file === undefined) throw new NotFound()
  const { opens, named } = file
  if (opens === null || named === null) throw new SealingError('damaged')
  return { ...file, opens, named }
}

/** Sends a stored file under a name, as a download that can run nothing. */
export function sendFile(context: Context, reply: FastifyReply, { id, opens, named }: WholeFile, name: string): FastifyReply {
  return reply
    .header('content-security-policy', "sandbox; default-src 'none'")
    .header('content-disposition', `attachment; filename="file"; filename*=UTF-8''${encodeURIComponent(name)}`)
    .type(SHOWN_TYPES.test(named.type) ? named.type : 'application/octet-stream')
    .send(readBlob(context, { id, opens }))
}
