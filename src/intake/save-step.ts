import type { Context } from '../contracts/context.ts'
import type { Writer } from '../contracts/schema.ts'
import { dayOf } from '../domain/calendar.ts'
import { firstUse } from '../grievances/nonces.ts'
import { keepInDraft } from '../grievances/uploads.ts'
import type { Typed } from '../platform/forms/index.ts'
import { digest } from '../platform/sealing/index.ts'
import { removeBlobs, type Upload } from '../platform/uploads/index.ts'
import { lockDraft, readDraft, storeTold, type Draft } from './drafts.ts'
import { isBlank } from './leaving.ts'
import type { Told } from './told.ts'
import type { Answered, Step } from './steps.ts'

/** What one page sends. `seen` is the mark of the answers that the page showed; `answered` is null where they cannot be stored. */
export interface Saving {
  readonly step: Step
  readonly answered: Answered | null
  readonly seen: string
  readonly direct: boolean
  readonly uploads: readonly Upload[]
  readonly nonce: Buffer | undefined
  readonly remove: string | null
  readonly trapped: boolean
  /** Whether somebody only went away from the page: one that they had skipped stays skipped while nothing on it changed. */
  readonly left?: boolean
}

/**
 * What became of it. `clash`: another page stored other answers meanwhile, which stand in the draft; what came back as wrong is none, and
 * gives way. `sent`: it was sent before.
 */
export interface Saved {
  readonly outcome: 'saved' | 'clash' | 'sent'
  readonly draft: Draft
}

/** Stores a page of the form and its files, all or nothing; a page that was sent twice brings its files once. */
export async function saveStep(context: Context, token: string, saving: Saving): Promise<Saved> {
  const gone: string[] = []
  const saved = await context.db.transaction().execute(async trx => {
    const draft = await lockDraft(context, trx, token)
    if (draft.state !== 'open' || draft.told === null) return { outcome: 'sent' as const, draft }
    gone.push(...(await moveFiles(context, trx, draft, saving)))
    const stored = draft.told.pages[saving.step.name]
    const answered = staysSkipped(saving, stored) ? null : saving.answered
    const clash = answered !== null && stored !== undefined && !givesWay(saving, stored) && !alike(stored, answered)
    const told = answered === null || clash ? draft.told : toldWith(draft.told, saving, answered)
    if (told !== draft.told) await storeTold(context, trx, draft, told)
    const moved = saving.uploads.length > 0 || saving.remove !== null
    const now = moved ? await readDraft(context, trx, token) : { ...draft, told }
    return { outcome: clash ? ('clash' as const) : ('saved' as const), draft: now ?? draft }
  })
  if (saved.outcome === 'sent') gone.push(...saving.uploads.map(upload => upload.id))
  await removeBlobs(context.config.filesDir, gone)
  return saved
}

function givesWay({ seen }: Saving, stored: Answered): boolean {
  return stored.refused === true || seen === markOf(stored)
}

function staysSkipped({ left, answered }: Saving, stored: Answered | undefined): boolean {
  return left === true && answered !== null && stored?.skipped === true && alike(stored, { ...answered, skipped: true })
}

function toldWith(told: Told, { step, direct, trapped }: Saving, answered: Answered): Told {
  return {
    ...told,
    path: step.first && !isBlank(answered) ? step.path : told.path,
    pages: { ...told.pages, [step.name]: answered },
    direct: told.direct || direct,
    trapped: told.trapped || trapped,
  }
}

/** Tells two states of a page apart without telling what they are; one that only waits to be answered is like one that was never sent. */
export function markOf(answered: Answered | undefined): string {
  return answered === undefined || isBlank(answered) ? '' : digest('seen/v1', canonical(answered)).toString('hex').slice(0, 16)
}

function alike(a: Answered, b: Answered): boolean {
  return canonical(a) === canonical(b)
}

function canonical({ typed, skipped }: Answered): string {
  const filled = Object.entries(typed).filter(([, value]) => value !== undefined && value !== '')
  return JSON.stringify([skipped, filled.map(([name, value]) => [name, tidy(value)]).sort()])
}

function tidy(value: Typed[string]): Typed[string] {
  return typeof value === 'string' ? value.replace(/\r\n/g, '\n') : value
}

/** Adds and removes files; gives the ids of blobs that nothing refers to any more. */
async function moveFiles(context: Context, trx: Writer, draft: Draft, { uploads, nonce, remove }: Saving): Promise<string[]> {
  const day = dayOf(context.clock.now())
  const repeated = uploads.length > 0 && nonce !== undefined && !(await firstUse(trx, filesOf(nonce, uploads), day))
  if (!repeated) await keepInDraft(trx, draft, uploads, day)
  const removed = remove === null ? [] : await removeFile(trx, draft, remove)
  return [...removed, ...(repeated ? uploads.map(upload => upload.id) : [])]
}

/** The same files from the same page: a page brought back by the browser may still bring others. */
function filesOf(nonce: Buffer, uploads: readonly Upload[]): Buffer {
  const brought = uploads.filter(upload => upload.copyOf === null).map(upload => [upload.field, upload.named.name, upload.mark])
  return digest('files/v1', Buffer.concat([nonce, Buffer.from(JSON.stringify(brought))]))
}

async function removeFile(trx: Writer, draft: Draft, id: string): Promise<string[]> {
  const ids = [
    ...draft.files.filter(file => file.id === id || file.copyOf === id).map(file => file.id),
    ...draft.damagedFiles.filter(one => one === id),
  ]
  if (ids.length > 0) await trx.deleteFrom('files').where('id', 'in', ids).where('draft_id', '=', draft.id).execute()
  return ids
}
