import type { FastifyInstance } from 'fastify'
import type { Context } from '../contracts/context.ts'
import { accountOf } from '../contracts/http.ts'
import { tellAudit } from '../grievances/audit.ts'
import { openFiles } from '../grievances/files.ts'
import { openGrievance } from '../grievances/open.ts'
import { NotFound } from '../platform/errors.ts'
import { SealingError } from '../platform/sealing/index.ts'
import { readBlob } from '../platform/uploads/index.ts'
import { DOWNLOAD_HEADERS } from '../web/download.ts'
import { mustHaveDeclared } from '../web/desk-act.ts'

const SHOWN_TYPES = /^(image\/(jpeg|png|webp)|audio\/|video\/)/

/** Files leave as downloads that can run nothing; each one that is opened is told to the audit. */
export function files(app: FastifyInstance, context: Context): void {
  app.get<{ Params: { reference: string; id: string } }>(
    '/grievances/:reference/files/:id',
    { config: { access: 'staff' } },
    async (request, reply) => {
      const account = accountOf(request)
      const opened = await openGrievance(context.db, account.actor, account.keyring, request.params.reference)
      await mustHaveDeclared(context, account, opened)
      const file = (await openFiles(context.db, opened.compartments)).find(one => one.id === request.params.id)
      if (file === undefined) throw new NotFound()
      if (file.opens === null || file.named === null) throw new SealingError('damaged')
      const { id, opens, named } = file
      await context.db
        .transaction()
        .execute(trx =>
          tellAudit(trx, context, account.actor, 'file.read', file.id, { grievance: opened.id, compartment: file.compartment.kind }),
        )
      const type = SHOWN_TYPES.test(named.type) ? named.type : 'application/octet-stream'
      return reply
        .headers(DOWNLOAD_HEADERS)
        .header('content-disposition', `attachment; filename="file"; filename*=UTF-8''${encodeURIComponent(named.name)}`)
        .type(type)
        .send(readBlob(context, { id, opens }))
    },
  )
}
