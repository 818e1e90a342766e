import { rm } from 'node:fs/promises'
import type { Context } from '../contracts/context.ts'
import { addDays, dayOf } from '../domain/calendar.ts'
import { blobsBefore, removeBlobs } from '../platform/uploads/index.ts'

const ONE_HOUR = 3_600_000
const looked = new WeakMap<Context, number>()

/** Forgets what has had its days: drafts with their files, one-time numbers and sessions; each hour also files that belong to nothing. */
export async function forgetExpired(context: Context): Promise<void> {
  const now = context.clock.now()
  const today = dayOf(now)
  await context.db.transaction().execute(async trx => {
    const drafts = await trx.deleteFrom('drafts').where('ends_on', '<', today).returning('id').execute()
    const ids = drafts.map(draft => draft.id)
    if (ids.length > 0) await trx.updateTable('files').set({ state: 'orphan' }).where('draft_id', 'in', ids).execute()
    await trx.deleteFrom('nonces').where('ends_on', '<', today).execute()
    await trx.deleteFrom('sessions').where('ends_on', '<', today).execute()
  })
  await removeOrphans(context)
  if (now.getTime() - (looked.get(context) ?? 0) < ONE_HOUR) return
  looked.set(context, now.getTime())
  await removeStrays(context, today)
}

/** A file goes before its row, so that a stop between the two leaves something to go on with. */
async function removeOrphans(context: Context): Promise<void> {
  const rows = await context.db.selectFrom('files').select('id').where('state', '=', 'orphan').limit(100).execute()
  const ids = rows.map(row => row.id)
  if (ids.length === 0) return
  await removeBlobs(context.config.filesDir, ids)
  await context.db.deleteFrom('files').where('id', 'in', ids).where('state', '=', 'orphan').execute()
}

/** Files without a row are what a broken upload left; those of today and yesterday may still be on their way. */
async function removeStrays(context: Context, today: string): Promise<void> {
  const yesterday = new Date(`${addDays(today, -1)}T00:00:00Z`)
  const found = (await blobsBefore(context.config.filesDir, yesterday)).filter(blob => isId(blob.id))
  for (let from = 0; from < found.length; from += 500) {
    const some = found.slice(from, from + 500)
    const ids = [...new Set(some.map(blob => blob.id))]
    const rows = await context.db.selectFrom('files').select('id').where('id', 'in', ids).execute()
    const known = new Set(rows.map(row => row.id))
    for (const blob of some) if (!known.has(blob.id)) await rm(blob.path, { force: true })
  }
}

function isId(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)
}
