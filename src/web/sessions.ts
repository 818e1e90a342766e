import { addDays, dayOf } from '../domain/calendar.ts'
import { heldFrom } from '../grievances/keyring.ts'
import type { HeldKey } from '../grievances/principals.ts'
import { deriveKey, digest, newToken, openJson, sealJson, tokenBytes, unlessDamaged, type Sealed } from '../platform/sealing/index.ts'
import { addRows } from '../contracts/add-rows.ts'
import type { Person } from '../contracts/http.ts'
import type { Context } from '../contracts/context.ts'
import type { Door, Writer, Database } from '../contracts/schema.ts'

const MINUTE = 60_000
const LIMITS = { messages: { idle: 20 * MINUTE, whole: 120 * MINUTE }, desk: { idle: 30 * MINUTE, whole: 720 * MINUTE } } as const
const REFRESH_AFTER = 3 * MINUTE
const FRESH = 5 * MINUTE

/** A session that is open now. The cookie's token opens its key; the database alone does not. */
export interface OpenSession {
  readonly id: Buffer
  readonly token: string
  readonly own: HeldKey
  readonly epoch: number
  readonly freshUntil: number
  /** Whether it was opened with a code that the person gave to somebody they trust. */
  readonly lent: boolean
}

/** Times are sealed with the key: a row that told the minute of a visit would tell who sent what. */
interface SessionState {
  readonly key: string
  readonly idleUntil: number
  readonly diesAt: number
  readonly freshUntil: number
  readonly lent?: boolean
}

/** Opens a session for a held key and gives its token for the cookie; one that a lent code opened ends when that code is taken back. */
export async function startSession(
  context: Context,
  db: Writer | Database,
  door: Door,
  held: HeldKey,
  { epoch = 1, lent = null }: { readonly epoch?: number; readonly lent?: string | null } = {},
): Promise<string> {
  const token = newToken()
  const id = idOf(token)
  const now = context.clock.now().getTime()
  const state = {
    key: held.privateKey.toString('base64'),
    idleUntil: now + LIMITS[door].idle,
    diesAt: now + LIMITS[door].whole,
    freshUntil: now + FRESH,
    ...(lent === null ? {} : { lent: true }),
  }
  await addRows(db, 'sessions', {
    id,
    door,
    principal_id: held.principalId,
    gen: held.gen,
    epoch,
    unlock_id: lent,
    ends_on: addDays(dayOf(context.clock.now()), 1),
    state_sealed: sealState(context, token, held, state),
  })
  return token
}

/** A session's row as it was asked for on arrival; empty where there is none. */
interface SessionRow {
  readonly principal_id: string | null
  readonly gen: number | null
  readonly epoch: number | null
  readonly state_sealed: Sealed | null
}

/** The session that a cookie opens, or null where it ended, was ended, or never was. */
export async function openSession(context: Context, door: Door, token: string | undefined, row: SessionRow): Promise<OpenSession | null> {
  const { principal_id, gen, epoch, state_sealed } = row
  if (token === undefined || principal_id === null || gen === null || epoch === null || state_sealed === null) return null
  const state = openState(context, token, { principal_id, gen, state_sealed })
  const now = context.clock.now().getTime()
  if (state === null || now > state.idleUntil || now > state.diesAt) return null
  const own = heldFrom(Buffer.from(state.key, 'base64'), principal_id, gen)
  if (state.idleUntil - now < LIMITS[door].idle - REFRESH_AFTER)
    await keepAwake(context, token, own, { ...state, idleUntil: now + LIMITS[door].idle })
  return { id: idOf(token), token, own, epoch, freshUntil: state.freshUntil, lent: state.lent === true }
}

/** Whether somebody showed lately who they are, so that what waits behind their passphrase opens without it. */
export function isFresh(context: Context, session: { readonly freshUntil: number }): boolean {
  return context.clock.now().getTime() <= session.freshUntil
}

/** Keeps a session fresh for five more minutes, after the passphrase or while somebody goes on reading. */
export async function freshen(context: Context, { token, own }: Pick<OpenSession, 'token' | 'own'>): Promise<void> {
  const row = await context.db
    .selectFrom('sessions')
    .select(['principal_id', 'gen', 'state_sealed'])
    .where('id', '=', idOf(token))
    .executeTakeFirst()
  const state = row === undefined ? null : openState(context, token, row)
  if (state !== null) await keepAwake(context, token, own, { ...state, freshUntil: context.clock.now().getTime() + FRESH })
}

/** Ends a session on every instance at once. */
export async function endSession(context: Context, id: Buffer): Promise<void> {
  await context.db.deleteFrom('sessions').where('id', '=', id).execute()
}

/** Ends every other session of whoever has this one, as when they change their code. */
export async function endOtherSessions(trx: Writer, { own, sessionId }: Pick<Person, 'own' | 'sessionId'>): Promise<void> {
  await trx.deleteFrom('sessions').where('principal_id', '=', own.principalId).where('id', '<>', sessionId).execute()
}

/** Ends every session of somebody, as when a password changes or a place is taken away. */
export async function endSessionsOf(trx: Writer, principalId: string): Promise<void> {
  await trx.deleteFrom('sessions').where('principal_id', '=', principalId).execute()
}

async function keepAwake(context: Context, token: string, held: HeldKey, state: SessionState): Promise<void> {
  await context.db
    .updateTable('sessions')
    .set({ state_sealed: sealState(context, token, held, state) })
    .where('id', '=', idOf(token))
    .execute()
}

/** The id of the row behind a cookie's token; null for what could not be one. */
export function sessionId(token: string | undefined): Buffer | null {
  return token === undefined || tokenBytes(token) === null ? null : idOf(token)
}

function idOf(token: string): Buffer {
  return digest('session/v1', token)
}

function stateKey(context: Context, token: string): Buffer {
  return deriveKey(Buffer.from(token), 'session/v1', context.keys.account)
}

function sealState(context: Context, token: string, held: HeldKey, state: SessionState): Sealed {
  return sealJson(stateKey(context, token), { ...state }, ['session', held.principalId, held.gen])
}

function openState(context: Context, token: string, row: { principal_id: string; gen: number; state_sealed: Sealed }): SessionState | null {
  return unlessDamaged(() => openJson<SessionState>(stateKey(context, token), row.state_sealed, ['session', row.principal_id, row.gen]))
}
