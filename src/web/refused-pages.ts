import { addRows } from '../contracts/add-rows.ts'
import type { Context } from '../contracts/context.ts'
import type { SignedIn } from '../contracts/http.ts'
import { isId, newId } from '../platform/ids.ts'
import { deriveKey, openJson, sealJson, unlessDamaged } from '../platform/sealing/index.ts'

/** A page as it answered a form: what was typed, and what is wrong with it. */
export interface RefusedPage {
  readonly status: number
  readonly html: string
}

type Session = Pick<SignedIn, 'sessionId' | 'token'>

/** How many of a session are kept; whoever goes back further meets the form as it is now. */
const KEPT = 8

/** Keeps a page for as long as its session lasts, sealed so that only the session's cookie opens it, and gives its id, which its address carries. */
export async function keepRefused({ db, keys }: Pick<Context, 'db' | 'keys'>, session: Session, page: RefusedPage): Promise<string> {
  const id = newId()
  const { last } = await db
    .selectFrom('refused_pages')
    .select(eb => eb.fn.coalesce(eb.fn.max('turn'), eb.lit(0)).as('last'))
    .where('session_id', '=', session.sessionId)
    .executeTakeFirstOrThrow()
  const sealed = sealJson(keyOf(keys.account, session), page, ['refused', id])
  await addRows(db, 'refused_pages', { id, session_id: session.sessionId, turn: last + 1, page_sealed: sealed })
  await db
    .deleteFrom('refused_pages')
    .where('session_id', '=', session.sessionId)
    .where('turn', '<=', last + 1 - KEPT)
    .execute()
  return id
}

/** The page of this id that this session was answered with; null where there is none, or none any more. */
export async function refusedPage({ db, keys }: Pick<Context, 'db' | 'keys'>, session: Session, id: unknown): Promise<RefusedPage | null> {
  if (!isId(id)) return null
  const row = await db
    .selectFrom('refused_pages')
    .select('page_sealed')
    .where('id', '=', id)
    .where('session_id', '=', session.sessionId)
    .executeTakeFirst()
  if (row === undefined) return null
  return unlessDamaged(() => openJson<RefusedPage>(keyOf(keys.account, session), row.page_sealed, ['refused', id]))
}

function keyOf(account: Buffer, { token }: Session): Buffer {
  return deriveKey(Buffer.from(token), 'refused-page/v1', account)
}
