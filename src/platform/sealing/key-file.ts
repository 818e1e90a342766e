import { randomBytes } from 'node:crypto'
import { closeSync, fstatSync, fsyncSync, linkSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { deriveKey, mac } from './derive.ts'
import { KeyFileError } from './errors.ts'
import { newKey } from './symmetric-key.ts'

/** What the operator keeps outside the database: a name for this set, the root of the application's keys and the pepper, 32 bytes each. */
export type KeyFile = { readonly kid: string; readonly root: Buffer; readonly pepper: Buffer }

/**
 * The application's own keys. None of them opens what people wrote; the pepper salts their secrets. The mark is no key: it tells
 * this file from every other one, and nothing about what is in it.
 */
export type ApplicationKeys = Readonly<Record<'account' | 'csrf' | 'index' | 'pepper' | 'mark', Buffer>> & { readonly kid: string }

const OWNER_READS = 0o400
const OTHERS = 0o077
const KID = /^[a-z0-9-]{1,32}$/
const KEY = /^[A-Za-z0-9+/]{43}=$/

/** Reads the key file; null where there is none. Throws `KeyFileError` on a file that others may read, that is malformed, or that cannot be read. */
export function readKeyFile(path: string): KeyFile | null {
  const file = openIfThere(path)
  if (file === null) return null
  try {
    const stat = fstatSync(file)
    if (!stat.isFile()) throw new KeyFileError(`The key file ${path} is not a file.`)
    if (stat.mode & OTHERS) {
      throw new KeyFileError(`Others may read the key file ${path}. Run: chmod 400 ${path}`)
    }
    return parse(readFileSync(file, 'utf8'), path)
  } finally {
    closeSync(file)
  }
}

/**
 * The key file, made where there is none for its owner alone to read; processes that start at once agree on one. Throws
 * `KeyFileError` as `readKeyFile` does, and where it cannot be made.
 */
export function readOrMakeKeyFile(path: string): KeyFile {
  return readKeyFile(path) ?? make(path)
}

/** The keys for each purpose, from the root by HKDF with a label; the pepper is independent of the root. */
export function applicationKeys({ kid, root, pepper }: KeyFile): ApplicationKeys {
  return {
    account: deriveKey(root, 'account/v1'),
    csrf: deriveKey(root, 'csrf/v1'),
    index: deriveKey(root, 'index/v1'),
    pepper,
    mark: mac(deriveKey(root, 'mark/v1'), pepper),
    kid,
  }
}

function openIfThere(path: string): number | null {
  try {
    return openSync(path, 'r')
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null
    throw new KeyFileError(`The key file ${path} cannot be read (${codeOf(error)}).`)
  }
}

function parse(text: string, path: string): KeyFile {
  const { kid, root, pepper } = fields(text)
  if (!KID.test(kid) || !KEY.test(root) || !KEY.test(pepper)) {
    throw new KeyFileError(`The key file ${path} is damaged. Put its backup in its place; a new one opens nothing that exists.`)
  }
  return { kid, root: Buffer.from(root, 'base64'), pepper: Buffer.from(pepper, 'base64') }
}

function fields(text: string): Record<keyof KeyFile, string> {
  try {
    const { kid, root, pepper } = JSON.parse(text) as Record<string, unknown> // checked by the patterns above
    return { kid: String(kid), root: String(root), pepper: String(pepper) }
  } catch {
    return { kid: '', root: '', pepper: '' }
  }
}

function make(path: string): KeyFile {
  const draft = `${path}.${randomBytes(8).toString('hex')}.new`
  const content = { kid: randomBytes(4).toString('hex'), root: newKey().toString('base64'), pepper: newKey().toString('base64') }
  try {
    writeDurably(draft, `${JSON.stringify(content)}\n`)
    publishOnce(draft, path)
  } catch (error) {
    throw new KeyFileError(`The key file ${path} cannot be made (${codeOf(error)}).`)
  } finally {
    rmSync(draft, { force: true })
  }
  return readOrMakeKeyFile(path)
}

function writeDurably(path: string, text: string): void {
  const file = openSync(path, 'wx', OWNER_READS)
  try {
    writeFileSync(file, text)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

/** A link, unlike a rename, never replaces: the first process wins and the others read its file. */
function publishOnce(draft: string, path: string): void {
  try {
    linkSync(draft, path)
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error
  }
  const folder = openSync(dirname(path), 'r')
  fsyncSync(folder)
  closeSync(folder)
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? 'unknown' // only the file system throws here
}
