import type { Context } from '../contracts/context.ts'
import { paths } from '../contracts/paths.ts'
import { mechanismOf } from '../web/mechanism.ts'
import { newToken } from '../platform/sealing/index.ts'
import { setUpHash } from './queries.ts'

/** A one-time link to set the mechanism up, while nobody has; each start makes a new one and the one before ends. */
export async function offerSetUp(context: Context): Promise<string | null> {
  const mechanism = await mechanismOf(context)
  if (mechanism.recovery_id !== null) return null
  const token = newToken()
  const row = { ...mechanism, checked: JSON.stringify(mechanism.checked), set_up_hash: setUpHash(token) }
  await context.db
    .insertInto('mechanism')
    .values(row)
    .onConflict(conflict => conflict.column('one').doUpdateSet({ set_up_hash: row.set_up_hash }))
    .execute()
  return new URL(paths.desk.setUp(token), context.config.publicUrl).href
}
