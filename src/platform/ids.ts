import { randomUUID } from 'node:crypto'

/** A random id (UUIDv4): unlike a time-ordered one it tells nobody when a row was made. */
export function newId(): string {
  return randomUUID()
}
