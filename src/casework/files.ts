import type { FastifyInstance } from 'fastify'
import type { Context } from '../contracts/context.ts'
import { accountOf } from '../contracts/http.ts'
import { tellAudit } from '../grievances/audit.ts'
import { openFiles } from '../grievances/files.ts'
import { openGrievance } from '../grievances/open.ts'
import { fileToSend, sendFile } from '../web/download.ts'
import { mustHaveDeclared } from '../web/desk-act.ts'

/** Files leave as downloads that can run nothing; each one that is opened is told to the audit. */
export function files(app: FastifyInstance, context: Context): void {
  app.get<{ Params: { reference: string; id: string } }>(
    '/grievances/:reference/files/:id',
    { config: { access: 'staff' } },
    async (request, reply) => {
      const account = accountOf(request)
      const opened = await openGrievance(context.db, account.actor, account.keyring, request.params.reference)
      await mustHaveDeclared(context, account, opened)
      const file = fileToSend(await openFiles(context.db, opened.compartments), request.params.id)
      await context.db
        .transaction()
        .execute(trx =>
          tellAudit(trx, context, account.actor, 'file.read', file.id, { grievance: opened.id, compartment: file.compartment.kind }),
        )
      return sendFile(context, reply, file, file.named.name)
    },
  )
}
