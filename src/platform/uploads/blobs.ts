import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, open, readdir, rename, rm, stat, utimes } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'

/** A blob by its id: two levels of folders, so that none grows long. */
export function blobPath(folder: string, id: string): string {
  return join(folder, id.slice(0, 2), id.slice(2, 4), id)
}

/**
 * Writes what comes out of `sealing` under a random id and gives the stored size. It stands under its name only once it
 * is on the disk whole; its time is the beginning of `day`, and its folders have none, because a minute would tell who
 * sent what.
 */
export async function writeBlob(
  folder: string,
  { id, day }: { id: string; day: string },
  plain: Readable,
  sealing: Transform,
): Promise<number> {
  const path = blobPath(folder, id)
  const part = `${path}.part`
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  try {
    await pipeline(plain, sealing, createWriteStream(part, { mode: 0o600, flags: 'wx', flush: true }))
    const midnight = new Date(`${day}T00:00:00Z`)
    await utimes(part, midnight, midnight)
    await rename(part, path)
  } catch (error) {
    await rm(part, { force: true })
    throw error
  } finally {
    await forgetTimes(folder, path)
  }
  await syncFolder(dirname(path))
  return (await stat(path)).size
}

/** The sealed bytes of a blob. */
export function sealedBlob(folder: string, id: string): Readable {
  return createReadStream(blobPath(folder, id))
}

/** Removes blobs; one that is gone already is no fault. */
export async function removeBlobs(folder: string, ids: readonly string[]): Promise<void> {
  for (const id of ids) {
    await rm(blobPath(folder, id), { force: true })
    await forgetTimes(folder, blobPath(folder, id))
  }
}

/** Every file of the folder last touched before `time`, with the id it belongs to; parts of a broken upload included. */
export async function blobsBefore(folder: string, time: Date): Promise<{ readonly id: string; readonly path: string }[]> {
  const found = []
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const path = join(entry.parentPath, entry.name)
    const touched = await stat(path).catch(() => null)
    if (touched !== null && touched.mtime < time) found.push({ id: entry.name.replace(/\.part$/, ''), path })
  }
  return found
}

/** A folder's time is that of the last file that came or went. */
async function forgetTimes(folder: string, path: string): Promise<void> {
  const never = new Date(0)
  for (const touched of [dirname(path), dirname(dirname(path)), folder]) await utimes(touched, never, never).catch(() => undefined)
}

async function syncFolder(path: string): Promise<void> {
  const handle = await open(path, 'r')
  await handle.sync().finally(() => handle.close())
}
