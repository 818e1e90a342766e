import type { FastifyRequest } from 'fastify'
import type { Context } from '../contracts/context.ts'
import type { RestingDraft } from '../contracts/http.ts'
import type { Database, Reader, Writer } from '../contracts/schema.ts'
import { addDays, dayOf } from '../domain/calendar.ts'
import type { DraftFile } from '../grievances/files.ts'
import { newReceipt } from '../grievances/receipts.ts'
import { waitingFrom, waitingIn, type OpenDraft } from '../grievances/uploads.ts'
import { question } from '../platform/database/question.ts'
import { Broken } from '../platform/errors.ts'
import type { Bringing } from '../web/ticket.ts'
import { deriveKey, openJson, sealJson, tokenBytes, unlessDamaged, type Sealed } from '../platform/sealing/index.ts'
import { draftIdOf, draftToken, KEPT_DAYS } from './draft-cookie.ts'
import type { Progress } from './steps.ts'
import type { Sent, Told } from './told.ts'

/** How long a draft is kept whose code somebody took to come back. */
const SAVED_DAYS = 14

/** A draft that its cookie has opened. */
export interface Draft extends OpenDraft {
  readonly state: 'open' | 'submitted' | 'acknowledged'
  readonly saved: boolean
  readonly told: Told | null
  readonly sent: Sent | null
  readonly files: readonly DraftFile[]
  /** Whether its words were stored and cannot be opened any more. */
  readonly damaged: boolean
  /** Files of which the same is true. */
  readonly damagedFiles: readonly string[]
}

const draftOf = (db: Reader, { id }: { readonly id: Buffer }) =>
  db
    .selectFrom('drafts')
    .select(['drafts.state', 'drafts.saved', 'drafts.answers_sealed', 'drafts.result_sealed'])
    .select(eb => waitingIn(eb).as('waiting'))
    .where('drafts.id', '=', id)
const resting = question(draftOf)
const lockedDraft = question((db: Reader, values: { readonly id: Buffer }) => draftOf(db, values).forUpdate())

/** The draft of this cookie's token, or null where there is none. */
export async function readDraft(context: Context, db: Database, token: string, settings: { lock?: boolean } = {}): Promise<Draft | null> {
  const open = openKey(context, token)
  const [row] = await (settings.lock === true ? lockedDraft : resting)(db, { id: open.id })
  return row === undefined ? null : opened(open, row)
}

/** The draft of this browser as the request found it, or null where there is none: what every request asks has told it already. */
export function draftHere(context: Context, request: FastifyRequest): Draft | null {
  const token = draftToken(context, request)
  return token === null || request.draft === null ? null : opened(openKey(context, token), request.draft)
}

function opened(open: OpenDraft, row: RestingDraft): Draft {
  const { answers_sealed: answers, result_sealed: result } = row
  const told = answers === null ? null : unlessDamaged(() => openJson<Told>(open.key, answers, ['draft']))
  const sent = result === null ? null : unlessDamaged(() => openJson<Sent>(open.key, result, ['draft-result']))
  const { files, damaged: damagedFiles } = row.state === 'open' ? waitingFrom(open, row.waiting) : { files: [], damaged: [] }
  const damaged = (answers !== null && told === null) || (result !== null && sent === null)
  return { ...open, state: row.state, saved: row.saved, told, sent, files, damaged, damagedFiles }
}

/** The draft of this token, locked until the transaction ends; it begins here where there is none yet, or where its words are damaged. */
export async function lockDraft(context: Context, trx: Writer, token: string): Promise<Draft> {
  const draft = (await readDraft(context, trx, token, { lock: true })) ?? (await beginDraft(context, trx, token))
  if (draft.state !== 'open' || !draft.damaged) return draft
  const told = nothingTold(context)
  await storeTold(context, trx, draft, told)
  return { ...draft, told, damaged: false }
}

/** Begins a draft with a fresh code, once however many begin it at once. */
async function beginDraft(context: Context, trx: Writer, token: string): Promise<Draft> {
  const open = openKey(context, token)
  await trx
    .insertInto('drafts')
    .values({
      id: open.id,
      state: 'open',
      answers_sealed: sealTold(open, nothingTold(context)),
      result_sealed: null,
      ends_on: endsOn(context, false),
    })
    .onConflict(conflict => conflict.doNothing())
    .execute()
  const draft = await readDraft(context, trx, token, { lock: true })
  if (draft === null) throw new Broken('a draft went away while it was begun')
  return draft
}

function nothingTold(context: Context): Told {
  return {
    code: newReceipt(),
    direct: false,
    saving: false,
    began: context.clock.now().getTime(),
    trapped: false,
    turn: null,
    path: 'whole',
    pages: {},
    lost: null,
  }
}

/** Begins a draft that an organisation tells for somebody. */
export async function beginFor(context: Context, token: string, broughtBy: Bringing): Promise<void> {
  await context.db.transaction().execute(async trx => {
    const draft = await lockDraft(context, trx, token)
    await storeTold(context, trx, draft, { ...nothingTold(context), broughtBy })
  })
}

/** Stores what was told so far and keeps it three days from today, or fourteen where somebody took the code to come back. */
export async function storeTold(context: Context, trx: Writer, draft: Draft, told: Told): Promise<void> {
  await storing(trx, { id: draft.id, sealed: sealTold(draft, told), endsOn: endsOn(context, draft.saved) })
}

const storing = question((db: Database, { id, sealed, endsOn: ends_on }: { id: Buffer; sealed: Sealed; endsOn: string }) =>
  db
    .updateTable('drafts')
    .set(eb => ({ answers_sealed: sealed, version: eb('version', '+', 1), ends_on }))
    .where('id', '=', id),
)

/** Turns a draft into the receipt of what was sent: the words are gone from it, the code stays until it is confirmed. */
export async function storeSent(context: Context, trx: Writer, draft: Draft, sent: Sent): Promise<void> {
  const result = sealJson(draft.key, { ...sent }, ['draft-result'])
  await trx
    .updateTable('drafts')
    .set(eb => ({
      state: 'submitted' as const,
      answers_sealed: null,
      result_sealed: result,
      locator: null,
      token_sealed: null,
      version: eb('version', '+', 1),
      ends_on: endsOn(context, false),
    }))
    .where('id', '=', draft.id)
    .execute()
}

/** Lets the code open this draft again from any browser, for fourteen days. */
export async function storeLocator(context: Context, trx: Writer, draft: Draft, opener: { locator: Buffer; token: Sealed }): Promise<void> {
  await trx
    .updateTable('drafts')
    .set({ locator: opener.locator, token_sealed: opener.token, saved: true, ends_on: endsOn(context, true) })
    .where('id', '=', draft.id)
    .execute()
}

/** How far somebody is; nothing at all without a draft. */
export function progressOf(draft: Draft | null): Progress {
  const { path = 'whole', pages = {}, direct = false } = draft?.told ?? {}
  return { path, pages, direct, files: draft?.files.length ?? 0 }
}

/** After *I have it* the code is never shown again. */
export async function forgetCode(context: Context, token: string): Promise<void> {
  await context.db
    .updateTable('drafts')
    .set({ state: 'acknowledged', result_sealed: null })
    .where('id', '=', openKey(context, token).id)
    .where('state', '=', 'submitted')
    .execute()
}

/** Lets go of a draft altogether, as after the code of somebody who had lost theirs. */
export async function forgetDraft(context: Context, token: string): Promise<void> {
  await context.db.deleteFrom('drafts').where('id', '=', openKey(context, token).id).execute()
}

function sealTold(open: OpenDraft, told: Told) {
  return sealJson(open.key, { ...told }, ['draft'])
}

function openKey(context: Context, token: string): OpenDraft {
  const bytes = tokenBytes(token)
  if (bytes === null) throw new Error('not a token of a draft')
  return { id: draftIdOf(token), key: deriveKey(bytes, 'draft/v1', context.keys.account) }
}

function endsOn(context: Context, saved: boolean): string {
  return addDays(dayOf(context.clock.now()), saved ? SAVED_DAYS : KEPT_DAYS)
}
