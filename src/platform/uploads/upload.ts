import { PassThrough, Readable } from 'node:stream'
import { newId } from '../ids.ts'
import { newFileKey, sealStream } from '../sealing/index.ts'
import { removeBlobs, writeBlob } from './blobs.ts'
import { canBeCleaned, cleanCopy } from './clean-copy.ts'
import { HEAD_BYTES, kindOf, type FileKind, type UploadKind } from './kinds.ts'
import { harmlessName } from './names.ts'
import { scanWith, type Scan } from './scan.ts'

/** A file that is sealed on disk, with all that is needed to open it again; nothing of it is in the database yet. */
export interface Upload {
  readonly id: string
  readonly copyOf: string | null
  readonly field: string
  readonly kind: UploadKind
  readonly opens: { readonly key: string; readonly header: string; readonly size: number }
  readonly named: { readonly name: string; readonly type: string }
  readonly storedSize: number
  /** Tells its bytes from those of another; it is compared while the file comes in and kept nowhere by itself. */
  readonly mark: string
}

/** Why a file was not taken in; the words are `forms:errors.<refusal>`. */
export type Refusal = 'file_kind' | 'file_large' | 'file_many' | 'file_empty' | 'file_no_room' | 'file_harmful'

/** What a full disk says, or a limit that stands for one. */
const NO_ROOM = ['ENOSPC', 'EDQUOT', 'EFBIG']

/** Where files go, the day they carry, and the scanner that reads along, where there is one. */
export interface Store {
  readonly folder: string
  readonly day: string
  readonly scanner?: string | null
}

/** A file as it arrives; `truncated` says, once it has ended, that it was longer than allowed. */
export interface Arriving {
  readonly field: string
  readonly name: string
  readonly bytes: Readable & { readonly truncated?: boolean }
}

/**
 * Takes in one file: looks at its first bytes, seals it on its way to the disk, and beside a picture a copy without traces.
 * A disk that is full refuses the file and nothing else: the words of its page still come in.
 */
export async function takeIn(store: Store, arriving: Arriving): Promise<Upload[] | Refusal> {
  const reader = arriving.bytes[Symbol.asyncIterator]() as AsyncIterator<Buffer>
  const head = await firstBytes(reader)
  if (head.length === 0) return 'file_empty'
  const kind = await kindOf(head.subarray(0, HEAD_BYTES), arriving.name)
  if (kind === null) {
    await passOver(reader)
    return 'file_kind'
  }
  const seen: Buffer[] | null = canBeCleaned(kind.type) ? [] : null
  const scan = store.scanner == null ? null : scanWith(store.scanner)
  const original = await unlessFull(() =>
    seal(store, { ...arriving, kind, copyOf: null }, Readable.from(kept(head, reader, { seen, scan }))),
  )
  if (original === null) {
    await passOver(reader)
    return 'file_no_room'
  }
  if (original !== null && (await scan?.verdict()) === 'found') {
    await removeBlobs(store.folder, [original.id])
    return 'file_harmful'
  }
  if (arriving.bytes.truncated === true) {
    await removeBlobs(store.folder, [original.id])
    return 'file_large'
  }
  const clean = seen === null ? null : await cleanCopy(Buffer.concat(seen), kind.type)
  if (clean === null) return [original]
  const copy = await unlessFull(() => seal(store, { ...arriving, kind, copyOf: original.id }, new PassThrough().end(clean)))
  if (copy !== null) return [original, copy]
  await removeBlobs(store.folder, [original.id])
  return 'file_no_room'
}

async function unlessFull<T>(write: () => Promise<T>): Promise<T | null> {
  return write().catch((error: NodeJS.ErrnoException) => {
    if (NO_ROOM.includes(error.code ?? '')) return null
    throw error
  })
}

async function firstBytes(reader: AsyncIterator<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = []
  for (let length = 0; length < HEAD_BYTES;) {
    const next = await reader.next()
    if (next.done === true) break
    chunks.push(next.value)
    length += next.value.length
  }
  return Buffer.concat(chunks)
}

async function passOver(reader: AsyncIterator<Buffer>): Promise<void> {
  while ((await reader.next()).done !== true);
}

/** What looks at a file while it is sealed: the memory of one that gets a clean copy, and a scanner. */
interface Looking {
  readonly seen: Buffer[] | null
  readonly scan: Scan | null
}

async function* kept(head: Buffer, rest: AsyncIterator<Buffer>, { seen, scan }: Looking): AsyncGenerator<Buffer> {
  for (let chunk: Buffer | null = head; chunk !== null; chunk = await nextOf(rest)) {
    seen?.push(chunk)
    await scan?.feed(chunk)
    yield chunk
  }
}

async function nextOf(rest: AsyncIterator<Buffer>): Promise<Buffer | null> {
  const next = await rest.next()
  return next.done === true ? null : next.value
}

interface Sealing {
  readonly field: string
  readonly name: string
  readonly kind: FileKind
  readonly copyOf: string | null
}

async function seal(store: Store, { field, name, kind, copyOf }: Sealing, plain: Readable): Promise<Upload> {
  const id = newId()
  const key = newFileKey()
  const sealing = sealStream(key, id)
  const storedSize = await writeBlob(store.folder, { id, day: store.day }, plain, sealing.transform)
  return {
    id,
    copyOf,
    field,
    kind: kind.kind,
    opens: { key: key.toString('base64'), header: sealing.header.toString('base64'), size: sealing.size() },
    named: { name: harmlessName(name, kind.extension), type: kind.type },
    storedSize,
    mark: sealing.mark(),
  }
}
