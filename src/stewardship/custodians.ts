import type { Actor } from '../domain/actor.ts'
import type { Context } from '../contracts/context.ts'
import type { Reader, Writer } from '../contracts/schema.ts'
import { tellAudit } from '../grievances/audit.ts'
import type { Option } from '../platform/forms/index.ts'

/** The teams that can keep names. */
export async function custodianOptions(db: Reader): Promise<Option[]> {
  const rows = await db.selectFrom('teams').select(['id', 'name']).where('kind', '=', 'custodian').orderBy('name').execute()
  return rows.map(({ id, name }) => ({ value: id, label: name }))
}

/** Gives the names of whatever is told from now on to a team of custodians, or to each handling team itself. */
export async function setCustodians(context: Context, trx: Writer, actor: Actor, teamId: string | null): Promise<void> {
  await trx.updateTable('mechanism').set({ custodian_id: teamId }).execute()
  await tellAudit(trx, context, actor, 'mechanism.custodians', teamId ?? 'none')
}
