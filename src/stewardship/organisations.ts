import type { Actor } from '../domain/actor.ts'
import { addRows } from '../contracts/add-rows.ts'
import type { Context } from '../contracts/context.ts'
import type { Writer } from '../contracts/schema.ts'
import { tellAudit } from '../grievances/audit.ts'
import { NotFound } from '../platform/errors.ts'
import { newId } from '../platform/ids.ts'
import { sameName } from '../platform/names.ts'

/**
 * Whether another organisation, or another operation of the same one, has this name, whatever its capitals and spaces: people choose by
 * the name alone. Whoever asks holds the list until their transaction ends, so that the same name is never given twice at once.
 */
export async function isTaken(
  trx: Writer,
  kind: 'organisations' | 'operations',
  { name, organisationId, but }: { name: string; organisationId?: string; but?: string },
): Promise<boolean> {
  await trx.selectFrom('mechanism').select('one').forUpdate().execute()
  const rows =
    kind === 'organisations'
      ? await trx.selectFrom('organisations').select(['id', 'name']).execute()
      : await trx
          .selectFrom('operations')
          .select(['id', 'name'])
          .where('organisation_id', '=', organisationId ?? '')
          .execute()
  return rows.some(row => row.id !== but && sameName(row.name, name))
}

/** Adds an organisation that people may have something to tell about. */
export async function addOrganisation(context: Context, trx: Writer, actor: Actor, name: string): Promise<string> {
  const id = newId()
  await addRows(trx, 'organisations', { id, name })
  await tellAudit(trx, context, actor, 'organisation.added', id)
  return id
}

/** Adds an operation of an organisation. */
export async function addOperation(
  context: Context,
  trx: Writer,
  actor: Actor,
  operation: { organisationId: string; name: string },
): Promise<string> {
  const id = newId()
  await addRows(trx, 'operations', { id, organisation_id: operation.organisationId, name: operation.name })
  await tellAudit(trx, context, actor, 'operation.added', id, { organisationId: operation.organisationId })
  return id
}

/** Gives an organisation or an operation another name. */
export async function rename(
  context: Context,
  trx: Writer,
  actor: Actor,
  renamed: { kind: 'organisations' | 'operations'; id: string; name: string },
): Promise<void> {
  const done = await trx
    .updateTable(renamed.kind)
    .set({ name: renamed.name })
    .where('id', '=', renamed.id)
    .returning('id')
    .executeTakeFirst()
  if (done === undefined) throw new NotFound()
  await tellAudit(trx, context, actor, renamed.kind === 'organisations' ? 'organisation.renamed' : 'operation.renamed', renamed.id)
}
