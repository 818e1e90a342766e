import { jsonArrayFrom } from 'kysely/helpers/postgres'
import { bytesOf } from '../platform/database/bytes.ts'
import type { Reader, Writer } from '../contracts/schema.ts'
import { openJson, sealJson, unlessDamaged } from '../platform/sealing/index.ts'
import { ofGrievances } from './parts.ts'
import { keyToSeal, type OpenCompartment } from './keys.ts'

/** How a stored file is opened: its key, the stream's header and its true size in bytes. */
export interface FileKey {
  readonly key: string
  readonly header: string
  readonly size: number
}

/** What people call a file and what it is. */
export interface FileName {
  readonly name: string
  readonly type: string
}

/** A file that waits in a draft. A photo or a voice may tell who somebody is; a paper is shown as it is. */
export interface DraftFile {
  readonly id: string
  readonly copyOf: string | null
  readonly kind: 'photo' | 'voice' | 'paper'
  readonly opens: FileKey
  readonly named: FileName
}

/** A file that the reader may open; its key or its name is null where that is damaged. */
export interface OpenFile {
  readonly id: string
  readonly copyOf: string | null
  readonly compartment: OpenCompartment
  readonly opens: FileKey | null
  readonly named: FileName | null
  readonly madeOn: string
}

/** Moves files from a draft into compartments by sealing their keys anew; not a byte of a file is written again. */
export async function keepFiles(trx: Writer, files: readonly DraftFile[], homeOf: (file: DraftFile) => OpenCompartment): Promise<void> {
  for (const file of files) {
    const home = homeOf(file)
    await trx
      .updateTable('files')
      .set({
        grievance_id: home.grievanceId,
        draft_id: null,
        compartment_id: home.id,
        gen: home.gen,
        ...sealFile(keyToSeal(home), file.id, file),
      })
      .where('id', '=', file.id)
      .where('state', '=', 'ready')
      .execute()
  }
}

/** Seals a file's key and its name. */
export function sealFile(key: Buffer, id: string, file: { opens: FileKey; named: FileName }) {
  return { key_sealed: sealJson(key, { ...file.opens }, ['file', id]), name_sealed: sealJson(key, { ...file.named }, ['file-name', id]) }
}

/** Opens a file's key and its name, each null where it is damaged. */
export function unsealFile(
  key: Buffer,
  row: { id: string; key_sealed: Uint8Array | string; name_sealed: Uint8Array | string },
): { opens: FileKey | null; named: FileName | null } {
  return {
    opens: unlessDamaged(() => openJson<FileKey>(key, bytesOf(row.key_sealed), ['file', row.id])),
    named: unlessDamaged(() => openJson<FileName>(key, bytesOf(row.name_sealed), ['file-name', row.id])),
  }
}

const FILE_COLUMNS = [
  'files.id',
  'files.compartment_id',
  'files.gen',
  'files.copy_of',
  'files.made_on',
  'files.key_sealed',
  'files.name_sealed',
] as const

/** Whether a file is something to listen to. */
export function isVoice(type: string | undefined): boolean {
  return /^(audio|video)\//.test(type ?? '')
}

/** The files that lie in these compartments, oldest first. */
export async function openFiles(db: Reader, compartments: readonly OpenCompartment[]): Promise<OpenFile[]> {
  if (compartments.length === 0) return []
  const ids = compartments.map(compartment => compartment.id)
  const rows = await db
    .selectFrom('files')
    .select(FILE_COLUMNS)
    .where('compartment_id', 'in', ids)
    .where('state', '=', 'ready')
    .orderBy('made_on')
    .orderBy('id')
    .execute()
  return openedFiles(compartments, rows)
}

/** A grievance's files, oldest first, as part of a question that starts from grievances. */
export const FILES = jsonArrayFrom(
  ofGrievances
    .selectFrom('files')
    .select(FILE_COLUMNS)
    .whereRef('files.grievance_id', '=', 'grievances.id')
    .where('files.state', '=', 'ready')
    .orderBy('files.made_on')
    .orderBy('files.id'),
)

interface RestingFile {
  readonly id: string
  readonly compartment_id: string | null
  readonly gen: number | null
  readonly copy_of: string | null
  readonly made_on: string
  readonly key_sealed: Uint8Array | string
  readonly name_sealed: Uint8Array | string
}

/** Those of these files that lie in the compartments, opened. */
export function openedFiles(compartments: readonly OpenCompartment[], rows: readonly RestingFile[]): OpenFile[] {
  const byId = new Map(compartments.map(compartment => [compartment.id, compartment]))
  return rows.flatMap(row => {
    const compartment = byId.get(row.compartment_id ?? '')
    if (compartment === undefined) return []
    const key = compartment.keyOf(row.gen ?? compartment.gen)
    const file = key === null ? { opens: null, named: null } : unsealFile(key, row)
    return [{ id: row.id, copyOf: row.copy_of, compartment, madeOn: row.made_on, ...file }]
  })
}
