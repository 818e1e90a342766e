import { accessSync, constants, mkdirSync } from 'node:fs'
import { Unusable } from './errors.ts'

/** Makes the folder that a setting names where it is missing. Throws Unusable where nobody could write into it. */
export function usableFolder(setting: string, path: string): void {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 })
    accessSync(path, constants.W_OK | constants.X_OK)
  } catch (error) {
    throw new Unusable(setting, sentenceOf((error as NodeJS.ErrnoException).code ?? 'unknown', path)) // only the file system throws here
  }
}

function sentenceOf(code: string, path: string): string {
  if (code === 'EEXIST' || code === 'ENOTDIR') return `${path} is not a folder and cannot be made one.`
  if (code === 'EACCES' || code === 'EPERM') return `this user may not write into ${path}.`
  if (code === 'EROFS') return `${path} can be read only.`
  return `${path} cannot be used (${code}).`
}
