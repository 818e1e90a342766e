import type { ExpressionBuilder } from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import { addRows } from '../contracts/add-rows.ts'
import type { Schema, Writer } from '../contracts/schema.ts'
import type { Upload } from '../platform/uploads/index.ts'
import { sealFile, unsealFile, type DraftFile } from './files.ts'
import { keyToSeal, type OpenCompartment } from './keys.ts'

/** A draft whose key is open: its files wait under that key until it is sent. */
export interface OpenDraft {
  readonly id: Buffer
  readonly key: Buffer
}

/** Keeps uploads beside a draft. */
export async function keepInDraft(trx: Writer, draft: OpenDraft, uploads: readonly Upload[], day: string): Promise<void> {
  for (const upload of uploads)
    await addRows(trx, 'files', {
      ...rowOf(upload, day),
      draft_id: draft.id,
      grievance_id: null,
      compartment_id: null,
      gen: null,
      ...sealFile(draft.key, upload.id, upload),
    })
}

/** Keeps uploads straight in compartments, as when somebody adds evidence later; the home of each is told by `homeOf`. */
export async function keepUploads(
  trx: Writer,
  uploads: readonly Upload[],
  homeOf: (file: DraftFile) => OpenCompartment,
  day: string,
): Promise<void> {
  for (const upload of uploads) {
    const home = homeOf(upload)
    await addRows(trx, 'files', {
      ...rowOf(upload, day),
      draft_id: null,
      grievance_id: home.grievanceId,
      compartment_id: home.id,
      gen: home.gen,
      ...sealFile(keyToSeal(home), upload.id, upload),
    })
  }
}

/**
 * The home of each file of a person: what may tell who they are rests in `identity`, a voice also in its clean copy until
 * its written text is approved; clean copies of pictures and papers in `shared`.
 */
export function homeBetween(shared: OpenCompartment, identity: OpenCompartment): (file: DraftFile) => OpenCompartment {
  return file => ((file.copyOf !== null && file.kind === 'photo') || file.kind === 'paper' ? shared : identity)
}

/** What waits in a draft: its files, originals before their copies, and the ids of those that are damaged. */
export interface Waiting {
  readonly files: readonly DraftFile[]
  readonly damaged: readonly string[]
}

/** The files that wait in a draft, as part of a question that starts from drafts. */
export function waitingIn(eb: ExpressionBuilder<Schema, 'drafts'>) {
  return jsonArrayFrom(
    eb
      .selectFrom('files')
      .select(['files.id', 'files.copy_of', 'files.key_sealed', 'files.name_sealed'])
      .whereRef('files.draft_id', '=', 'drafts.id')
      .where('files.state', '=', 'ready')
      .orderBy('files.id'),
  )
}

/** A file that waits in a draft, as it rests. */
export interface WaitingRow {
  readonly id: string
  readonly copy_of: string | null
  readonly key_sealed: string
  readonly name_sealed: string
}

/** The same, opened. */
export function waitingFrom(draft: OpenDraft, rows: readonly WaitingRow[]): Waiting {
  const sorted = rows.toSorted((a, b) => Number(a.copy_of !== null) - Number(b.copy_of !== null))
  const files = sorted.map(row => opened(draft.key, row))
  return {
    files: files.filter(file => file !== null),
    damaged: sorted.filter((_row, index) => files[index] === null).map(row => row.id),
  }
}

function opened(key: Buffer, row: WaitingRow): DraftFile | null {
  const { opens, named } = unsealFile(key, row)
  return opens === null || named === null ? null : { id: row.id, copyOf: row.copy_of, kind: kindFrom(named.type), opens, named }
}

/** What a file is to people, by its type. */
export function kindFrom(type: string): DraftFile['kind'] {
  if (type.startsWith('image/')) return 'photo'
  return /^(audio|video)\//.test(type) ? 'voice' : 'paper'
}

function rowOf(upload: Upload, day: string) {
  return { id: upload.id, copy_of: upload.copyOf, stored_size: upload.storedSize, state: 'ready', made_on: day } as const
}
