import type { FastifyInstance } from 'fastify'
import type { Context } from '../contracts/context.ts'
import { personOf } from '../contracts/http.ts'
import { paths } from '../contracts/paths.ts'
import { fileToSend, sendFile } from '../web/download.ts'
import { openOwnCase } from './queries.ts'

/** Each file that the person's page lists, opened with the keys of their session; it leaves under a name that tells nothing. */
export function ownFiles(app: FastifyInstance, context: Context): void {
  app.get<{ Params: { id: string } }>(paths.file(':lang', ':id'), { config: { access: 'person' } }, async (request, reply) => {
    const [, own] = await openOwnCase(context, { person: personOf(request), words: request.words })
    const file = fileToSend(own.files, request.params.id)
    return sendFile(context, reply, file, `file${ENDING.exec(file.named.name)?.[0] ?? ''}`)
  })
}

/** What tells a phone which program opens it. */
const ENDING = /\.[A-Za-z0-9]{1,5}$/
